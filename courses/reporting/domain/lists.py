"""R1 and R4: lists by name, for those alone who know the people anyway; without birth dates and identity codes."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from accounts.discovery import modules_named
from accounts.models import User
from courses.domain.attendance_list import UnableToList, attendance_list
from courses.enums import SessionState
from courses.models import CourseRun, Session
from courses.reporting.domain.table import Scope, Table
from courses.wording import day, session_time


def eura(scope: Scope) -> list[Table]:
    """Return R1: who has said to have given entry and exit data, and how many have not. No answers are here."""
    of_runs = {run.pk for run in scope.named_runs}
    rows = [row for row in scope.universe.participants if row.enrolment.run_id in of_runs]
    people = sorted({row.user for row in rows})
    flags = flags_of(scope, people)
    names = User.objects.in_bulk(people)
    ordered = sorted(rows, key=lambda row: (names[row.user].family_name, names[row.user].given_name, row.user))
    going_on = scope.universe.still_training()
    lines = [
        [
            names[row.user].get_full_name(),
            row.enrolment.run.name,
            given(flags[row.user][0]),
            given(flags[row.user][1], is_due=row.user not in going_on),
        ]
        for row in ordered
    ]
    head = [_("Osallistuja"), _("Toteutus"), _("Aloitustiedot annettu"), _("Lopetustiedot annettu")]
    listed = Table("osallistujat", _("Osallistujat"), head, lines, numbers_from=len(head))
    return [_sums(flags, going_on), listed]


def flags_of(scope: Scope, people: list[int]) -> dict[int, tuple[date | None, date | None]]:
    """Return for each person the days of entry and exit data; nobody has given any where nobody asked."""
    found: dict[int, tuple[date | None, date | None]] = dict.fromkeys(people, (None, None))
    for _label, module in modules_named("figures"):
        if hasattr(module, "entry_exit_flags"):
            found.update(module.entry_exit_flags(project=scope.universe.project, people=people))
    return found


def given(value: date | None, *, is_due: bool = True) -> str:
    """Return the day something was given, or that it is missing; while the training goes on nothing is missing."""
    if value:
        return day(value)
    return _("puuttuu") if is_due else _("koulutus kesken")


def _sums(flags: dict[int, tuple[date | None, date | None]], going_on: set[int]) -> Table:
    later = sum(left is None and user in going_on for user, (_entry, left) in flags.items())
    entries = sum(entry is not None for entry, _left in flags.values())
    exits = sum(left is not None for _entry, left in flags.values())
    rows = [
        [_("Osallistujia"), len(flags)],
        [_("Aloitustiedot annettu"), entries],
        [_("Aloitustiedot puuttuvat"), len(flags) - entries],
        [_("Lopetustiedot annettu"), exits],
        [_("Lopetustiedot puuttuvat"), len(flags) - exits - later],
        [_("Koulutus kesken, lopetustiedot myöhemmin"), later],
    ]
    return Table("yhteenveto", _("Yhteenveto"), [_("Luku"), _("Määrä")], rows)


def attendance(scope: Scope) -> list[Table]:
    """Return R4: each closed register as a list, its corrections, and its checksum."""
    tables = []
    for session in sessions_of(scope.named_runs):
        tables += register_tables(session)
    return tables


def sessions_of(runs: list[CourseRun]) -> list[Session]:
    """Return the sessions of the runs in the order they are held, but for cancelled ones."""
    rows = Session.objects.filter(run__in=runs).exclude(state=SessionState.CANCELLED).select_related("run")
    return list(rows.order_by("starts_at", "pk"))


def register_tables(session: Session) -> list[Table]:
    """Return the list of one session; of an open register only that it is open."""
    title = f"{session.run.name}: {session.position}. {session.title}"
    key = f"kerta-{session.run_id}-{session.position}"
    head = [_("Osallistuja"), _("Organisaatio"), _("Läsnäolo"), _("Minuutit"), _("Muoto"), _("Merkitty"), _("Tapa")]
    time = session_time(session.starts_at, session.ends_at)
    try:
        made = attendance_list(session=session)
    except UnableToList:
        note = _("Läsnäoloja ei ole vielä lukittu.")
        return [Table(key, title, head, [], f"{time}. {note}", numbers_from=len(head))]
    mode = session.get_mode_display()
    rows: list[list[Any]] = [
        [row.name, row.organisation, row.state, row.minutes, mode, row.marked_at, row.method] for row in made.rows
    ]
    words = {"time": time, "at": made.locked_at, "sum": made.checksum}
    note = _("%(time)s. Lukittu %(at)s. Tarkiste (SHA-256): %(sum)s") % words
    tables = [Table(key, title, head, rows, note, numbers_from=len(head), numbers=(3,))]
    if made.corrections:
        columns = [_("Osallistuja"), _("Muutos"), _("Syy"), _("Muuttaja"), _("Milloin")]
        title = _("%(session)s: muutokset lukitsemisen jälkeen") % {"session": title}
        tables.append(Table(f"{key}-muutokset", title, columns, made.corrections, numbers_from=len(columns)))
    return tables
