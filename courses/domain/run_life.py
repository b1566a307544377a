"""Changing the settings of a run, opening it to applicants, and calling it off."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from calendars.ics import as_ics
from courses.calendar_entries import session_entry
from courses.domain.places import move_up
from courses.domain.rule_versions import current_rules, impossible_in
from courses.domain.telling import about_run, people_concerned
from courses.enums import RunState, SessionState, StaffRole
from courses.models import CourseRun, FundingProject, RunStaff, Session, SessionChange
from courses.rules import RuleBook
from notifications.many import Message, begin_circular

if TYPE_CHECKING:
    from accounts.models import User

OVER = (RunState.ENDED, RunState.ARCHIVED)


class UnableToPublish(Exception):
    """The run cannot be opened for enrollment; the message says why."""


class UnableToCancelRun(Exception):
    """The run cannot be called off; the message says why."""


def publish_run(*, run: CourseRun, at: datetime) -> CourseRun:
    """This function will open a draft for enrollment; doing it twice changes nothing.

    Raises UnableToPublish when a rule can never be met, or the time to enroll is over.
    """
    with transaction.atomic():
        locked = CourseRun.objects.select_for_update(of=("self",)).get(pk=run.pk)
        if locked.state != RunState.DRAFT:
            return locked
        if locked.enrolment_closes_at <= at:
            raise UnableToPublish(_("Ilmoittautumisaika on jo ohi. Siirrä ilmoittautumisen päättymistä."))
        never = impossible_in(RuleBook.model_validate(current_rules(locked).rules), run=locked)
        if never:
            raise UnableToPublish(" ".join([_("Suoritusehtoa ei voi täyttää."), *never]))
        locked.state = RunState.ENROLLING
        locked.save(update_fields=["state"])
    return locked


def change_run(
    *,
    run: CourseRun,
    name: str,
    capacity: int,
    language: str,
    price: str,
    project: FundingProject | None,
    closes_at: datetime,
    trainers: list[User],
    at: datetime,
) -> CourseRun:
    """This function will change a run's settings and its trainers; who is no longer one loses access at once, and
    added seats go to those who wait for them.
    """
    with transaction.atomic():
        locked = CourseRun.objects.select_for_update(of=("self",)).get(pk=run.pk)
        locked.name, locked.capacity, locked.language, locked.price = name, capacity, language, price
        locked.project, locked.enrolment_closes_at = project, max(closes_at, locked.enrolment_opens_at)
        locked.save(update_fields=["name", "capacity", "language", "price", "project", "enrolment_closes_at"])
        wanted = {person.pk for person in trainers}
        now = RunStaff.objects.filter(run=locked, role=StaffRole.TRAINER, ended_at=None)
        now.exclude(user__in=wanted).update(ended_at=at)
        for user in wanted - set(now.values_list("user_id", flat=True)):
            RunStaff.objects.create(run=locked, user_id=user, role=StaffRole.TRAINER)
        move_up(run=locked, at=at)
    return locked


def cancel_run(*, run: CourseRun, by: User, at: datetime, words: str = "") -> int:
    """This function will call the run off, cancel what is left of its sessions, and tell trainees, applicants and
    staff once; return how many that is. Doing it twice tells nobody again.

    Raises UnableToCancelRun for a run that is over.
    """
    with transaction.atomic():
        locked = CourseRun.objects.select_for_update(of=("self",)).get(pk=run.pk)
        if locked.state == RunState.CANCELLED:
            return 0
        if locked.state in OVER:
            raise UnableToCancelRun(_("Toteutus on jo päättynyt, eikä sitä voi perua."))
        was_draft = locked.state == RunState.DRAFT
        locked.state = RunState.CANCELLED
        locked.save(update_fields=["state"])
        sessions = _cancel_coming(locked, by=by, at=at)
        people = [] if was_draft else people_concerned(run=locked, by=by, applicants=True)
        if people:
            _tell([one.user for one in people], locked, sessions, words=words.strip()[:500], at=at)
    return len(people)


def _cancel_coming(run: CourseRun, *, by: User, at: datetime) -> list[Session]:
    """Cancel the sessions that are not over; those that were held stay in the record."""
    done = []
    rows = Session.objects.select_for_update(of=("self",)).filter(run=run, starts_at__gt=at)
    for session in rows.exclude(state__in=[SessionState.CANCELLED, SessionState.LOCKED]).order_by("position"):
        session.run = run
        session.state, session.changed_at = SessionState.CANCELLED, at
        session.sequence += 1
        session.save(update_fields=["state", "changed_at", "sequence"])
        SessionChange.objects.create(
            session=session, kind=SessionChange.Kind.CANCELLED, sequence=session.sequence, was={}, by=by, at=at
        )
        done.append(session)
    return done


def _tell(people: list[User], run: CourseRun, sessions: list[Session], *, words: str, at: datetime) -> None:
    begin_circular(
        key=f"run-cancelled-{run.pk}",
        people=people,
        kind="run-cancelled",
        message=lambda: Message.of(
            subject=_("Peruttu: %(run)s") % {"run": run.name},
            text=_text(run, words, has_file=bool(sessions)),
            values={"toteutus": run.name, "koulutus": run.course.title, "oma_viesti": words},
        ),
        calendar=lambda: as_ics([session_entry(session) for session in sessions], name="Peili") if sessions else b"",
        about=about_run(run.pk),
        at=at,
    )


def _text(run: CourseRun, words: str, *, has_file: bool) -> str:
    lines = [_("%(course)s: toteutus ”%(run)s” on peruttu.") % {"course": run.course.title, "run": run.name}]
    if words:
        lines.append(words)
    if has_file:
        lines.append(_("Liitteenä on kalenteritieto, joka poistaa tulevat kerrat kalenteristasi."))
    return "\n\n".join(lines)
