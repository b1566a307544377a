"""One attempt from start to result. What is met at the start stays: the questions' versions and their order."""

from __future__ import annotations

import random
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING

from django.db import IntegrityError, transaction
from django.db.models import BigIntegerField, Count, ExpressionWrapper, F, Max, Subquery, Sum, Window
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _

from assessments.questions.domain import Shown, versions_met, with_pictures
from assessments.quiz.answers import Answers, by_slot
from assessments.quiz.drawing import slots_for
from assessments.quiz.marking import WAITS, completes, write_marks
from assessments.quiz.models import Attempt, QuizDraw, QuizPage
from assessments.quiz.timing import GRACE, deadline_for, in_time, is_over
from courses.domain.completion import complete_activity, locked_with, remember_required
from courses.statements import Statement

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from courses.models import Enrolment

SHOWN_ATTEMPTS = 20
MOST_ATTEMPTS = 1_000_000  # no address of ours has a greater number
# Asked at every click, so they are built once.
NUMBERED = Statement(
    lambda enrolment, page, number: Attempt.objects.alias(
        known=ExpressionWrapper(F("number"), BigIntegerField())  # the column itself, for keys of any size
    ).filter(enrolment=enrolment, page=page, known=number),
    enrolment=int,
    page=int,
    number=int,
)
NEWEST = Statement(
    lambda enrolment, page: Attempt.objects.filter(enrolment=enrolment, page=page).order_by("-number")[:1],
    enrolment=int,
    page=int,
)
# What handing in writes: the questions as they were met are not among it.
WRITTEN = [
    "state", "answers", "saved_version", "saved_at", "finished_at", "marks", "points", "percent", "is_passed",
]  # fmt: skip


class UnableToStart(Exception):
    """No attempt can be started; the message says why."""


class UnableToSave(Exception):
    """The answers are not taken any more; the message says why."""


@dataclass(frozen=True)
class Saved:
    """What a save did: the version it made, and whether another window had saved in between."""

    version: int
    overtook: bool = False


def attempts_of(*, enrolment: Enrolment, page: QuizPage) -> list[Attempt]:
    """Return the newest attempts, in one query; each carries the best result of all of them as `best`."""
    attempts = Attempt.objects.filter(enrolment=enrolment, page=page).annotate(best=Window(Max("percent")))
    return list(attempts.defer("slots", "answers", "marks").order_by("-number")[:SHOWN_ATTEMPTS])


def question_count(page: QuizPage) -> int:
    """Return how many questions an attempt will ask, in one query; a draw from too small a category asks fewer."""
    fixed = page.questions.filter(question__current__isnull=False).exclude(question__kind="description")
    drawn = QuizDraw.objects.filter(page=page).order_by().values("page").annotate(n=Sum("count")).values("n")
    counted = fixed.order_by().values("page").annotate(n=Count("pk")).values("n")
    row = (
        QuizPage.objects.filter(pk=page.pk)
        .annotate(fixed=Coalesce(Subquery(counted), 0), drawn=Coalesce(Subquery(drawn), 0))
        .values_list("fixed", "drawn")
    )
    return sum(row.get())


def start_attempt(*, enrolment: Enrolment, page: QuizPage, at: datetime) -> Attempt:
    """This function will start an attempt, or return the one that is open.

    Raises UnableToStart when the quiz has no questions or all attempts are used.
    """
    newest = _newest(enrolment, page)
    if newest is not None and newest.is_open:
        if not is_over(newest, at=at):
            return newest
        finish_overdue(attempts=Attempt.objects.filter(pk=newest.pk), at=at)
        newest.refresh_from_db()
    number = newest.number + 1 if newest else 1
    if page.max_attempts is not None and number > page.max_attempts:
        raise UnableToStart(_("Olet käyttänyt kaikki yrityksesi. Jos tarvitset lisää, kysy kouluttajalta."))
    if newest is not None and newest.waits:
        raise UnableToStart(_("Kouluttaja lukee vielä edellistä yritystäsi. Voit yrittää uudelleen sen jälkeen."))
    attempt = new_attempt(page=page, number=number, at=at)
    attempt.enrolment = enrolment
    attempt.deadline_at = deadline_for(enrolment=enrolment, page=page, at=at)
    try:
        with transaction.atomic():
            attempt.save()
    except IntegrityError:  # pressed twice: the other press has started it
        other = _newest(enrolment, page)
        if other is None:
            raise
        return other
    return attempt


def attempt_numbered(*, enrolment: Enrolment | None, page_id: int, number: int) -> Attempt | None:
    """Return one attempt of a trainee at a quiz, or None."""
    if enrolment is None or number > MOST_ATTEMPTS:
        return None
    rows = NUMBERED.rows(enrolment=enrolment.pk, page=page_id, number=number)
    return rows[0] if rows else None


def _newest(enrolment: Enrolment, page: QuizPage) -> Attempt | None:
    rows = NEWEST.rows(enrolment=enrolment.pk, page=page.pk)
    return rows[0] if rows else None


def new_attempt(*, page: QuizPage, number: int, at: datetime, rng: random.Random | None = None) -> Attempt:
    """Return an attempt that is not stored yet, with its questions and their order decided.

    Raises UnableToStart when the quiz has no questions.
    """
    slots = slots_for(page, rng=rng or random.Random())  # noqa: S311 -- the order of options is no secret
    most = sum(slot["points"] for slot in slots)
    if not most:
        raise UnableToStart(_("Tässä ei ole vielä kysymyksiä. Kerro kouluttajalle."))
    return Attempt(
        page=page, number=number, slots=slots, started_at=at, pass_percent=page.pass_percent, max_points=most
    )


def questions_of(attempt: Attempt) -> list[Shown]:
    """Return the attempt's questions for a page, in one query however many they are."""
    versions = versions_met((slot["version"], slot.get("made", 0)) for slot in attempt.slots)
    given = by_slot(attempt.answers)
    shown: list[Shown] = []
    asked = 0
    for slot, held in enumerate(attempt.slots):
        version = versions[held["version"]]
        asked += version.sort.asks  # what asks nothing has no number
        question = Shown(slot, version, held["order"], given.get(slot, {}), held["points"], number=asked)
        if slot < len(attempt.marks) and attempt.marks[slot] != WAITS:
            question.mark = Fraction(attempt.marks[slot])
        question.comment = attempt.comments.get(str(slot), "")
        if question.mark is not None and question.mark < 1 and question.body.hints:
            question.hint = question.body.hints[min(attempt.number, len(question.body.hints)) - 1].text
        shown.append(question)
    with_pictures(shown)
    return shown


def save_answers(*, attempts: QuerySet[Attempt], number: int, answers: Answers, version: int, at: datetime) -> Saved:
    """This function will keep the answers of an open attempt as they are now.

    `attempts` are those the person may answer; `version` is the save that the page was made from. The later save
    wins; the result tells when it has overtaken one of another window. One query in the usual case. Raises
    UnableToSave when the attempt is finished, and Attempt.DoesNotExist when there is none.
    """
    rows = attempts.filter(in_time(at), number=number, state=Attempt.State.OPEN)
    change = {"answers": answers, "saved_at": at, "saved_version": F("saved_version") + 1}
    if rows.filter(saved_version=version).update(**change):
        return Saved(version + 1)
    with transaction.atomic():
        attempt = attempts.select_for_update(of=("self",)).get(number=number)
        if not attempt.is_open:
            raise UnableToSave(_("Tämä yritys on jo tarkistettu, joten vastauksia ei voi enää muuttaa."))
        if is_over(attempt, at=at):
            raise UnableToSave(_("Aika päättyi. Ennen sitä tallennetut vastauksesi tarkistetaan."))
        overtook = attempt.answers != answers
        attempt.answers, attempt.saved_at = answers, at
        attempt.saved_version += 1
        attempt.save(update_fields=["answers", "saved_at", "saved_version"])
    return Saved(attempt.saved_version, overtook)


@dataclass(frozen=True)
class HandedIn:
    """What handing in did: the attempt, its questions, and whether it was marked or needs another look."""

    attempt: Attempt
    questions: list[Shown]
    is_finished: bool
    was_finished: bool = False
    overtook: bool = False
    was_late: bool = False


def hand_in(
    *,
    attempts: QuerySet[Attempt],
    number: int,
    answers: Answers,
    version: int,
    anyway: bool,
    visit_done: bool,
    at: datetime,
    required: list[int] | None = None,
) -> HandedIn:
    """This function will keep the answers, mark them, and complete the activity when it is passed.

    Answers that cannot be read, and missing ones unless `anyway`, leave the attempt open; then it says so. An attempt
    that is finished already stays as it is. `required` are the run's required activities, where the caller has read
    them in this request. `visit_done` says that the activity has been completed before. Raises
    Attempt.DoesNotExist when there is no such attempt.
    """
    with transaction.atomic():
        attempt = _locked(attempts.filter(number=number)).get()
        if required is not None:
            remember_required(attempt.enrolment, required)
        if not attempt.is_open:
            return HandedIn(attempt, [], is_finished=True, was_finished=True)
        if is_over(attempt, at=at):
            return HandedIn(attempt, _close(attempt, at=at, done=visit_done), is_finished=True, was_late=True)
        overtook = attempt.saved_version > version and attempt.answers != answers
        attempt.answers, attempt.saved_at = answers, at
        attempt.saved_version += 1
        questions = questions_of(attempt)
        is_ready = _is_ready(questions, anyway=anyway) or _is_due(attempt, at)
        if is_ready:
            _finish(attempt, questions, at=at, done=visit_done)
        else:
            attempt.save(update_fields=["answers", "saved_at", "saved_version"])
    return HandedIn(attempt, questions, is_finished=is_ready, overtook=overtook)


def _is_ready(questions: list[Shown], *, anyway: bool) -> bool:
    """Say whether all answers can be read and, unless `anyway`, all are there."""
    problems = [question.find_problem() for question in questions]
    return not any(problems) and (anyway or all(question.is_answered for question in questions))


def _is_due(attempt: Attempt, at: datetime) -> bool:
    """Say whether the time is up: then the answers are marked as they are."""
    return attempt.deadline_at is not None and attempt.deadline_at <= at


def _finish(attempt: Attempt, questions: list[Shown], *, at: datetime, done: bool) -> None:
    write_marks(attempt=attempt, questions=questions, at=at)
    attempt.save(update_fields=WRITTEN)
    if not done and completes(attempt):
        complete_activity(enrolment=attempt.enrolment, activity=attempt.page, at=at, locked=_lock_of(attempt))


def _locked(attempts: QuerySet[Attempt]) -> QuerySet[Attempt]:
    """Return the attempts locked together with their enrollments and what completing an activity reads of those."""
    rows = attempts.select_related("page", "enrolment__rule_set", "enrolment__run")
    return rows.annotate(**locked_with("enrolment__")).select_for_update(of=("self", "enrolment"))


def _lock_of(attempt: Attempt) -> Enrolment:
    """Return the enrollment as it was locked with its attempt."""
    enrolment = attempt.enrolment
    for name in locked_with():
        setattr(enrolment, name, getattr(attempt, name))
    return enrolment


def _close(attempt: Attempt, *, at: datetime, done: bool = False) -> list[Shown]:
    """Mark what had been saved before the time ended."""
    questions = questions_of(attempt)
    _finish(attempt, questions, at=attempt.deadline_at or at, done=done)
    return questions


def finish_overdue(*, attempts: QuerySet[Attempt], at: datetime, at_most: int = 50) -> int:
    """This function will finish the attempts whose time has passed, with what had been saved. Returns how many.

    Safe to repeat, and for several processes at once.
    """
    overdue = attempts.filter(state=Attempt.State.OPEN, deadline_at__lt=at - GRACE).values_list("pk", flat=True)
    done = 0
    for pk in list(overdue[:at_most]):
        with transaction.atomic():
            attempt = _locked(Attempt.objects.filter(pk=pk, state=Attempt.State.OPEN)).first()
            if attempt is not None and is_over(attempt, at=at):
                _close(attempt, at=at)
                done += 1
    return done


def counting_percent(*, attempts: list[Attempt], page: QuizPage) -> Decimal | None:
    """Return the result that counts, from `attempts_of`: the best one or the last one; None before the first."""
    finished = [attempt for attempt in attempts if attempt.state == Attempt.State.FINISHED]
    if not finished:
        return None
    return finished[0].percent if page.counting == "last" else finished[0].best  # type: ignore[attr-defined]
