"""Sending a response. That it was sent and what was said are stored apart; anonymous answers cannot be traced back."""

from __future__ import annotations

import random
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

from assessments.survey.freezing import freeze
from assessments.survey.models import (
    Anonymity,
    SurveyClosing,
    SurveyOpening,
    SurveyPage,
    SurveyReceipt,
    SurveyResponse,
)
from courses.domain.completion import complete_activity
from courses.models import Enrolment

if TYPE_CHECKING:
    from accounts.models import User
    from courses.models import CourseRun

MIXED_AT_ONCE = 50
LEAST = 5  # fewer answers than this are never shown


class UnableToSend(Exception):
    """The response cannot be taken; the message says why."""


class AlreadySent(UnableToSend):
    """This trainee has sent this survey before; nothing more is stored."""


class Closed(UnableToSend):
    """The survey takes no more answers."""


def open_survey(*, page: SurveyPage) -> None:
    """This function will note that the survey has been shown: its promise holds from now on. Safe to repeat."""
    if not SurveyOpening.objects.filter(page=page).exists():
        SurveyOpening.objects.get_or_create(page=page)


def has_sent(*, enrolment: Enrolment, page: SurveyPage) -> bool:
    """Say whether the trainee has sent the survey."""
    return SurveyReceipt.objects.filter(enrolment=enrolment, page=page).exists()


def closing_of(*, page: SurveyPage, run: CourseRun) -> SurveyClosing | None:
    """Return how the survey was closed in a run, or None while it is open."""
    return SurveyClosing.objects.filter(page=page, run=run).select_related("closed_by").first()


def sent_count(*, page: SurveyPage, run: CourseRun) -> int:
    """Return how many trainees of a run have sent the survey."""
    return SurveyReceipt.objects.filter(page=page, enrolment__run=run).count()


def send_response(*, enrolment: Enrolment, page: SurveyPage, answers: dict[str, Any], at: datetime) -> None:
    """This function will store a response and, apart from it, that this trainee has sent the survey.

    Completes the activity; when everybody has answered, the survey closes. Raises AlreadySent when it has been sent
    before, Closed when it takes no more answers, UnableToSend when nothing was answered.
    """
    if not answers:
        raise UnableToSend(_("Vastaa ainakin yhteen kysymykseen."))
    with transaction.atomic():
        _wait_for_others(page)
        try:
            with transaction.atomic():
                SurveyReceipt.objects.create(enrolment=enrolment, page=page)
        except IntegrityError as error:
            raise AlreadySent(_("Olet jo vastannut tähän kyselyyn.")) from error
        if closing_of(page=page, run=enrolment.run):
            raise Closed(_("Kysely on suljettu, joten vastaustasi ei voitu enää ottaa mukaan."))
        open_survey(page=page)
        _store(enrolment, page, answers)
        complete_activity(enrolment=enrolment, activity=page, at=at)
        _close_when_all_have_sent(enrolment.run, page, at)


def _wait_for_others(page: SurveyPage) -> None:
    """Let those who send and who close the same survey come one after another."""
    SurveyPage.objects.select_for_update(of=("self",)).filter(pk=page.pk).values_list("pk").first()


def _store(enrolment: Enrolment, page: SurveyPage, answers: dict[str, Any]) -> None:
    named = page.anonymity == Anonymity.NAMED
    SurveyResponse.objects.create(
        page=page,
        run_id=enrolment.run_id,
        anonymity=page.anonymity,
        code=code_of(enrolment) if page.anonymity == Anonymity.CODED else "",
        enrolment=enrolment if named else None,
        answers=answers,
    )
    if page.anonymity == Anonymity.ANONYMOUS:
        _mix(page=page, run_id=enrolment.run_id)


def _close_when_all_have_sent(run: CourseRun, page: SurveyPage, at: datetime) -> None:
    sent = SurveyReceipt.objects.filter(page=page, enrolment__run=run)
    missing = Enrolment.objects.filter(run=run).studying().exclude(pk__in=sent.values("enrolment"))
    if sent.count() >= LEAST and not missing.exists():
        _close(run, page, None, at)


def close_survey(*, page: SurveyPage, run: CourseRun, by: User, at: datetime) -> SurveyClosing:
    """This function will close a survey in a run, for good, so that its results can be shown. Safe to repeat."""
    with transaction.atomic():
        _wait_for_others(page)
        open_survey(page=page)
        return _close(run, page, by, at)


def _close(run: CourseRun, page: SurveyPage, by: User | None, at: datetime) -> SurveyClosing:
    day = timezone.localtime(at).date()
    found, _made = SurveyClosing.objects.get_or_create(page=page, run=run, defaults={"closed_on": day, "closed_by": by})
    freeze(closing=found)
    return found


def go_on_without(*, enrolment: Enrolment, page: SurveyPage, at: datetime) -> None:
    """This function will complete a survey that was closed before the trainee answered.

    Raises UnableToSend while it can still be answered.
    """
    if closing_of(page=page, run=enrolment.run) is None:
        raise UnableToSend(_("Kysely on vielä auki. Voit vastata siihen."))
    complete_activity(enrolment=enrolment, activity=page, at=at)


def code_of(enrolment: Enrolment) -> str:
    """Return the code that pairs one trainee's coded responses without naming the trainee."""
    return salted_hmac("assessments.survey", str(enrolment.public_id), algorithm="sha256").hexdigest()[:32]


def _mix(*, page: SurveyPage, run_id: int) -> None:
    """Deal the answers of a run out to its rows anew, so that no order of rows is the order of sending.

    In a large run a random part of the rows takes part each time. Locked in one order, so that two who send at the
    same moment wait for each other.
    """
    rows = SurveyResponse.objects.filter(page=page, run_id=run_id, anonymity=Anonymity.ANONYMOUS)
    chosen = list(rows.order_by("?").values_list("pk", flat=True)[:MIXED_AT_ONCE])
    locked = list(rows.filter(pk__in=chosen).order_by("pk").select_for_update())
    answers = [row.answers for row in locked]
    random.SystemRandom().shuffle(answers)
    for row, dealt in zip(locked, answers, strict=True):
        row.answers = dealt
    SurveyResponse.objects.bulk_update(locked, ["answers"])
