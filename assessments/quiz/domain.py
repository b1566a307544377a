"""One attempt from start to result. What is met at the start stays: the questions' versions and their order."""

from __future__ import annotations

import random
from dataclasses import dataclass
from datetime import datetime
from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal
from fractions import Fraction
from typing import TYPE_CHECKING

from django.db import IntegrityError, transaction
from django.db.models import F, Max, Window
from django.utils.translation import gettext as _

from assessments.questions.domain import Shown, versions_by_id
from assessments.questions.models import QuestionVersion
from assessments.quiz.answers import Answers, given_to
from assessments.quiz.models import Attempt, QuizPage
from courses.domain.completion import complete_activity
from courses.enums import CompletionRule

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from courses.models import Enrolment

SHOWN_ATTEMPTS = 20


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


def start_attempt(*, enrolment: Enrolment, page: QuizPage, at: datetime) -> Attempt:
    """This function will start an attempt, or return the one that is open.

    Raises UnableToStart when the quiz has no questions or all attempts are used.
    """
    newest = _newest(enrolment, page)
    if newest is not None and newest.is_open:
        return newest
    number = newest.number + 1 if newest else 1
    if page.max_attempts is not None and number > page.max_attempts:
        raise UnableToStart(_("Olet käyttänyt kaikki yrityksesi. Jos tarvitset lisää, kysy kouluttajalta."))
    attempt = new_attempt(page=page, number=number, at=at)
    attempt.enrolment = enrolment
    try:
        with transaction.atomic():
            attempt.save()
    except IntegrityError:  # pressed twice: the other press has started it
        other = _newest(enrolment, page)
        if other is None:
            raise
        return other
    return attempt


def _newest(enrolment: Enrolment, page: QuizPage) -> Attempt | None:
    return Attempt.objects.filter(enrolment=enrolment, page=page).order_by("-number").first()


def new_attempt(*, page: QuizPage, number: int, at: datetime, rng: random.Random | None = None) -> Attempt:
    """Return an attempt that is not stored yet, with its questions and their order decided.

    Raises UnableToStart when the quiz has no questions.
    """
    rng = rng or random.Random()  # noqa: S311 -- the order of options is no secret
    rows = page.questions.order_by("sort_order").values_list("points", "question__current_id")
    known = [(points, version) for points, version in rows if version is not None]
    versions = versions_by_id(version for _points, version in known)
    slots = [
        {"version": pk, "points": points, "order": _order(versions[pk], shuffle=page.shuffle_options, rng=rng)}
        for points, pk in known
    ]
    if not slots:
        raise UnableToStart(_("Tässä ei ole vielä kysymyksiä. Kerro kouluttajalle."))
    return Attempt(
        page=page,
        number=number,
        slots=slots,
        started_at=at,
        pass_percent=page.pass_percent,
        max_points=sum(slot["points"] for slot in slots),
    )


def _order(version: QuestionVersion, *, shuffle: bool, rng: random.Random) -> list[int]:
    return version.sort.arrange(version.sort.Body.model_validate(version.body), shuffle=shuffle, rng=rng)


def questions_of(attempt: Attempt) -> list[Shown]:
    """Return the attempt's questions for a page, in one query however many they are."""
    versions = versions_by_id(slot["version"] for slot in attempt.slots)
    shown = []
    for number, slot in enumerate(attempt.slots):
        question = Shown(
            index=number,
            version=versions[slot["version"]],
            order=slot["order"],
            given=given_to(number, attempt.answers),
            points=slot["points"],
        )
        if number < len(attempt.marks):
            question.mark = Fraction(attempt.marks[number])
        shown.append(question)
    return shown


def save_answers(*, attempts: QuerySet[Attempt], number: int, answers: Answers, version: int, at: datetime) -> Saved:
    """This function will keep the answers of an open attempt as they are now.

    `attempts` are those the person may answer; `version` is the save that the page was made from. The later save
    wins; the result tells when it has overtaken one of another window. One query in the usual case. Raises
    UnableToSave when the attempt is finished, and Attempt.DoesNotExist when there is none.
    """
    rows = attempts.filter(number=number, state=Attempt.State.OPEN)
    change = {"answers": answers, "saved_at": at, "saved_version": F("saved_version") + 1}
    if rows.filter(saved_version=version).update(**change):
        return Saved(version + 1)
    with transaction.atomic():
        attempt = attempts.select_for_update(of=("self",)).get(number=number)
        if not attempt.is_open:
            raise UnableToSave(_("Tämä yritys on jo tarkistettu, joten vastauksia ei voi enää muuttaa."))
        overtook = attempt.answers != answers
        attempt.answers, attempt.saved_at = answers, at
        attempt.saved_version += 1
        attempt.save(update_fields=["answers", "saved_at", "saved_version"])
    return Saved(attempt.saved_version, overtook)


def write_marks(*, attempt: Attempt, questions: list[Shown], at: datetime) -> None:
    """Mark the questions and write marks and result into the attempt, without storing it."""
    for question in questions:
        question.set_mark()
    earned = sum((question.earned for question in questions), Fraction(0))
    percent = earned / attempt.max_points * 100
    attempt.state, attempt.finished_at = Attempt.State.FINISHED, at
    attempt.marks = [str(question.mark) for question in questions]
    attempt.points = _decimal(earned, "0.001", ROUND_HALF_UP)
    attempt.percent = _decimal(percent, "0.01", ROUND_DOWN)  # never shown as passed when it is not quite
    attempt.is_passed = percent >= attempt.pass_percent


@dataclass(frozen=True)
class HandedIn:
    """What handing in did: the attempt, its questions, and whether it was marked or needs another look."""

    attempt: Attempt
    questions: list[Shown]
    is_finished: bool
    was_finished: bool = False
    overtook: bool = False


def hand_in(
    *,
    attempts: QuerySet[Attempt],
    number: int,
    answers: Answers,
    version: int,
    anyway: bool,
    visit_done: bool,
    at: datetime,
) -> HandedIn:
    """This function will keep the answers, mark them, and complete the activity when it is passed.

    Answers that cannot be read, and missing ones unless `anyway`, leave the attempt open; then it says so. An attempt
    that is finished already stays as it is. `visit_done` says that the activity has been completed before. Raises
    Attempt.DoesNotExist when there is no such attempt.
    """
    with transaction.atomic():
        attempt = attempts.select_related("page", "enrolment").select_for_update(of=("self",)).get(number=number)
        if not attempt.is_open:
            return HandedIn(attempt, [], is_finished=True, was_finished=True)
        overtook = attempt.saved_version > version and attempt.answers != answers
        attempt.answers, attempt.saved_at = answers, at
        attempt.saved_version += 1
        questions = questions_of(attempt)
        is_ready = _is_ready(questions, anyway=anyway)
        if is_ready:
            write_marks(attempt=attempt, questions=questions, at=at)
        attempt.save()
        if is_ready and not visit_done and _completes(attempt):
            complete_activity(enrolment=attempt.enrolment, activity=attempt.page, at=at)
    return HandedIn(attempt, questions, is_finished=is_ready, overtook=overtook)


def _is_ready(questions: list[Shown], *, anyway: bool) -> bool:
    """Say whether all answers can be read and, unless `anyway`, all are there."""
    problems = [question.find_problem() for question in questions]
    return not any(problems) and (anyway or all(question.is_answered for question in questions))


def _completes(attempt: Attempt) -> bool:
    return attempt.is_passed or attempt.page.completion_rule == CompletionRule.SUBMIT


def _decimal(value: Fraction, step: str, rounding: str) -> Decimal:
    return (Decimal(value.numerator) / Decimal(value.denominator)).quantize(Decimal(step), rounding=rounding)


def counting_percent(*, attempts: list[Attempt], page: QuizPage) -> Decimal | None:
    """Return the result that counts, from `attempts_of`: the best one or the last one; None before the first."""
    finished = [attempt for attempt in attempts if not attempt.is_open]
    if not finished:
        return None
    return finished[0].percent if page.counting == "last" else finished[0].best  # type: ignore[attr-defined]
