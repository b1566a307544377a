"""What becomes of trainees who have not finished: they go on in another run, end here, or stay as they are."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from courses.closing.domain.unfinished import unfinished_people
from courses.closing.models import Becomes, PersonOutcome
from courses.domain.places import Kind, note_step
from courses.domain.transfer import UnableToTransfer, transfer_trainee
from courses.enums import EnrolmentState, RunState
from courses.models import CourseRun, Enrolment

if TYPE_CHECKING:
    from uuid import UUID

    from accounts.models import User

TAKES_PEOPLE = (RunState.PUBLISHED, RunState.ENROLLING, RunState.RUNNING)


class UnableToDecideOnPeople(Exception):
    """Nothing was decided on somebody; the message says on whom and why."""


def next_runs(*, run: CourseRun, user: User) -> QuerySet[CourseRun]:
    """Return the runs of the same course in which somebody can go on: those this member of staff works in."""
    rows = CourseRun.objects.staffed_by(user).filter(course=run.course_id, state__in=TAKES_PEOPLE, closed_on=None)
    return rows.exclude(pk=run.pk).filter(ends_on__gt=run.ends_on).order_by("starts_on", "pk")


def move_people(*, run: CourseRun, people: set[UUID], to_run: str, by: User, at: datetime) -> int:
    """This function will let these trainees go on in another run with their session credits; return how many.

    All or nobody. Raises UnableToDecideOnPeople with the name of whoever cannot be moved, and why.
    """
    target = next_runs(run=run, user=by).filter(slug=to_run.replace("\x00", "")).first()
    if target is None:
        raise UnableToDecideOnPeople(_("Valitse toteutus, jossa osallistujat jatkavat."))
    with transaction.atomic():
        # Both runs at once and in the order in which everybody locks them.
        list(CourseRun.objects.select_for_update(of=("self",)).filter(pk__in=[run.pk, target.pk]).order_by("pk"))
        rows = _locked(run, people)
        _note(rows, run, Becomes.MOVED, by=by, at=at, to_run=target)
        for row in rows:
            try:
                transfer_trainee(enrolment=row, run=target, by=by, reason=_("Edellinen toteutus päättyi."), at=at)
            except UnableToTransfer as error:
                name = row.user.get_full_name()
                raise UnableToDecideOnPeople(_("%(name)s: %(why)s") % {"name": name, "why": error}) from error
    return len(rows)


def end_people(*, run: CourseRun, people: set[UUID], by: User, at: datetime) -> int:
    """This function will end the course of these trainees without a certificate; return how many it was.

    Raises UnableToDecideOnPeople when somebody among them has met all conditions.
    """
    with transaction.atomic():
        rows = _locked(run, people)
        ready = [row.user.get_full_name() for row in rows if row.ready_at]
        if ready:
            raise UnableToDecideOnPeople(
                _("Kaikki ehdot täynnä, joten myönnä ensin todistus: %(names)s.") % {"names": ", ".join(ready)}
            )
        _note(rows, run, Becomes.ENDED, by=by, at=at)
        for row in rows:
            row.state, row.decided_at, row.decided_by = EnrolmentState.WITHDRAWN, at, by
            note_step(row, Kind.WITHDRAWN, by=by, at=at, note=_("Toteutus suljettiin."))
        Enrolment.objects.bulk_update(rows, ["state", "decided_at", "decided_by"])
    return len(rows)


def leave_people(*, run: CourseRun, people: set[UUID], by: User, at: datetime) -> int:
    """This function will leave these trainees as they are: a certificate can still be issued to them later."""
    with transaction.atomic():
        rows = _locked(run, people)
        _note(rows, run, Becomes.LEFT, by=by, at=at)
    return len(rows)


def restore_person(*, run: CourseRun, person: UUID, at: datetime) -> bool:
    """This function will take a decision back; a trainee who was moved stays where they are now.

    Returns whether there was something to take back.
    """
    with transaction.atomic():
        rows = PersonOutcome.objects.select_for_update(of=("self",)).filter(run=run, enrolment__public_id=person)
        outcome = rows.exclude(becomes=Becomes.MOVED).select_related("enrolment").first()
        if outcome is None:
            return False
        if outcome.becomes == Becomes.ENDED and outcome.enrolment.state == EnrolmentState.WITHDRAWN:
            Enrolment.objects.filter(pk=outcome.enrolment_id).update(state=outcome.was_state, decided_at=at)
        outcome.delete()
    return True


def _locked(run: CourseRun, people: set[UUID]) -> list[Enrolment]:
    if not people:
        raise UnableToDecideOnPeople(_("Valitse ainakin yksi osallistuja."))
    CourseRun.objects.select_for_update(of=("self",)).get(pk=run.pk)
    rows = unfinished_people(run).filter(public_id__in=people).order_by("pk")
    return list(rows.select_for_update(of=("self",)))


def _note(
    rows: list[Enrolment], run: CourseRun, becomes: str, *, by: User, at: datetime, to_run: CourseRun | None = None
) -> None:
    PersonOutcome.objects.filter(enrolment__in=rows).delete()  # of an earlier time, when they had left the run
    PersonOutcome.objects.bulk_create(
        PersonOutcome(
            run=run, enrolment=row, becomes=becomes, to_run=to_run, was_state=row.state, decided_by=by, decided_at=at
        )
        for row in rows
    )
