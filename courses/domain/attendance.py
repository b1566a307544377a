"""The attendance register: marking, locking, opening again."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from courses.domain.completion import evaluate
from courses.enums import STUDYING, AttendanceState, SessionState
from courses.models import Attendance, Enrolment, Session
from courses.rules import RuleBook

if TYPE_CHECKING:
    from accounts.models import User


class UnableToMark(Exception):
    """The register cannot take the marks; the message says why."""


@dataclass(frozen=True)
class Mark:
    """What is entered for one trainee: a state, and minutes when they differ from the session's length."""

    state: str
    minutes: int | None = None
    remark: str = ""


def take_attendance(*, session: Session, marks: dict[int, Mark], by: User, at: datetime) -> int:
    """This function will enter the marks (enrollment id → mark) and evaluate those whose mark changed.

    Returns how many changed. Marks of other runs' people are left out. Raises UnableToMark for a locked register
    or for a session that has not begun.
    """
    with transaction.atomic():
        locked = Session.objects.select_for_update(of=("self",)).select_related("run").get(pk=session.pk)
        if locked.state == SessionState.LOCKED:
            raise UnableToMark(_("Läsnäolot on lukittu. Avaa lista ennen muutoksia."))
        if locked.starts_at > at:
            raise UnableToMark(_("Kerta ei ole vielä alkanut, joten läsnäoloja ei voi kirjata."))
        people = Enrolment.objects.filter(run=locked.run, pk__in=marks, state__in=STUDYING).select_related("rule_set")
        known = {row.enrolment_id: row for row in Attendance.objects.filter(session=locked)}
        changed = [
            person for person in people if _enter(locked, person, marks[person.pk], known.get(person.pk), by, at)
        ]
        if changed and locked.state in (SessionState.PLANNED, SessionState.CONFIRMED, SessionState.MOVED):
            locked.state = SessionState.HELD
            locked.save(update_fields=["state"])
        for person in changed:
            evaluate(enrolment=person, at=at, about={"attendance"})
    return len(changed)


def _enter(session: Session, person: Enrolment, mark: Mark, known: Attendance | None, by: User, at: datetime) -> bool:
    """Store one mark; return whether anything changed."""
    state, minutes = settle(mark=mark, length=session.minutes, book=RuleBook.model_validate(person.rule_set.rules))
    if known is None:
        if state == AttendanceState.UNMARKED and not mark.remark:
            return False
        known = Attendance(session=session, enrolment=person)
    elif (known.state, known.minutes, known.remark) == (state, minutes, mark.remark):
        return False
    known.state, known.minutes, known.remark = state, minutes, mark.remark
    known.marked_by, known.marked_at, known.method = by, at, Attendance.Method.TRAINER
    known.save()
    return True


def settle(*, mark: Mark, length: int, book: RuleBook) -> tuple[str, int]:
    """Return the state and minutes that a mark means under the rules (C1: below the share it is "partly")."""
    if mark.state in (AttendanceState.ABSENT, AttendanceState.UNMARKED):
        return mark.state, 0
    if mark.state == AttendanceState.MADE_UP:
        if not book.attendance.make_up_allowed:
            raise UnableToMark(_("Tämän toteutuksen ehdot eivät salli poissaolon korvaamista."))
        return mark.state, min(mark.minutes or 0, length)
    minutes = length if mark.minutes is None else min(mark.minutes, length)
    if minutes == 0:
        return AttendanceState.ABSENT, 0
    enough = minutes * 100 >= length * book.attendance.present_percent
    return (AttendanceState.PRESENT if enough else AttendanceState.PARTIAL), minutes


def lock_register(*, session: Session, at: datetime) -> Session:
    """This function will close the register of a session.

    Raises UnableToMark naming how many are unmarked.
    """
    with transaction.atomic():
        locked = Session.objects.select_for_update(of=("self",)).get(pk=session.pk)
        if locked.state == SessionState.LOCKED:
            return locked
        people = Enrolment.objects.filter(run_id=locked.run_id, state__in=STUDYING).count()
        marked = (
            Attendance.objects.filter(session=locked, enrolment__state__in=STUDYING)
            .exclude(state=AttendanceState.UNMARKED)
            .count()
        )
        if marked < people:
            raise UnableToMark(
                _("Kirjaamatta: %(count)s. Kirjaa kaikki ennen lukitsemista.") % {"count": people - marked}
            )
        locked.state, locked.locked_at = SessionState.LOCKED, at
        locked.save(update_fields=["state", "locked_at"])
    return locked


def unlock_register(*, session: Session) -> Session:
    """This function will open a closed register again."""
    with transaction.atomic():
        locked = Session.objects.select_for_update(of=("self",)).get(pk=session.pk)
        if locked.state == SessionState.LOCKED:
            locked.state, locked.locked_at = SessionState.HELD, None
            locked.save(update_fields=["state", "locked_at"])
    return locked
