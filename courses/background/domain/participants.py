"""Who is a participant of a project, since when, and whether it is over: each person once, however many runs.

The start is the first joining, the end the last leaving, as the funder counts them (domain 6).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from django.db.models import QuerySet
from django.utils import timezone

from courses.enums import STUDYING, EnrolmentState, RunState
from courses.models import CourseRun, Enrolment, FundingProject

if TYPE_CHECKING:
    from accounts.models import User

TAKING_PART = (*STUDYING, EnrolmentState.WITHDRAWN, EnrolmentState.MOVED)
LEFT = (EnrolmentState.COMPLETED, EnrolmentState.WITHDRAWN, EnrolmentState.MOVED)
RUN_OVER = (RunState.ENDED, RunState.ARCHIVED)


@dataclass(frozen=True)
class Participant:
    """One person in one project: the day of entry, and whether every run of the project is over for the person."""

    user: Any
    entered_on: date
    left_on: date | None  # None while a run goes on

    @property
    def is_over(self) -> bool:
        """Whether the exit data are due."""
        return self.left_on is not None

    @property
    def is_reachable(self) -> bool:
        """Whether there is still an account to send a reminder to."""
        return self.user.is_active and self.user.anonymized_at is None


def participations() -> QuerySet[Enrolment]:
    """Return the enrollments that make their person a participant of the run's project."""
    rows = Enrolment.objects.filter(state__in=TAKING_PART, run__project__isnull=False)
    return rows.exclude(run__state__in=[RunState.CANCELLED, RunState.DRAFT])


def participants_of(
    *, project: FundingProject, at: datetime, run: CourseRun | None = None, user: Any = None
) -> list[Participant]:
    """Return the participants of a project by name, those of one run or one person when asked, in one query.

    Whoever's first run has not begun yet is no participant yet.
    """
    rows = participations().filter(run__project=project).select_related("user", "run")
    if run is not None:
        rows = rows.filter(user__in=participations().filter(run=run).values("user"))
    if user is not None:
        rows = rows.filter(user=user)
    today = timezone.localdate(at)
    of_person: dict[int, list[Enrolment]] = {}
    for row in rows.order_by("user__family_name", "user__given_name", "user__pk"):
        of_person.setdefault(row.user_id, []).append(row)
    found = [_participant(mine, today) for mine in of_person.values()]
    return [person for person in found if person.entered_on <= today]


def find_participant(*, user: User, project: FundingProject, at: datetime) -> Participant | None:
    """Return the person as a participant of the project, or None."""
    return next(iter(participants_of(project=project, at=at, user=user)), None)


def _participant(rows: list[Enrolment], today: date) -> Participant:
    ends = [_end(row, today) for row in rows]
    return Participant(
        user=rows[0].user,
        entered_on=min(row.run.starts_on for row in rows),
        left_on=None if None in ends else max(day for day in ends if day),
    )


def _end(row: Enrolment, today: date) -> date | None:
    """Return the day from which a run is over for the person: no later than its last day, and never in the future."""
    if row.state in LEFT or row.run.state in RUN_OVER or row.run.ends_on < today:
        return min(row.run.ends_on, today)
    return None
