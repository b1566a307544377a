"""Sending a response. That it was sent and what was said are stored apart; anonymous answers cannot be traced back."""

from __future__ import annotations

import random
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.db import IntegrityError, transaction
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

from assessments.survey.models import Anonymity, SurveyPage, SurveyReceipt, SurveyResponse
from courses.domain.completion import complete_activity

if TYPE_CHECKING:
    from courses.models import Enrolment

MIXED_AT_ONCE = 50


class UnableToSend(Exception):
    """The response cannot be taken; the message says why."""


class AlreadySent(UnableToSend):
    """This trainee has sent this survey before; nothing more is stored."""


def has_sent(*, enrolment: Enrolment, page: SurveyPage) -> bool:
    """Say whether the trainee has sent the survey."""
    return SurveyReceipt.objects.filter(enrolment=enrolment, page=page).exists()


def send_response(*, enrolment: Enrolment, page: SurveyPage, answers: dict[str, Any], at: datetime) -> None:
    """This function will store a response and, apart from it, that this trainee has sent the survey.

    Completes the activity. Raises AlreadySent when it has been sent before, UnableToSend when nothing was answered.
    """
    if not answers:
        raise UnableToSend(_("Vastaa ainakin yhteen kysymykseen."))
    with transaction.atomic():
        try:
            with transaction.atomic():
                SurveyReceipt.objects.create(enrolment=enrolment, page=page)
        except IntegrityError as error:
            raise AlreadySent(_("Olet jo vastannut tähän kyselyyn.")) from error
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
