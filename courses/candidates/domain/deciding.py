"""Deciding of a candidate: an invitation to a run, or none. The advisor reads "handled" either way."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Case, IntegerField, QuerySet, When
from django.utils import timezone
from django.utils.translation import gettext as _

from courses.candidates.models import Candidate
from courses.domain.places import MOVING
from courses.enums import RunState
from courses.invitations.domain.inviting import invite_person
from courses.invitations.domain.refusals import UnableToInvite
from courses.invitations.domain.sources import Source
from courses.models import CourseRun, RunStaff

if TYPE_CHECKING:
    from accounts.models import User

OVER = (RunState.ENDED, RunState.ARCHIVED, RunState.CANCELLED)


class UnableToSettle(Exception):
    """The candidate cannot be dealt with so; the message says why, to the staff alone."""


def candidates_for(user: User) -> QuerySet[Candidate]:
    """Return the candidates whom this member of staff may decide of: those of courses with a run of theirs."""
    mine = RunStaff.objects.filter(user=user, ended_at=None).exclude(run__state__in=OVER)
    return Candidate.objects.filter(course__in=mine.values("run__course")).select_related("course")


def runs_to_invite_to(*, candidate: Candidate, user: User, at: datetime) -> QuerySet[CourseRun]:
    """Return the runs of the course that this member of staff can invite to: those that take people now come first."""
    runs = CourseRun.objects.staffed_by(user).filter(course=candidate.course_id, state__in=MOVING)
    runs = runs.exclude(ends_on__lt=timezone.localdate(at))
    is_later = Case(When(state=RunState.ENROLLING, then=0), default=1, output_field=IntegerField())
    return runs.annotate(is_later=is_later).order_by("is_later", "starts_on", "pk")


def invite_candidate(*, candidate: Candidate, run: CourseRun, by: User, at: datetime) -> Candidate:
    """This function will send the candidate an invitation to the run; doing it twice sends one.

    Raises UnableToSettle with the reason when the person cannot be invited, or another decision was made meanwhile.
    """
    with transaction.atomic():
        locked = _lock(candidate)
        if locked.outcome == Candidate.Outcome.INVITED:
            return locked
        _check_open(locked)
        try:
            invite_person(run=run, email=locked.email, name=locked.name, invited_by=by, at=at, source=_source(locked))
        except UnableToInvite as error:
            raise UnableToSettle(str(error)) from error
        return _settle(locked, Candidate.Outcome.INVITED, by=by, at=at, run=run)


def close_candidate(*, candidate: Candidate, by: User, at: datetime) -> Candidate:
    """This function will settle that the candidate is not invited; nobody is mailed. Done twice it changes nothing.

    Raises UnableToSettle when the person was invited meanwhile.
    """
    with transaction.atomic():
        locked = _lock(candidate)
        if locked.outcome == Candidate.Outcome.NOT_INVITED:
            return locked
        _check_open(locked)
        return _settle(locked, Candidate.Outcome.NOT_INVITED, by=by, at=at)


def _source(candidate: Candidate) -> Source:
    """Return what the invitation says of whom the address came from: the first who proposed the person."""
    first = candidate.proposals.select_related("advisor", "organisation").order_by("proposed_at", "pk").first()
    if first is None:
        return Source(lambda: _("Sinua on ehdotettu koulutukseen. Osoitteesi on saatu ehdottajalta."))
    names = (first.advisor.get_full_name(), first.organisation.name if first.organisation else "")
    who = ", ".join(name for name in names if name)
    return Source(
        lambda: _("Sinua ehdotti koulutukseen %(who)s. Osoitteesi on saatu häneltä.") % {"who": who}, first.advisor
    )


def _lock(candidate: Candidate) -> Candidate:
    return Candidate.objects.select_for_update(of=("self",)).get(pk=candidate.pk)


def _check_open(candidate: Candidate) -> None:
    if candidate.decided_at is not None:
        raise UnableToSettle(_("Ehdokas on jo käsitelty: %(outcome)s.") % {"outcome": candidate.get_outcome_display()})


def _settle(candidate: Candidate, outcome: str, *, by: User, at: datetime, run: CourseRun | None = None) -> Candidate:
    candidate.outcome, candidate.decided_by, candidate.decided_at, candidate.run = outcome, by, at, run
    candidate.save(update_fields=["outcome", "decided_by", "decided_at", "run"])
    return candidate
