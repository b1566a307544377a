"""Watching a recording, reporting what was played, and the text alternative."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.db.models import prefetch_related_objects
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from courses.domain.questions import UnableToAsk
from courses.forms import QuestionForm
from courses.visits import Visit
from media.recordings import recording_part
from modules.recording import domain
from modules.recording.forms import ReportForm, opening_mark


@require_safe
def landing(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Show the player with everything around it; `?t=65` starts it at a chapter, also without scripts."""
    return _show(request, visit)


def _show(request: HttpRequest, visit: Visit, form: QuestionForm | None = None, status: int = 200) -> HttpResponse:
    recording = visit.page.recording
    prefetch_related_objects([recording], "tracks")
    watched = domain.watched(enrolment=visit.enrolment, page=visit.page)
    start = request.GET.get("t", "")
    start = start if start.isascii() and start.isdigit() and len(start) < 6 else ""
    context = {
        "visit": visit,
        "recording": recording,
        "recording_base": visit.recordings_url,
        "watched": watched,
        "player_start": start,
        "player_data": _player_data(visit, watched, resume=not start),
        "transcript_url": visit.url("transcript_read"),
        "question_url": visit.url("question"),
        "form": (form or _question_form(request, visit, watched)) if visit.page.asks_question else None,
    }
    return render(request, "recording/recording.html", context, status=status)


def _question_form(request: HttpRequest, visit: Visit, watched: domain.Watched) -> QuestionForm:
    """Return the form with the question there is, or with what was typed as the session ended."""
    kept = (visit.unsent or {}).get("question", [""])[0]
    if kept:
        messages.info(request, _("Istuntosi ehti päättyä, mutta kysymyksesi säilyi. Tarkista ja tallenna se."))
    return QuestionForm(initial={"question": kept or watched.question})


def _player_data(visit: Visit, watched: domain.Watched, *, resume: bool) -> dict[str, str]:
    """Return what the player's script needs: where to report to, and where to go on."""
    if visit.enrolment is None:
        return {}
    return {
        "report": visit.url("report"),
        "opened": opening_mark(enrolment_id=visit.enrolment.pk, page_id=visit.page.pk, at=visit.at),
        "position": f"{watched.position:.1f}" if resume else "",
    }


@require_POST
def report(request: HttpRequest, visit: Visit) -> JsonResponse:
    """Take what was played since the last report, and say how far one is."""
    if visit.enrolment is None:
        return JsonResponse({"percent": 0, "done": False, "message": ""})
    form = ReportForm(request.POST, enrolment_id=visit.enrolment.pk, page_id=visit.page.pk)
    if not form.is_valid():
        words = " ".join(str(error) for errors in form.errors.values() for error in errors)
        return JsonResponse({"message": words}, status=422)
    try:
        watched = domain.report_viewing(
            enrolment=visit.enrolment,
            page=visit.page,
            claimed=form.cleaned_data["played"],
            position=form.cleaned_data["position"],
            opened_at=form.cleaned_data["opened"],
            at=visit.at,
        )
    except domain.UnableToReport as error:
        return JsonResponse({"message": str(error)}, status=422)
    done = visit.is_done or watched.is_done
    message = "" if visit.is_done or not watched.is_enough else _told(watched)
    words = _("Katsottu %(percent)s %%") % {"percent": watched.percent}
    return JsonResponse({"percent": watched.percent, "words": words, "done": done, "message": message})


def transcript_read(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Take the word of someone who has read the text alternative."""
    if request.method == "POST" and visit.enrolment is None:
        messages.info(request, _("Esikatselussa mitään ei tallenneta."))
    elif request.method == "POST" and visit.enrolment is not None:
        watched = domain.mark_transcript_read(enrolment=visit.enrolment, page=visit.page, at=visit.at)
        done = _("Osio on suoritettu: luit tekstivastineen.")
        messages.success(request, done if watched.is_done or visit.is_done else _told(watched))
    return redirect(visit.url())


def question(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Take the own question for the next session."""
    if not visit.page.asks_question:
        raise Http404
    if request.method != "POST":
        return redirect(visit.url())
    if visit.enrolment is None:
        messages.info(request, _("Esikatselussa mitään ei tallenneta."))
        return redirect(visit.url())
    form = QuestionForm(request.POST)
    if not form.is_valid():
        return _show(request, visit, form, status=422)
    try:
        watched = domain.ask(enrolment=visit.enrolment, page=visit.page, at=visit.at, **form.cleaned_data)
    except UnableToAsk as error:
        form.add_error("question", str(error))
        return _show(request, visit, form, status=422)
    is_new = watched.is_done and not visit.is_done
    messages.success(request, _("Osio on suoritettu.") if is_new else _("Kysymyksesi on tallennettu."))
    return redirect(visit.url())


def _told(watched: domain.Watched) -> str:
    """Say what follows from having watched or read enough."""
    if watched.lacks_question:
        return _("Vielä oma kysymys, niin osio on suoritettu.")
    return _("Osio on suoritettu.")


@require_safe
def recording(request: HttpRequest, visit: Visit, public_id: UUID, part: str = "") -> HttpResponseBase:
    """Send the recording of the page or one of its parts."""
    if visit.page.recording.public_id != public_id:
        raise Http404
    return recording_part(request, visit.page.recording, part)
