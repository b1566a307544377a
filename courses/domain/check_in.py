"""Checking in with a code that holds for a few minutes: the trainer opens it, trainees mark themselves present."""

from __future__ import annotations

import secrets
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from django.core.cache import cache
from django.db import transaction
from django.utils.translation import gettext as _

from courses.domain.attendance import Mark, UnableToMark, check_open, has_been_closed, lock_session, take_attendance
from courses.enums import AttendanceState
from courses.models import Attendance, CheckInCode, Enrolment, Session

if TYPE_CHECKING:
    from accounts.models import User

HOLDS = timedelta(minutes=15)
ON_TIME = timedelta(minutes=15)  # whoever checks in by then was there from the beginning
MOST_TRIES = 10  # of one person within the time a code holds


class UnableToCheckIn(Exception):
    """The code does not mark anybody present; the message says why."""


def open_check_in(*, session: Session, by: User, at: datetime) -> CheckInCode:
    """This function will give the session a new code that holds for a quarter of an hour; an earlier one ends.

    Raises UnableToMark when the register takes no marks, or trainees have seen its result already.
    """
    with transaction.atomic():
        locked = lock_session(session)
        check_open(locked, at)
        if has_been_closed(locked):
            raise UnableToMark(_("Lista on ollut lukittuna. Muutokset tekee kouluttaja."))
        code = f"{secrets.randbelow(1_000_000):06d}"
        values = {"code": code, "opened_by": by, "opened_at": at, "expires_at": at + HOLDS}
        opened, _created = CheckInCode.objects.update_or_create(session=locked, defaults=values)
    return opened


def close_check_in(*, session: Session) -> None:
    """This function will end the session's code at once."""
    CheckInCode.objects.filter(session=session).delete()


def code_in_force(*, session: Session, at: datetime) -> CheckInCode | None:
    """Return the code that holds now, or None."""
    return CheckInCode.objects.filter(session=session, opened_at__lte=at, expires_at__gt=at).first()


def check_in(*, enrolment: Enrolment, session: Session, code: str, at: datetime) -> bool:
    """This function will mark the trainee present by the code; return whether that was new.

    Whoever is late gets the minutes that are left. A mark that a trainer has made stands. Raises UnableToCheckIn for a
    wrong code, one that no longer holds, after too many tries, or when the register takes no marks.
    """
    if _tries(f"check-in:{session.pk}:{enrolment.pk}") > MOST_TRIES:
        raise UnableToCheckIn(_("Liian monta yritystä. Pyydä kouluttajaa merkitsemään sinut."))
    opened = code_in_force(session=session, at=at)
    if opened is None:
        raise UnableToCheckIn(_("Koodi ei ole enää voimassa. Pyydä kouluttajalta uusi."))
    typed = "".join(sign for sign in code if not sign.isspace())
    if not secrets.compare_digest(typed.encode(), opened.code.encode()):
        raise UnableToCheckIn(_("Koodi ei ole oikea. Tarkista numerot."))
    if at >= session.ends_at:
        raise UnableToCheckIn(_("Kerta on päättynyt. Pyydä kouluttajaa merkitsemään sinut."))
    known = Attendance.objects.filter(session=session, enrolment=enrolment).first()
    if known and known.state != AttendanceState.UNMARKED:
        return False
    minutes = None if at <= session.starts_at + ON_TIME else max(1, int((session.ends_at - at).total_seconds() // 60))
    try:
        taken = take_attendance(
            session=session,
            marks={enrolment.pk: Mark(AttendanceState.PRESENT, minutes)},
            by=enrolment.user,
            at=at,
            seen={enrolment.pk: known.revision if known else 0},
            method=Attendance.Method.SELF,
        )
    except UnableToMark as error:
        raise UnableToCheckIn(str(error)) from error
    return bool(taken.changed)


def _tries(key: str) -> int:
    """Count one more try and return how many there have been."""
    cache.add(key, 0, timeout=int(HOLDS.total_seconds()))
    try:
        return cache.incr(key)
    except ValueError:  # a full cache has dropped the count meanwhile
        return 1
