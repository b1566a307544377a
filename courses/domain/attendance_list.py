"""The attendance list of a closed register as evidence for the funder: a PDF and a spreadsheet of one content (R4)."""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from courses import pdf, tables
from courses.domain.attendance import UnableToMark
from courses.enums import STUDYING, EnrolmentState, SessionState
from courses.models import Attendance, AttendanceChange, Session
from courses.wording import moment, session_time

HERE = Path(__file__).resolve().parents[1]
FONTS = HERE / "certificates/fonts"
LOOK = pdf.Look(
    stylesheet=HERE / "templates/courses/pdf/attendance.css",
    folders=(FONTS,),
    faces=(FONTS / "PeiliSans-Regular.ttf", FONTS / "PeiliSans-Semibold.ttf"),
)
WIDTHS = (28, 28, 14, 10, 30, 24, 22, 26)


class UnableToList(UnableToMark):
    """The list cannot be made; the message says why."""


# Who has left since, or goes on in another run, was there all the same.
WERE_THERE = (*STUDYING, EnrolmentState.WITHDRAWN, EnrolmentState.MOVED)


@dataclass(frozen=True)
class Row:
    """One trainee of the list."""

    name: str
    organisation: str
    state: str
    minutes: int
    remark: str
    marked_by: str
    marked_at: str
    method: str


@dataclass
class AttendanceList:
    """A session's list with its corrections and a checksum over everything that stands in it."""

    run: str
    session: str
    time: str
    place: str
    minutes: int
    locked_at: str
    rows: list[Row]
    corrections: list[list[str]] = field(default_factory=list)
    checksum: str = ""


def attendance_list(*, session: Session) -> AttendanceList:
    """Return the list of a closed register, in four queries. Raises UnableToList while the register is open."""
    if session.state != SessionState.LOCKED or session.locked_at is None:
        raise UnableToList(_("Luettelon saa, kun läsnäolot on lukittu."))
    marks = Attendance.objects.filter(session=session, enrolment__state__in=WERE_THERE)
    marks = marks.select_related("enrolment__user", "enrolment__payer", "marked_by")
    made = AttendanceList(
        run=session.run.name,
        session=f"{session.position}. {session.title}",
        time=session_time(session.starts_at, session.ends_at),
        place=session.place or session.get_mode_display(),
        minutes=session.minutes,
        locked_at=moment(session.locked_at),
        rows=[_row(mark) for mark in marks.order_by("enrolment__user__family_name", "enrolment__user__given_name")],
        corrections=[_correction(change) for change in _changes(session)],
    )
    content = json.dumps(asdict(made), ensure_ascii=False, sort_keys=True)
    made.checksum = hashlib.sha256(content.encode()).hexdigest()
    return made


def _row(mark: Attendance) -> Row:
    user, payer = mark.enrolment.user, mark.enrolment.payer
    return Row(
        name=f"{user.family_name}, {user.given_name}",
        organisation=payer.name if payer else "",
        state=mark.get_state_display(),
        minutes=mark.minutes,
        remark=mark.remark,
        marked_by=mark.marked_by.get_full_name() if mark.marked_by else "",
        marked_at=moment(mark.marked_at),
        method=mark.get_method_display(),
    )


def _changes(session: Session) -> Any:
    rows = AttendanceChange.objects.filter(attendance__session=session, after_lock=True)
    return rows.select_related("attendance__enrolment__user", "changed_by").order_by("changed_at", "pk")


def _correction(change: AttendanceChange) -> list[str]:
    before = f"{change.get_from_state_display()} {change.from_minutes}"
    return [
        change.attendance.enrolment.user.get_full_name(),
        f"{before} → {change.get_to_state_display()} {change.to_minutes}",
        change.reason,
        change.changed_by.get_full_name() if change.changed_by else "",
        moment(change.changed_at),
    ]


def as_pdf(made: AttendanceList, *, language: str) -> bytes:
    """Return the list as a PDF. Raises UnableToList naming a letter that no font has."""
    html = render_to_string("courses/pdf/attendance.html", {"list": made, "language": language})
    try:
        return pdf.render_pdf(html, look=LOOK)
    except pdf.GlyphsMissing as error:
        raise UnableToList(_("Kirjasimessa ei ole merkkiä %(signs)s.") % {"signs": str(error)}) from error


def as_xlsx(made: AttendanceList) -> bytes:
    """Return the list as a spreadsheet in which no text is a formula."""
    return tables.as_xlsx({_("Läsnäolot"): _lines(made)}, widths=WIDTHS)


def _lines(made: AttendanceList) -> list[list[Any]]:
    head = [_("Osallistuja"), _("Organisaatio"), _("Läsnäolo"), _("Minuutit"), _("Huomautus"), _("Merkitsijä")]
    lines: list[list[Any]] = [[made.run], [made.session], [made.time, made.place], [_("Lukittu"), made.locked_at], []]
    lines.append([*head, _("Merkitty"), _("Tapa")])
    lines += [list(asdict(row).values()) for row in made.rows]
    if made.corrections:
        lines += [[], [_("Muutokset lukitsemisen jälkeen")], *made.corrections]
    return [*lines, [], [_("Tarkiste (SHA-256)"), made.checksum]]
