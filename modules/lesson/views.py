"""Reading a lesson and marking it read, with an own question where the author asks for one."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from courses.domain.questions import UnableToAsk, question_of
from courses.enums import CompletionRule
from courses.visits import Visit
from media.blocks import prefetch_pictures, recordings_in
from media.embeds import embed_hosts_in
from media.recordings import recording_part
from modules.lesson import domain
from modules.lesson.forms import ReadForm
from modules.lesson.self_checks import self_check_of


@require_safe
def landing(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Show the lesson."""
    initial: dict[str, Any] = {"revision": visit.page.live_revision_id}
    if visit.enrolment and visit.page.asks_question:
        initial["question"] = question_of(enrolment=visit.enrolment, activity=visit.page)
        kept = (visit.unsent or {}).get("question", [""])[0]
        if kept:
            initial["question"] = kept
            messages.info(request, _("Istuntosi ehti päättyä, mutta kysymyksesi säilyi. Tarkista ja tallenna se."))
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


@require_POST
def place(request: HttpRequest, visit: Visit) -> JsonResponse:
    """Remember where the reader is."""
    if visit.enrolment is not None:
        block = request.POST.get("block", "")
        try:
            domain.keep_place(enrolment=visit.enrolment, lesson=visit.page, block=block, at=visit.at)
        except domain.UnableToKeep as error:
            return JsonResponse({"message": str(error)}, status=422)
    return JsonResponse({})


def answer(request: HttpRequest, visit: Visit, block: str) -> HttpResponse:
    """Take an answer to a question to oneself, and show what is said to it."""
    if not domain.options_of(visit.page, block):
        raise Http404
    if request.method != "POST":
        return redirect(visit.url() + f"#b-{block}")
    option = request.POST.get("option", "")
    answers, problem = {block: option}, ""
    if visit.enrolment is not None:
        try:
            domain.answer_self_check(
                enrolment=visit.enrolment, lesson=visit.page, block=block, option=option, at=visit.at
            )
        except domain.UnableToKeep as error:
            problem = str(error)
    check = self_check_of(visit, block, answers, problem)
    if request.headers.get("X-Requested-With") == "fetch":
        return render(
            request, "lesson/self_check.html", {"check": check, "visit": visit}, status=422 if problem else 200
        )
    if problem or visit.enrolment is None:
        form = ReadForm(initial={"revision": visit.page.live_revision_id}, lesson=visit.page)
        return _show(request, visit, form, status=422 if problem else 200, check=check)
    return redirect(visit.url() + f"#b-{block}")


def _show(
    request: HttpRequest, visit: Visit, form: ReadForm, status: int = 200, check: dict[str, Any] | None = None
) -> HttpResponse:
    prefetch_pictures(visit.page.body)
    reading = domain.reading_of(enrolment=visit.enrolment, lesson=visit.page)
    answers = reading.answers if reading else {}
    checks = {block.id: self_check_of(visit, block.id, answers) for block in visit.page.body if _is_check(block)}
    if check:
        checks[check["block"]] = check
    resumes = reading is not None and not visit.is_done and status == 200
    hosts = embed_hosts_in(visit.page.body)
    context = {
        "visit": visit,
        "form": form,
        "checks": checks,
        "resume": _resume_at(visit, reading.block) if resumes and reading else "",
        "place_url": visit.url("place") if visit.enrolment else "",
        "allows_embeds": bool(hosts),
        "recording_base": visit.recordings_url,
        "shows_form": visit.page.asks_question
        or (visit.page.completion_rule == CompletionRule.MANUAL and not visit.is_done),
        "submit_url": visit.url("read"),
    }
    response = render(request, "lesson/lesson.html", context, status=status)
    if hosts:  # frames of these services, on this page alone
        response._csp_update = {"frame-src": [f"https://{host}" for host in hosts]}  # type: ignore[attr-defined]
    return response


def _is_check(block: Any) -> bool:
    return bool(block.block_type == "self_check")


def _resume_at(visit: Visit, block: str) -> str:
    """Return the block to go on from; nothing for the first one, where one begins anyway, or for one that is gone."""
    return block if block in [each.id for each in visit.page.body][1:] else ""


@require_safe
def recording(request: HttpRequest, visit: Visit, public_id: UUID, part: str = "") -> HttpResponseBase:
    """Send a recording that the lesson shows."""
    for found in recordings_in(visit.page.body):
        if found.public_id == public_id:
            return recording_part(request, found, part)
    raise Http404
