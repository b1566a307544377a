"""Fills a register from a conference's list of attendees: kept aside, matched, looked at, only then written (K4)."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta, tzinfo
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from courses.domain.attendance import Mark, Taken, UnableToMark, check_open, settle, take_attendance
from courses.domain.conference_files import Guest, Stay, UnableToRead, read_conference
from courses.enums import AttendanceState
from courses.models import Attendance, ConferenceList, Enrolment, Session
from courses.rules import RuleBook
from courses.wording import session_time

if TYPE_CHECKING:
    from accounts.models import User

KEPT = timedelta(hours=24)  # an upload nobody has confirmed
Interval = tuple[datetime, datetime]
ASIDE = re.compile(r"\([^)]*\)|\[[^\]]*\]")


class WrongMeeting(UnableToRead):
    """The list is of a meeting at another time."""


class ListGone(Exception):
    """The list has been confirmed, dropped or become too old."""


@dataclass
class Line:
    """Somebody on the list: how long they were there, and which trainee they seem to be."""

    number: int
    name: str
    email: str
    intervals: list[Interval]
    minutes: int
    person: Enrolment | None = None
    how: str = ""  # by what the trainee was recognized: "email", "name", "similar", or nothing


@dataclass
class Preview:
    """The list as it would be entered, before anything is."""

    lines: list[Line]
    outcome: dict[int, tuple[str, int]] = field(default_factory=dict)  # enrollment id → state and minutes
    missing: list[Enrolment] = field(default_factory=list)  # trainees that nobody on the list was taken for


def keep_list(
    *, session: Session, content: bytes, zone: tzinfo, shift: timedelta, by: User, at: datetime
) -> ConferenceList:
    """This function will read an uploaded list and keep it aside for its uploader until it is confirmed.

    `zone` and `shift` say how the file's clock differs. Raises UnableToRead, WrongMeeting when nobody was there during
    the session, UnableToMark when the register takes no marks.
    """
    check_open(session, at)
    guests = read_conference(content, zone=zone, around=session.starts_at - shift)
    for guest in guests:
        guest.stays = [Stay(s.start + shift, s.end + shift if s.end else None) for s in guest.stays]
    if not any(_intervals(guest, session) for guest in guests):
        raise WrongMeeting(_other_time(guests, session))
    stored = [
        {
            "name": guest.name,
            "email": guest.email,
            "stays": [[start.isoformat(), end.isoformat()] for start, end in _intervals(guest, session)],
        }
        for guest in guests
    ]
    with transaction.atomic():
        ConferenceList.objects.filter(session=session, uploaded_by=by).delete()
        return ConferenceList.objects.create(session=session, uploaded_by=by, uploaded_at=at, guests=stored)


def _intervals(guest: Guest, session: Session) -> list[Interval]:
    """Return when a guest was there, limited to the session's own time."""
    clipped = [(max(s.start, session.starts_at), min(s.end or session.ends_at, session.ends_at)) for s in guest.stays]
    return [(start, end) for start, end in clipped if end > start]


def _other_time(guests: list[Guest], session: Session) -> str:
    starts = [stay.start for guest in guests for stay in guest.stays]
    ends = [stay.end for guest in guests for stay in guest.stays if stay.end] or starts
    return _(
        "Tiedoston kokous oli %(theirs)s, mutta kerta %(number)s oli %(ours)s. Valitse oikea tiedosto tai korjaa "
        "tiedoston aikavyöhyke tai kello."
    ) % {
        "theirs": session_time(min(starts), max(ends)),
        "number": session.position,
        "ours": session_time(session.starts_at, session.ends_at),
    }


def minutes_of(intervals: Iterable[Interval]) -> int:
    """Return the minutes that the intervals cover, overlapping ones once."""
    total, reached = timedelta(), None
    for start, end in sorted(intervals):
        begin = start if reached is None else max(start, reached)
        if end > begin:
            total += end - begin
        reached = end if reached is None else max(end, reached)
    return round(total / timedelta(minutes=1))


def lines_of(stored: ConferenceList, *, people: list[Enrolment]) -> list[Line]:
    """Return the kept list with the trainees who are recognized: by address, by name, or by a similar name."""
    lines = []
    for number, guest in enumerate(stored.guests):
        intervals = [(datetime.fromisoformat(a), datetime.fromisoformat(b)) for a, b in guest["stays"]]
        line = Line(number, guest["name"], guest["email"], intervals, minutes_of(intervals))
        line.person, line.how = _recognize(guest["name"], guest["email"], people)
        lines.append(line)
    return lines


def _recognize(name: str, email: str, people: list[Enrolment]) -> tuple[Enrolment | None, str]:
    """Return the one trainee this must be; whoever could be two people is left to be matched by hand."""
    address, plain, loose = email.strip().casefold(), _plain(name), _loose(name)
    tests = (
        ("email", lambda user: bool(address) and user.email.casefold() == address),
        ("name", lambda user: plain in _spellings(user)),
        ("similar", lambda user: bool(loose) and loose == _loose(user.get_full_name())),
    )
    for how, test in tests:
        found = [person for person in people if test(person.user)]
        if found:
            return (found[0], how) if len(found) == 1 else (None, "")
    return None, ""


def _plain(name: str) -> str:
    return " ".join(name.casefold().split())


def _spellings(user: User) -> set[str]:
    given, family = _plain(user.given_name), _plain(user.family_name)
    return {f"{given} {family}", f"{family} {given}", f"{family}, {given}"}


def _loose(name: str) -> tuple[str, ...]:
    """Return a name's words in no order, without marks on letters and without what stands in brackets."""
    base = unicodedata.normalize("NFKD", ASIDE.sub(" ", name).casefold())
    kept = "".join(sign if sign.isalnum() else " " for sign in base if not unicodedata.combining(sign))
    return tuple(sorted(kept.split()))


def preview_of(
    stored: ConferenceList, *, people: list[Enrolment], chosen: dict[int, Enrolment | None] | None = None
) -> Preview:
    """Return what the list would enter. `chosen` says by hand who each line is; None means not a trainee."""
    lines = lines_of(stored, people=people)
    intervals: dict[int, list[Interval]] = {}
    for line in lines:
        if chosen is not None:
            line.person = chosen.get(line.number)
        if line.person:
            intervals.setdefault(line.person.pk, []).extend(line.intervals)
    preview = Preview(lines, missing=[person for person in people if person.pk not in intervals])
    for person in people:
        if person.pk in intervals:
            mark = Mark(AttendanceState.PRESENT, minutes_of(intervals[person.pk]))
            book = RuleBook.model_validate(person.rule_set.rules)
            preview.outcome[person.pk] = settle(mark=mark, length=stored.session.minutes, book=book)
    return preview


@dataclass(frozen=True)
class Decision:
    """What the trainer has decided on the preview."""

    chosen: dict[int, Enrolment | None]
    replace: bool = False  # marks that were made before
    rest_absent: bool = False  # trainees that are not on the list
    reason: str = ""


def confirm_list(
    *, stored: ConferenceList, people: list[Enrolment], decision: Decision, by: User, at: datetime
) -> Taken:
    """This function will enter the list into the register and forget the list, with the names of outsiders.

    Raises ListGone when it has been confirmed already, UnableToMark (ReasonMissing) as `take_attendance` does.
    """
    with transaction.atomic():
        kept = ConferenceList.objects.select_for_update(of=("self",)).filter(pk=stored.pk).first()
        if kept is None:
            raise ListGone
        preview = preview_of(kept, people=people, chosen=decision.chosen)
        made = Attendance.objects.filter(session=kept.session).exclude(state=AttendanceState.UNMARKED)
        known = {} if decision.replace else dict(made.values_list("enrolment_id", "remark"))
        remarks = dict(made.values_list("enrolment_id", "remark"))
        marks = {
            pk: Mark(AttendanceState.PRESENT, minutes, remarks.get(pk, ""))
            for pk, (_state, minutes) in preview.outcome.items()
            if pk not in known
        }
        if decision.rest_absent:
            marked = set(remarks)
            marks |= {p.pk: Mark(AttendanceState.ABSENT) for p in preview.missing if p.pk not in marked}
        taken = take_attendance(
            session=kept.session, marks=marks, by=by, at=at, reason=decision.reason, method=Attendance.Method.IMPORT
        )
        kept.delete()
    return taken


def drop_outdated_lists(*, at: datetime) -> int:
    """This function will delete lists that nobody has confirmed within a day."""
    deleted, _rows = ConferenceList.objects.filter(uploaded_at__lt=at - KEPT).delete()
    return deleted


__all__ = [
    "Decision",
    "ListGone",
    "Preview",
    "UnableToMark",
    "UnableToRead",
    "WrongMeeting",
    "confirm_list",
    "drop_outdated_lists",
    "keep_list",
    "preview_of",
]
