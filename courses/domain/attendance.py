"""Marking attendance: what a mark means, and entering many at once beside a colleague who does the same."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.discovery import modules_named
from courses.enums import STUDYING, AttendanceState, SessionState
from courses.models import Attendance, AttendanceChange, Enrolment, RegisterEvent, Session
from courses.rules import RuleBook

if TYPE_CHECKING:
    from accounts.models import User

UPCOMING = (SessionState.PLANNED, SessionState.CONFIRMED, SessionState.MOVED)
Value = tuple[str, int, str]  # state, minutes, remark
NOTHING: Value = (AttendanceState.UNMARKED, 0, "")


class UnableToMark(Exception):
    """The register cannot take the marks; the message says why."""


class ReasonMissing(UnableToMark):
    """The register has been closed once, so a change needs its reason."""


@dataclass(frozen=True)
class Mark:
    """What is entered for one trainee: a state, and minutes when they differ from the session's length."""

    state: str
    minutes: int | None = None
    remark: str = ""


@dataclass
class Taken:
    """What became of the marks: how many were entered, and which met another person's newer mark."""

    changed: int = 0
    conflicts: dict[int, Attendance] = field(default_factory=dict)  # enrollment id → the mark that stands


@dataclass
class Entry:
    """One mark about to be written."""

    person: Enrolment
    row: Attendance | None
    value: Value


def take_attendance(
    *,
    session: Session,
    marks: dict[int, Mark],
    by: User | None,
    at: datetime,
    seen: dict[int, int] | None = None,
    reason: str = "",
    method: str = Attendance.Method.TRAINER,
) -> Taken:
    """This function will enter the marks (enrollment id → mark) and keep a row of history for each change.

    `seen` tells which revision of each mark the page showed: a mark that another person has changed since is
    left as it is and comes back as a conflict, unless it was not touched here. Marks of other runs' people are left
    out. Takes the same number of queries however many people there are. Nothing counts before the register is
    closed, so nobody is evaluated here.

    Raises UnableToMark for a closed register, a cancelled session or one that has not begun, and ReasonMissing when
    the register has been closed before and no reason is given (K4).
    """
    with transaction.atomic():
        locked = lock_session(session)
        check_open(locked, at)
        was_closed = has_been_closed(locked)
        known = {row.enrolment_id: row for row in _rows_of(locked)}
        people = Enrolment.objects.filter(run_id=locked.run_id, pk__in=marks, state__in=STUDYING)
        entries = _differing(locked, people.select_related("rule_set").order_by("pk"), marks, known)
        taken = Taken()
        if seen is not None:
            entries = _without_conflicts(entries, seen, taken)
        if entries and was_closed and not reason.strip():
            raise ReasonMissing(_("Lista on ollut lukittuna. Kirjoita muutoksen syy."))
        taken.changed = len(entries)
        write_entries(session=locked, entries=entries, by=by, at=at, method=method, reason=reason, corrects=was_closed)
        if entries and locked.state in UPCOMING:
            locked.state = SessionState.HELD
            locked.save(update_fields=["state"])
    return taken


def lock_session(session: Session) -> Session:
    """Return the session's row locked for this transaction."""
    return Session.objects.select_for_update(of=("self",)).get(pk=session.pk)


def check_open(session: Session, at: datetime) -> None:
    """Refuse a register that takes no marks now."""
    if session.state == SessionState.LOCKED:
        raise UnableToMark(_("Läsnäolot on lukittu. Avaa lista ennen muutoksia."))
    if session.state == SessionState.CANCELLED:
        raise UnableToMark(_("Kerta on peruttu, joten läsnäoloja ei kirjata."))
    if session.starts_at > at:
        raise UnableToMark(_("Kerta ei ole vielä alkanut, joten läsnäoloja ei voi kirjata."))


def has_been_closed(session: Session) -> bool:
    """Say whether trainees have seen the register's result once: from then on each change needs a reason."""
    return session.locked_at is not None or RegisterEvent.objects.filter(session=session).exists()


def _rows_of(session: Session) -> Iterable[Attendance]:
    rows = Attendance.objects.select_for_update(of=("self",)).filter(session=session)
    return rows.select_related("marked_by")


def _differing(
    session: Session, people: Iterable[Enrolment], marks: dict[int, Mark], known: dict[int, Attendance]
) -> list[Entry]:
    """Return the marks that say something else than the register does now."""
    books: dict[int, RuleBook] = {}
    entries = []
    for person in people:
        book = books.get(person.rule_set_id)
        if book is None:
            book = books[person.rule_set_id] = RuleBook.model_validate(person.rule_set.rules)
        row, mark = known.get(person.pk), marks[person.pk]
        value = (*settle(mark=mark, length=session.minutes, book=book, known=row), mark.remark)
        if value != value_of(row):
            entries.append(Entry(person, row, value))
    return entries


def value_of(row: Attendance | None) -> Value:
    """Return what a mark says; a mark that is not there says nothing."""
    return (row.state, row.minutes, row.remark) if row else NOTHING


def _without_conflicts(entries: list[Entry], seen: dict[int, int], taken: Taken) -> list[Entry]:
    """Take out the marks that another person has changed since the page was opened; note those touched here too."""
    stale = [e for e in entries if e.row and e.row.revision != seen.get(e.person.pk, 0)]
    shown = {
        (change.attendance_id, change.revision): (change.to_state, change.to_minutes, change.to_remark)
        for change in AttendanceChange.objects.filter(attendance__in=[e.row for e in stale if e.row])
    }
    for entry in stale:
        row, revision = entry.row, seen.get(entry.person.pk, 0)
        base = NOTHING if revision == 0 else shown.get((row.pk if row else 0, revision))
        if row and entry.value != base:
            taken.conflicts[entry.person.pk] = row
    gone = {id(entry) for entry in stale}
    return [entry for entry in entries if id(entry) not in gone]


def write_entries(
    *,
    session: Session,
    entries: list[Entry],
    by: User | None,
    at: datetime,
    method: str,
    reason: str = "",
    corrects: bool = False,
) -> None:
    """Write the marks and their history, and tell the apps that rest on attendance of corrections."""
    changes: list[tuple[Attendance, Value]] = []
    new: list[Attendance] = []
    old: list[Attendance] = []
    for entry in entries:
        before = value_of(entry.row)
        row = entry.row or Attendance(session=session, enrolment=entry.person, revision=0)
        (old if entry.row else new).append(row)
        row.state, row.minutes, row.remark = entry.value
        row.marked_by, row.marked_at, row.method = by, at, method
        row.revision += 1
        changes.append((row, before))
    Attendance.objects.bulk_create(new)
    Attendance.objects.bulk_update(
        old, ["state", "minutes", "remark", "marked_by", "marked_at", "method", "revision"], batch_size=100
    )
    AttendanceChange.objects.bulk_create(_change(row, before, reason, corrects) for row, before in changes)
    if entries and corrects:
        for _label, module in modules_named("corrections"):
            module.attendance_corrected(session=session, enrolments=[entry.person for entry in entries], by=by, at=at)


def _change(row: Attendance, before: Value, reason: str, corrects: bool) -> AttendanceChange:
    return AttendanceChange(
        attendance=row,
        revision=row.revision,
        changed_by=row.marked_by,
        changed_at=row.marked_at,
        method=row.method,
        from_state=before[0],
        to_state=row.state,
        from_minutes=before[1],
        to_minutes=row.minutes,
        from_remark=before[2],
        to_remark=row.remark,
        after_lock=corrects,
        reason=reason.strip()[:400],
    )


def settle(*, mark: Mark, length: int, book: RuleBook, known: Attendance | None = None) -> tuple[str, int]:
    """Return the state and minutes that a mark means under the rules (C1: below the share it is "partly").

    Raises UnableToMark for made-up attendance that the rules do not know, unless it stands so already.
    """
    if mark.state in (AttendanceState.ABSENT, AttendanceState.UNMARKED):
        return mark.state, 0
    if mark.state == AttendanceState.MADE_UP:
        stands = known is not None and known.state == AttendanceState.MADE_UP
        if not book.attendance.make_up_allowed and not stands:
            raise UnableToMark(_("Tämän toteutuksen ehdot eivät salli poissaolon korvaamista."))
        return mark.state, min(mark.minutes or 0, length)
    minutes = length if mark.minutes is None else min(mark.minutes, length)
    if minutes == 0:
        return AttendanceState.ABSENT, 0
    enough = minutes * 100 >= length * book.attendance.present_percent
    return (AttendanceState.PRESENT if enough else AttendanceState.PARTIAL), minutes
