"""The trainee's page of a reflection: write, save, send, read the answer."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from assessments.assignment import domain
from assessments.assignment.excerpts import in_context
from assessments.assignment.forms import WritingForm, cleaned
from courses.wording import clock

if TYPE_CHECKING:
    from courses.models import Enrolment
    from courses.visits import Visit


@require_safe
def landing(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Show the task, the text, and what trainers have answered."""
    return _page(request, visit)


def _page(
    request: HttpRequest, visit: Visit, *, typed: str | None = None, error: str = "", status: int = 200, **more: Any
) -> HttpResponse:
    submission = None
    if visit.enrolment is not None:
        submission = domain.submission_of(enrolment=visit.enrolment, page=visit.page)
    text = typed if typed is not None else (submission.draft if submission else "")
    form = WritingForm({"text": text}) if error else WritingForm(initial={"text": text})
    if error and form.is_valid():
        form.add_error("text", error)
    rounds = list(submission.rounds.all()) if submission else []
    context = {
        "visit": visit,
        "submission": submission,
        "form": form,
        "error": error,
        "typed": text,
        "rounds": rounds,
        "newest": rounds[-1] if rounds else None,
        "criteria": visit.page.criteria.all(),
        "words": domain.count_words(text),
        "is_editable": submission is None or submission.is_editable,
        **more,
    }
    return render(request, "assignment/landing.html", context, status=status)


def _version(request: HttpRequest) -> int:
    value = request.POST.get("version", "")
    return int(value) if value.isascii() and value.isdigit() and len(value) < 9 else 0


def _preview_answer(request: HttpRequest, visit: Visit) -> HttpResponse:
    messages.info(request, _("Esikatselussa mitään ei tallenneta."))
    return HttpResponseRedirect(visit.url())


@require_POST
def save(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Keep the draft; for the page's script as JSON, else back to the text."""
    if visit.enrolment is None:
        return _preview_answer(request, visit)
    wants_json = "application/json" in request.headers.get("Accept", "")
    text = cleaned(request.POST, "text")["text"]
    try:
        saved = domain.save_draft(
            enrolment=visit.enrolment, page=visit.page, text=text, version=_version(request), at=visit.at
        )
    except domain.UnableToSaveDraft as error:
        if wants_json:
            return JsonResponse({"message": str(error)}, status=422)
        return _page(request, visit, typed=text, error=str(error), status=422)
    if wants_json:
        words = overtaken() if saved.overtook else _("Luonnos tallennettu klo %(time)s") % {"time": clock(visit.at)}
        return JsonResponse({"version": saved.version, "message": words, "overtook": saved.overtook})
    if saved.overtook:
        messages.warning(request, overtaken())
    messages.success(request, _("Luonnos on tallennettu. Voit jatkaa myöhemmin, vaikka toisella laitteella."))
    return HttpResponseRedirect(visit.url())


def overtaken() -> str:
    """Return what is said when a text of another window has been overtaken."""
    return _("Kirjoitit tätä myös toisessa ikkunassa. Tämä teksti jäi voimaan, ja toinen on tallessa sivun lopussa.")


@require_POST
def send(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Send the text to the trainers; before that, say once what there is to say of it."""
    if visit.enrolment is None:
        return _preview_answer(request, visit)
    text = cleaned(request.POST, "text")["text"]
    remarks = domain.remarks_on(text=text, page=visit.page)
    try:
        if remarks.any and domain.count_words(text) and request.POST.get("anyway") != remarks.digest:
            return _with_remarks(request, visit, visit.enrolment, text, remarks)
        domain.submit(enrolment=visit.enrolment, page=visit.page, text=text, version=_version(request), at=visit.at)
    except (domain.UnableToSubmit, domain.UnableToSaveDraft) as error:
        return _page(request, visit, typed=text, error=str(error), status=422)
    messages.success(request, _("Tekstisi on lähetetty kouluttajalle. Saat ilmoituksen, kun palaute on tullut."))
    return HttpResponseRedirect(visit.url())


def _with_remarks(
    request: HttpRequest, visit: Visit, enrolment: Enrolment, text: str, remarks: domain.Remarks
) -> HttpResponse:
    """Keep the draft, and show the remarks with the text still open."""
    domain.save_draft(enrolment=enrolment, page=visit.page, text=text, version=_version(request), at=visit.at)
    places = [in_context(text, concern) for concern in remarks.concerns]
    return _page(request, visit, typed=text, remarks=remarks, places=places, status=422)
