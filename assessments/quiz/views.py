"""The trainee's pages of a quiz."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from assessments.questions.domain import Shown
from assessments.quiz import domain
from assessments.quiz.answers import UnableToTakeAnswers, read_answers, version_in
from assessments.quiz.marking import write_marks
from assessments.quiz.models import Attempt
from assessments.quiz.timing import is_over, minutes_for
from assessments.quiz.unsent import take_unsent
from courses.wording import clock

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from courses.visits import Visit


def _own(visit: Visit) -> QuerySet[Attempt]:
    """Return the attempts the visitor may see: their own at this quiz, in this run."""
    return Attempt.objects.filter(enrolment=visit.enrolment, page_id=visit.item.pk)


def required_ids(visit: Visit) -> list[int]:
    """Return the required activities of the run, which the plan of the visit has read already."""
    return [
        item.pk
        for session in visit.plan.sessions
        for page in session.pages
        for item in page.activities
        if item.required and visit.enrolment is not None and item.is_for(visit.enrolment.background)
    ]


def _get_or_404(visit: Visit, number: int) -> Attempt:
    attempt = domain.attempt_numbered(enrolment=visit.enrolment, page_id=visit.item.pk, number=number)
    if attempt is None:
        raise Http404
    attempt.page, attempt.enrolment = visit.page, visit.enrolment  # type: ignore[assignment]
    return attempt


@require_safe
def landing(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Say what awaits, and list earlier attempts."""
    attempts = [] if visit.enrolment is None else domain.attempts_of(enrolment=visit.enrolment, page=visit.page)
    open_one = next((attempt for attempt in attempts if attempt.is_open), None)
    if visit.unsent and open_one is not None:
        return take_unsent(request, visit, open_one.number)
    used = attempts[0].number if attempts else 0
    limit, waits = visit.page.max_attempts, bool(attempts) and attempts[0].waits
    context = {
        "visit": visit,
        "attempts": [attempt for attempt in attempts if not attempt.is_open],
        "open": open_one,
        "count": domain.question_count(visit.page),
        "waits": waits,
        "limit_minutes": visit.page.time_limit and minutes_for(enrolment=visit.enrolment, page=visit.page),
        "percent": domain.counting_percent(attempts=attempts, page=visit.page),
        "may_start": not waits and (limit is None or used < limit),
        "left": None if limit is None else limit - used,
    }
    return render(request, "quiz/landing.html", context)


@require_POST
def start(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Start an attempt, or go on with the one that is open."""
    if visit.enrolment is None:
        return HttpResponseRedirect(visit.url("try-out"))
    try:
        attempt = domain.start_attempt(enrolment=visit.enrolment, page=visit.page, at=visit.at)
    except domain.UnableToStart as error:
        messages.warning(request, str(error))
        return HttpResponseRedirect(visit.url())
    return HttpResponseRedirect(visit.url("attempt", number=attempt.number))


@require_safe
def attempt(request: HttpRequest, visit: Visit, number: int) -> HttpResponse:
    """Show the questions of an open attempt, with what has been answered so far."""
    found = _get_or_404(visit, number)
    if found.is_open and is_over(found, at=visit.at):
        domain.finish_overdue(attempts=_own(visit).filter(number=number), at=visit.at)
        messages.info(request, time_was_up())
        return HttpResponseRedirect(visit.url("result", number=number))
    if not found.is_open:
        return HttpResponseRedirect(visit.url("result", number=number))
    return _questions_page(request, visit, found, domain.questions_of(found))


def _questions_page(
    request: HttpRequest, visit: Visit, found: Attempt, questions: list[Shown], status: int = 200, **more: Any
) -> HttpResponse:
    context = {
        "visit": visit,
        "attempt": found,
        "questions": questions,
        "total": sum(question.kind.asks for question in questions),
        "language": visit.run.language,
        "seconds": max(0, int((found.deadline_at - visit.at).total_seconds())) if found.deadline_at else None,
        "problems": [question for question in questions if question.problem],
        **more,
    }
    return render(request, "quiz/attempt.html", context, status=status)


def _not_taken(request: HttpRequest, visit: Visit, number: int, error: UnableToTakeAnswers) -> HttpResponse:
    """Show what was typed again, with the reason why it was not kept."""
    found = _get_or_404(visit, number)
    if not found.is_open:
        return HttpResponseRedirect(visit.url("result", number=number))
    found.answers = error.typed
    questions = domain.questions_of(found)
    place = None if error.slot is None or error.slot >= len(questions) else error.slot
    if place is not None:
        questions[place].problem = str(error)
    return _questions_page(
        request, visit, found, questions, refusal="" if place is not None else str(error), status=422
    )


@require_POST
def save(request: HttpRequest, visit: Visit, number: int) -> HttpResponse:
    """Keep the answers; for the page's script as JSON, else back to the questions."""
    wants_json = "application/json" in request.headers.get("Accept", "")
    try:
        answers = read_answers(request.POST)
        saved = domain.save_answers(
            attempts=_own(visit), number=number, answers=answers, version=version_in(request.POST), at=visit.at
        )
    except UnableToTakeAnswers as error:
        if wants_json:
            return JsonResponse({"message": str(error)}, status=422)
        return _not_taken(request, visit, number, error)
    except domain.UnableToSave as error:
        if wants_json:
            return JsonResponse({"message": str(error)}, status=409)
        messages.warning(request, str(error))
        return HttpResponseRedirect(visit.url("result", number=number))
    except Attempt.DoesNotExist as error:
        raise Http404 from error
    return _saved(request, visit, number, saved, wants_json=wants_json)


def _saved(request: HttpRequest, visit: Visit, number: int, saved: domain.Saved, *, wants_json: bool) -> HttpResponse:
    if wants_json:
        words = overtaken() if saved.overtook else _("Tallennettu klo %(time)s") % {"time": clock(visit.at)}
        return JsonResponse({"version": saved.version, "message": words, "overtook": saved.overtook})
    if saved.overtook:
        messages.warning(request, overtaken())
    messages.success(request, _("Vastaukset on tallennettu. Voit jatkaa myöhemmin, vaikka toisella laitteella."))
    return HttpResponseRedirect(visit.url("attempt", number=number))


def overtaken() -> str:
    """Return what is said when a save of another window has been overtaken."""
    return _(
        "Vastasit näihin kysymyksiin myös toisessa ikkunassa tai laitteella. Tämä tallennus jäi voimaan: "
        "tarkista vastauksesi."
    )


def time_was_up() -> str:
    """Return what is said when answers came after the time had ended."""
    return _("Aika päättyi. Ennen sitä tallennetut vastauksesi on tarkistettu.")


@require_POST
def finish(request: HttpRequest, visit: Visit, number: int) -> HttpResponse:
    """Mark the answers, or show what is missing or cannot be read."""
    try:
        done = domain.hand_in(
            attempts=_own(visit),
            number=number,
            answers=read_answers(request.POST),
            version=version_in(request.POST),
            anyway="anyway" in request.POST,
            visit_done=visit.is_done,
            at=visit.at,
            required=required_ids(visit),
        )
    except UnableToTakeAnswers as error:
        return _not_taken(request, visit, number, error)
    except Attempt.DoesNotExist as error:
        raise Http404 from error
    if done.overtook:
        messages.warning(request, overtaken())
    if done.was_late:
        messages.info(request, time_was_up())
    if done.was_finished:
        messages.info(request, _("Tämä yritys oli jo tarkistettu. Tässä on sen tulos."))
    if done.is_finished:
        return HttpResponseRedirect(visit.url("result", number=number))
    missing = [question for question in done.questions if not question.is_answered]
    return _questions_page(request, visit, done.attempt, done.questions, missing=missing, status=422)


@require_safe
def result(request: HttpRequest, visit: Visit, number: int) -> HttpResponse:
    """Show the feedback under each answer, and the points."""
    found = _get_or_404(visit, number)
    if found.is_open:
        return HttpResponseRedirect(visit.url("attempt", number=number))
    return _result_page(request, visit, found, domain.questions_of(found))


def _result_page(request: HttpRequest, visit: Visit, found: Attempt, questions: list[Shown]) -> HttpResponse:
    limit = visit.page.max_attempts
    context = {
        "visit": visit,
        "attempt": found,
        "questions": questions,
        "total": sum(question.kind.asks for question in questions),
        "language": visit.run.language,
        "marked": True,
        "may_start": not found.waits and (limit is None or found.number < limit),
    }
    return render(request, "quiz/result.html", context)


def try_out(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Let staff and authors answer and see the feedback; nothing is stored."""
    if visit.enrolment is not None:
        raise Http404
    try:
        found = domain.new_attempt(page=visit.page, number=1, at=visit.at, rng=random.Random(visit.page.pk))  # noqa: S311
        found.answers = read_answers(request.POST)
    except (domain.UnableToStart, UnableToTakeAnswers) as error:
        messages.warning(request, str(error))
        return HttpResponseRedirect(visit.url())
    questions = domain.questions_of(found)
    problems = [question.find_problem() for question in questions] if request.method == "POST" else []
    if request.method == "POST" and not any(problems):
        write_marks(attempt=found, questions=questions, at=visit.at)
        return _result_page(request, visit, found, questions)
    return _questions_page(request, visit, found, questions)
