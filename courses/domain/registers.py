"""Closing a register and opening it again. Only a closed register counts, and only then do trainees see it (K4)."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from courses.domain.attendance import UnableToMark, lock_session
from courses.domain.make_ups import offer_make_ups
from courses.domain.reevaluating import evaluate_after
from courses.enums import STUDYING, AttendanceState, SessionState
from courses.models import Attendance, Enrolment, RegisterEvent, Session, SessionCredit

if TYPE_CHECKING:
    from accounts.models import User

MOST_NAMES = 20


class RegisterIncomplete(UnableToMark):
    """Somebody is still unmarked; the message names them."""


def close_register(*, session: Session, by: User | None, at: datetime) -> Session:
    """This function will close the register: from now on its marks count, and the trainees see them.

    Evaluates everybody of the run, in a big run the last ones soon after, and offers make-up work to those who were
    away. Closing twice changes nothing. Raises RegisterIncomplete naming those who are unmarked, UnableToMark for a
    cancelled session or one that has not begun.
    """
    with transaction.atomic():
        locked = lock_session(session)
        if locked.state == SessionState.LOCKED:
            return locked
        if locked.state == SessionState.CANCELLED:
            raise UnableToMark(_("Kerta on peruttu, joten läsnäoloja ei kirjata."))
        if locked.starts_at > at:
            raise UnableToMark(_("Kerta ei ole vielä alkanut, joten läsnäoloja ei voi kirjata."))
        if missing := list(unmarked_people(locked)):
            raise RegisterIncomplete(_list_of(missing))
        locked.state, locked.locked_at = SessionState.LOCKED, at
        locked.save(update_fields=["state", "locked_at"])
        RegisterEvent.objects.create(session=locked, kind=RegisterEvent.Kind.LOCKED, by=by, at=at)
        offer_make_ups(session=locked, at=at)
        evaluate_after(run_id=locked.run_id, at=at)
    return locked


def reopen_register(*, session: Session, by: User | None, reason: str, at: datetime) -> Session:
    """This function will open a closed register again; its marks do not count until it is closed anew.

    Raises UnableToMark without a reason.
    """
    if not reason.strip():
        raise UnableToMark(_("Kirjoita, miksi lista avataan."))
    with transaction.atomic():
        locked = lock_session(session)
        if locked.state != SessionState.LOCKED:
            return locked
        RegisterEvent.objects.create(
            session=locked, kind=RegisterEvent.Kind.REOPENED, by=by, at=at, reason=reason.strip()[:400]
        )
        locked.state, locked.locked_at = SessionState.HELD, None
        locked.save(update_fields=["state", "locked_at"])
        evaluate_after(run_id=locked.run_id, at=at)
    return locked


def unmarked_people(session: Session) -> QuerySet[Enrolment]:
    """Return the trainees of the session's run whom its register says nothing of, in the order of names.

    Who brought the session along from another run need not be marked.
    """
    marked = Attendance.objects.filter(session=session).exclude(state=AttendanceState.UNMARKED)
    credited = SessionCredit.objects.filter(session=session)
    return (
        Enrolment.objects.filter(run_id=session.run_id, state__in=STUDYING)
        .exclude(pk__in=marked.values("enrolment_id"))
        .exclude(pk__in=credited.values("enrolment_id"))
        .select_related("user")
        .order_by("user__family_name", "user__given_name", "pk")
    )


def _list_of(people: list[Enrolment]) -> str:
    names = ", ".join(person.user.get_full_name() for person in people[:MOST_NAMES])
    if len(people) > MOST_NAMES:
        names += " " + _("ja %(count)s muuta") % {"count": len(people) - MOST_NAMES}
    return _("Kirjaamatta %(count)s: %(names)s. Kirjaa kaikki ennen lukitsemista.") % {
        "count": len(people),
        "names": names,
    }
