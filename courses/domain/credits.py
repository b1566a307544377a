"""Sessions brought along from another run: they count beside the register and never stand in it."""

from __future__ import annotations

from collections.abc import Mapping

from courses.enums import AttendanceState, Way
from courses.models import Attendance, Enrolment, Session, SessionCredit

COUNTS = (AttendanceState.PRESENT, AttendanceState.MADE_UP)


def brought_along(enrolment: Enrolment) -> dict[int, SessionCredit]:
    """Return the credits of a trainee by session of this run; no query for who came in otherwise."""
    if enrolment.came_by != Way.TRANSFER:
        return {}
    rows = enrolment.credits.select_related("earned_in__run")
    return {row.session_id: row for row in rows}


def with_credits(enrolment: Enrolment, marks: Mapping[int, Attendance]) -> dict[int, Attendance]:
    """Return the marks by session, with one for each credited session that the register does not count anyway.

    Such a mark is no row of the register; it carries its `credit`.
    """
    counted = dict(marks)
    for session, credit in brought_along(enrolment).items():
        mark = marks.get(session)
        if mark is not None and mark.state in COUNTS:
            continue
        made = Attendance(session_id=session, enrolment=enrolment, state=AttendanceState.PRESENT)
        made.minutes, made.marked_at = credit.minutes, credit.earned_in.starts_at
        made.credit = credit  # type: ignore[attr-defined]
        counted[session] = made
    return counted


def credited_at(session: Session) -> set[int]:
    """Return the enrollments that need not be at the session, since they attended it in another run."""
    rows = SessionCredit.objects.filter(session=session, enrolment__came_by=Way.TRANSFER)
    return set(rows.values_list("enrolment_id", flat=True))
