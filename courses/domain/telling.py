"""Who is concerned when something about a run's sessions changes, and telling each of them once (K8)."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from django.db.models import F
from django.utils import translation

from accounts.models import User
from calendars.ics import Method, as_ics
from courses.calendar_entries import session_entry
from courses.enums import STUDYING, EnrolmentState, SessionState
from courses.models import CourseRun, Enrolment, RunStaff, Session, SessionNotice
from notifications.domain import failing_addresses, notify

if TYPE_CHECKING:
    from notifications.models import Notification

WAITING = (EnrolmentState.APPLIED, EnrolmentState.WAITING)


@dataclass(frozen=True)
class Concerned:
    """A person who is told: a trainee, an applicant, or staff (without an enrollment)."""

    user: User
    enrolment: Enrolment | None
    is_unreachable: bool = False


def people_concerned(*, run: CourseRun, by: User, applicants: bool = False) -> list[Concerned]:
    """Return who has to know of a change: trainees, the staff but for the one who makes it, and applicants if asked.

    Each person once, in the order of names; whose mail does not get through is marked. Takes three queries.
    """
    states = (*STUDYING, *WAITING) if applicants else STUDYING
    rows = Enrolment.objects.filter(run=run, state__in=states).select_related("user")
    found = {row.user_id: (row.user, row) for row in rows}
    staff = RunStaff.objects.filter(run=run, ended_at=None).exclude(user=by).select_related("user")
    for member in staff:
        found.setdefault(member.user_id, (member.user, None))  # type: ignore[arg-type]
    people = [pair for pair in found.values() if pair[0].is_active and pair[0].pk != by.pk]
    failing = failing_addresses(user.email for user, _row in people)
    concerned = [Concerned(user, row, user.email in failing) for user, row in people]
    return sorted(concerned, key=lambda one: (one.user.family_name, one.user.given_name, one.user.pk))


def calendar_file(session: Session, *, user: User, method: Method) -> bytes:
    """Return the session as a file that replaces what the person's calendar has of it, in the person's language."""
    with translation.override(user.language):
        return as_ics([session_entry(session)], name="Peili", method=method, guest=(user.get_full_name(), user.email))


def coming_sessions(*, run: CourseRun, user: User, at: datetime) -> bytes:
    """Return the run's coming sessions as a file for the person's calendar, or nothing when there are none."""
    rows = Session.objects.filter(run=run, starts_at__gt=at).exclude(state=SessionState.CANCELLED).select_related("run")
    with translation.override(user.language):
        entries = [session_entry(row) for row in rows.order_by("starts_at")]
        return as_ics(entries, name=run.name) if entries else b""


def tell_of_change(
    *,
    session: Session,
    people: Iterable[Concerned],
    kind: str,
    subject: Callable[[], str],
    text: Callable[[], str],
    url: str,
    method: Method,
    at: datetime,
) -> int:
    """This function will tell each person of the session's newest change, once, with the appointment that replaces
    the old one; return how many were told now. What one must act on goes at once, whatever the digest's pace.
    """
    known = SessionNotice.objects.filter(session=session, kind=SessionNotice.Kind.CHANGE, sequence=session.sequence)
    told = set(known.values_list("user_id", flat=True))
    rows = []
    for one in people:
        if one.user.pk in told:
            continue
        file = calendar_file(session, user=one.user, method=method)
        notice = notify(user=one.user, kind=kind, subject=subject, text=text, url=url, at=at, calendar=file)
        rows.append(_row(session, one.user, SessionNotice.Kind.CHANGE, notice, at))
    SessionNotice.objects.bulk_create(rows)
    return len(rows)


def note_reminder(*, session: Session, user: User, at: datetime) -> tuple[SessionNotice, bool]:
    """This function will note that the person is reminded of the session as it is set now; tell whether it is news."""
    return SessionNotice.objects.get_or_create(
        session=session,
        user=user,
        kind=SessionNotice.Kind.REMINDER,
        starts_at=session.starts_at,
        defaults={"sequence": session.sequence, "at": at},
    )


def notices_of(session: Session) -> list[SessionNotice]:
    """Return who was told of the session's newest change, with the mail's state beside (`mail_state`)."""
    rows = SessionNotice.objects.filter(
        session=session, kind=SessionNotice.Kind.CHANGE, sequence=session.sequence
    ).annotate(mail_state=F("notification__mail__state"))
    return list(rows.select_related("user").order_by("user__family_name", "user__given_name", "pk"))


def _row(session: Session, user: User, kind: str, notice: Notification, at: datetime) -> SessionNotice:
    return SessionNotice(
        session=session,
        user=user,
        kind=kind,
        sequence=session.sequence,
        starts_at=session.starts_at,
        notification=notice,
        at=at,
    )
