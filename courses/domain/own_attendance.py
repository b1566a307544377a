"""What a trainee sees of their own attendance at one session, and what they can do about it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from courses.domain.check_in import code_in_force
from courses.enums import AttendanceState, SessionState
from courses.models import Attendance, Enrolment, MakeUp, Session


@dataclass(frozen=True)
class OwnAttendance:
    """The mark of a closed register, the make-up work that is offered, and whether a code is asked for now."""

    mark: Attendance | None
    make_up: MakeUp | None
    takes_code: bool
    is_checked_in: bool
    has_begun: bool


def own_attendance(*, enrolment: Enrolment, session: Session, mark: Attendance | None, at: datetime) -> OwnAttendance:
    """Return it in at most three queries; `mark` comes from the plan, which knows closed registers only."""
    make_up = MakeUp.objects.filter(enrolment=enrolment, session=session).first()
    is_on = session.starts_at <= at < session.ends_at and session.state not in (
        SessionState.LOCKED,
        SessionState.CANCELLED,
    )
    takes_code = is_on and code_in_force(session=session, at=at) is not None
    is_checked_in = (
        takes_code
        and Attendance.objects.filter(session=session, enrolment=enrolment, method=Attendance.Method.SELF)
        .exclude(state=AttendanceState.UNMARKED)
        .exists()
    )
    return OwnAttendance(mark, make_up, takes_code, is_checked_in, session.starts_at <= at)
