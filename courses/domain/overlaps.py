"""Whether the people who train a run are somewhere else at the same time."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from courses.enums import RunState, SessionState
from courses.models import CourseRun, RunStaff, Session

LONGEST = timedelta(days=1)  # of a session


@dataclass(frozen=True)
class Overlap:
    """A person of the staff who has another session at the same time."""

    name: str
    session: Session


def overlaps_of(*, run: CourseRun, starts_at: datetime, ends_at: datetime) -> list[Overlap]:
    """Return who of the run's staff has a session of another run at that time."""
    staff = RunStaff.objects.filter(run=run, ended_at=None).values_list("user_id", flat=True)
    return overlaps(people=set(staff), starts_at=starts_at, ends_at=ends_at, but=run)


def overlaps(
    *, people: Iterable[int], starts_at: datetime, ends_at: datetime, but: CourseRun | None = None
) -> list[Overlap]:
    """Return which of the people have a session of a run they are staff of at that time, in one query."""
    rows = (
        RunStaff.objects.filter(user__in=set(people), ended_at=None)
        .exclude(run__state__in=[RunState.CANCELLED, RunState.ARCHIVED])
        .exclude(run=but)
        .filter(run__sessions__starts_at__lt=ends_at, run__sessions__starts_at__gt=starts_at - LONGEST)
        .values_list("user_id", "user__given_name", "user__family_name", "run__sessions__pk")
    )
    found = list(rows)
    sessions = Session.objects.in_bulk({pk for *_name, pk in found}) if found else {}
    seen = set()
    for user, given, family, pk in found:
        session = sessions[pk]
        if session.state != SessionState.CANCELLED and session.ends_at > starts_at:
            seen.add((user, f"{given} {family}".strip(), session))
    return [Overlap(name, session) for _user, name, session in sorted(seen, key=lambda one: (one[1], one[2].starts_at))]
