"""Who is concerned when something about a run's sessions changes, and telling each of them once (K8)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import F, Q, QuerySet
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils import translation

from accounts.models import User
from calendars.ics import Method, as_ics
from courses.calendar_entries import session_entry
from courses.domain.change_words import Setting, subject_of, text_of, values_of
from courses.enums import STUDYING, EnrolmentState, SessionState
from courses.models import CourseRun, Enrolment, RunStaff, Session, SessionChange, SessionNotice
from courses.tasks import tell_change
from notifications.background import wake
from notifications.domain import failing_addresses
from notifications.many import AT_ONCE, BATCH, Message, notify_all
from notifications.models import OutgoingMail

LATEST = timedelta(days=7)  # a change that could not be told for a week is news to nobody
MOST_CHANGES = 20
WAITING = (EnrolmentState.APPLIED, EnrolmentState.WAITING)


@dataclass(frozen=True)
class Concerned:
    """A person who is told: a trainee, an applicant, or staff (without an enrollment)."""

    user: User
    enrolment: Enrolment | None
    is_unreachable: bool = False


def about_run(run_id: int) -> str:
    """Return what mails about a run bear, so that its staff finds them in their outbox."""
    return f"run-{run_id}"


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


def _keys_of_concerned(*, run: CourseRun, by: User) -> list[int]:
    """Return the keys of whom `people_concerned` would return: for thousands it is all that is needed to note them."""
    trainees = Enrolment.objects.filter(run=run, state__in=STUDYING, user__is_active=True)
    staff = RunStaff.objects.filter(run=run, ended_at=None, user__is_active=True)
    keys = [*trainees.values_list("user_id", flat=True), *staff.values_list("user_id", flat=True)]
    return [key for key in dict.fromkeys(keys) if key != by.pk]


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


def begin_telling(*, change: SessionChange, session: Session, by: User, at: datetime) -> None:
    """This function will note in the transaction of a change who has to know of it, tell the first ones at once, and
    wake the worker for the others.

    Who has not heard of an earlier change yet hears of this one alone.
    """
    waiting = SessionNotice.objects.filter(session=session, kind=SessionNotice.Kind.CHANGE, told_at=None)
    waiting.filter(sequence__lt=change.sequence).delete()
    people = _keys_of_concerned(run=session.run, by=by)
    SessionNotice.objects.bulk_create(
        (
            SessionNotice(
                session=session,
                user_id=key,
                kind=SessionNotice.Kind.CHANGE,
                sequence=change.sequence,
                starts_at=session.starts_at,
                at=at,
            )
            for key in people
        ),
        batch_size=500,
    )
    change.concerned = len(people)
    change.save(update_fields=["concerned"])
    change.told = tell_some(change_id=change.pk, at=at, most=AT_ONCE)
    if change.is_being_told:
        wake(tell_change, change.pk)


def tell_some(*, change_id: int, at: datetime, most: int = BATCH) -> int:
    """This function will tell the next people of a session's change, in one transaction with the marks that say so.

    Returns how many. Each gets the appointment that replaces the old one. What one must act on goes at once, whatever
    the digest's pace. A change that a later one has overtaken is told to nobody.
    """
    with transaction.atomic():
        change = SessionChange.objects.select_related("session__run").get(pk=change_id)
        session, was = change.session, Setting.noted(change.was)
        if session.sequence != change.sequence:
            return 0
        waiting = SessionNotice.objects.select_for_update(of=("self",), skip_locked=True).filter(
            session=session, kind=SessionNotice.Kind.CHANGE, sequence=change.sequence, told_at=None
        )
        rows = list(waiting.select_related("user").order_by("pk")[:most])
        method: Method = "CANCEL" if change.kind == SessionChange.Kind.CANCELLED else "REQUEST"
        told = notify_all(
            people=[row.user for row in rows],
            kind=f"session-{change.kind}",
            message=lambda: Message.of(
                subject=subject_of(change.kind, session),
                text=text_of(change, session, was),
                values=values_of(change, session, was),
            ),
            url=reverse("courses:session", kwargs={"run": session.run.slug, "position": session.position}),
            at=at,
            about=about_run(session.run_id),
            calendar=lambda user: calendar_file(session, user=user, method=method),
        )
        for row, notice in zip(rows, told, strict=True):
            row.notification, row.told_at = notice, at
        SessionNotice.objects.bulk_update(rows, ["notification", "told_at"])
        SessionChange.objects.filter(pk=change.pk).update(told=F("told") + len(rows))
    return len(rows)


def tell_waiting(*, at: datetime) -> int:
    """This function will tell a batch of people of each change that has not been told to all: what was left behind."""
    under_way = SessionChange.objects.filter(
        told__lt=F("concerned"), at__gt=at - LATEST, sequence=F("session__sequence")
    )
    ids = list(under_way.order_by("at").values_list("pk", flat=True)[:MOST_CHANGES])
    return sum(tell_some(change_id=pk, at=at) for pk in ids)


def note_reminder(*, session: Session, user: User, at: datetime) -> tuple[SessionNotice, bool]:
    """This function will note that the person is reminded of the session as it is set now; tell whether it is news."""
    return SessionNotice.objects.get_or_create(
        session=session,
        user=user,
        kind=SessionNotice.Kind.REMINDER,
        starts_at=session.starts_at,
        defaults={"sequence": session.sequence, "at": at, "told_at": at},
    )


def notices_of(session: Session) -> QuerySet[SessionNotice]:
    """Return who is told of the session's newest change, whose mail is lost first (`mail_state`, `is_lost`)."""
    rows = SessionNotice.objects.filter(
        session=session, kind=SessionNotice.Kind.CHANGE, sequence=session.sequence
    ).annotate(mail_state=F("notification__mail__state"))
    lost = [OutgoingMail.State.FAILED, OutgoingMail.State.BOUNCED]
    rows = rows.annotate(is_lost=Coalesce(Q(notification__mail__state__in=lost), False))
    return rows.select_related("user").order_by("-is_lost", "user__family_name", "user__given_name", "pk")
