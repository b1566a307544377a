"""Time limits. There is none by default; where there is one, the server's clock decides and what was saved counts."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from assessments.quiz.models import Attempt, QuizPage, TimeExtension

if TYPE_CHECKING:
    from accounts.models import User
    from courses.models import Enrolment

GRACE = timedelta(seconds=60)  # a save that was on its way when the time ended
LONGEST_REASON = 500


class UnableToExtend(Exception):
    """The time cannot be extended; the message says why. `field` is the field it belongs to."""

    def __init__(self, message: str, field: str) -> None:
        super().__init__(message)
        self.field = field


def deadline_for(*, enrolment: Enrolment, page: QuizPage, at: datetime) -> datetime | None:
    """Return when an attempt started now ends for this person, or None when there is no limit."""
    minutes = minutes_for(enrolment=enrolment, page=page)
    return None if minutes is None else at + timedelta(minutes=minutes)


def minutes_for(*, enrolment: Enrolment | None, page: QuizPage) -> int | None:
    """Return how long an attempt may take, with the time given to this person; None when there is no limit."""
    if page.time_limit is None or enrolment is None:
        return page.time_limit
    newest = TimeExtension.objects.filter(enrolment=enrolment, page=page).values_list("minutes", flat=True).first()
    return page.time_limit + (newest or 0)


def in_time(at: datetime) -> Q:
    """Return the condition that an attempt still takes answers."""
    return Q(deadline_at=None) | Q(deadline_at__gte=at - GRACE)


def is_over(attempt: Attempt, *, at: datetime) -> bool:
    """Say whether the time of an attempt, with its grace, has passed."""
    return attempt.deadline_at is not None and attempt.deadline_at < at - GRACE


def extend_time(
    *, enrolment: Enrolment, page: QuizPage, minutes: int | None, reason: str, by: User, at: datetime
) -> TimeExtension:
    """This function will give one trainee more time at one quiz, now and at later attempts.

    An attempt that is going on gets the time at once. Raises UnableToExtend for one's own attempt, without a limit,
    and when the minutes or the reason are missing.
    """
    reason = reason.replace("\x00", "").strip()
    minutes = minutes or 0
    _check(enrolment, page, minutes, reason, by)
    with transaction.atomic():
        given = TimeExtension.objects.create(
            enrolment=enrolment, page=page, minutes=minutes, reason=reason, granted_by=by, granted_at=at
        )
        running = Attempt.objects.filter(enrolment=enrolment, page=page, state=Attempt.State.OPEN)
        for attempt in running.select_for_update():
            attempt.deadline_at = attempt.started_at + timedelta(minutes=(page.time_limit or 0) + given.minutes)
            attempt.save(update_fields=["deadline_at"])
    return given


def _check(enrolment: Enrolment, page: QuizPage, minutes: int, reason: str, by: User) -> None:
    if enrolment.user_id == by.pk:
        raise UnableToExtend(_("Omaan yritykseen ei voi antaa lisäaikaa."), "trainee")
    if page.time_limit is None:
        raise UnableToExtend(_("Tässä ei ole aikarajaa, joten lisäaikaa ei tarvita."), "minutes")
    if not 1 <= minutes <= 600:
        raise UnableToExtend(_("Kirjoita lisäaika minuutteina, 1–600."), "minutes")
    if not reason:
        raise UnableToExtend(_("Kirjoita perustelu."), "reason")
    if len(reason) > LONGEST_REASON:
        raise UnableToExtend(
            _("Perustelu on liian pitkä, enintään %(limit)s merkkiä.") % {"limit": LONGEST_REASON}, "reason"
        )
