"""Reading a lesson and marking it read, with an own question where the author asks for one."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from courses.domain.questions import UnableToAsk, question_of
from courses.enums import CompletionRule
from courses.visits import Visit
from media.blocks import prefetch_pictures, recordings_in
from media.recordings import recording_part
from modules.lesson import domain
from modules.lesson.forms import ReadForm


@require_safe
def landing(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Show the lesson."""
    initial = {"revision": visit.page.live_revision_id}
    if visit.enrolment and visit.page.asks_question:
        initial["question"] = question_of(enrolment=visit.enrolment, activity=visit.page)
    return _show(request, visit, ReadForm(initial=initial, lesson=visit.page))


def mark_read(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Take the trainee's word that the lesson is read."""
    if request.method != "POST":
        return redirect(visit.url())
    if visit.enrolment is None:
        messages.info(request, _("Esikatselussa mitään ei tallenneta."))
        return redirect(visit.url())
    form = ReadForm(request.POST, lesson=visit.page)
    if not form.is_valid():
        return _show(request, visit, form, status=422)
    answers = {"question": form.cleaned_data.get("question", ""), "revision": form.cleaned_data["revision"]}
    try:
        domain.mark_read(enrolment=visit.enrolment, lesson=visit.page, at=visit.at, **answers)
    except UnableToAsk as error:
        form.add_error("question", str(error))
        return _show(request, visit, form, status=422)
    messages.success(request, _("Kysymyksesi on tallennettu.") if visit.is_done else _("Osio on merkitty luetuksi."))
    return redirect(visit.url())


def _show(request: HttpRequest, visit: Visit, form: ReadForm, status: int = 200) -> HttpResponse:
    prefetch_pictures(visit.page.body)
    asks = visit.page.asks_question
    context = {
        "visit": visit,
        "form": form,
        "recording_base": visit.url() + "tallenne/",
        "has_changed": bool(
            visit.enrolment
            and visit.is_done
            and domain.has_changed_since_done(enrolment=visit.enrolment, lesson=visit.page)
        ),
        "shows_form": asks or (visit.page.completion_rule == CompletionRule.MANUAL and not visit.is_done),
        "submit_url": visit.url("read"),
    }
    return render(request, "lesson/lesson.html", context, status=status)


@require_safe
def recording(request: HttpRequest, visit: Visit, public_id: UUID, part: str = "") -> HttpResponseBase:
    """Send a recording that the lesson shows."""
    for found in recordings_in(visit.page.body):
        if found.public_id == public_id:
            return recording_part(request, found, part)
    raise Http404
