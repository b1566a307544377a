"""What the page of closing a run shows."""

from __future__ import annotations

from copy import copy
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.utils import timezone

from courses.certificates.models import Certificate
from courses.closing.domain import closing as domain
from courses.closing.domain import unfinished
from courses.closing.domain.clearing import forecast
from courses.closing.domain.people import next_runs
from courses.closing.forms import LeaveForm, ReopenForm
from courses.closing.models import GroupGoes
from courses.models import CourseRun, RunStaff

if TYPE_CHECKING:
    from accounts.models import User


def page_of(*, run: CourseRun, user: User, at: datetime) -> dict[str, Any]:
    """Return the context of the page; the number of queries does not grow with people, groups or open things."""
    closings = list(run.closings.select_related("closed_by", "reopened_by"))
    standing = next((row for row in closings if row.reopened_at is None), None)
    return {
        "run": run,
        "closing": standing,
        "reopenings": [row for row in closings if row.reopened_at is not None],
        "reopen_until": domain.reopen_until(standing) if standing else None,
        "may_reopen": bool(standing and at <= domain.reopen_until(standing)),
        "in_the_way": [] if standing else domain.in_the_way(run=run, at=at),
        "certificates": Certificate.objects.live().filter(enrolment__run=run).count(),
        "forecast": forecast(at=at, run=run if standing else _closed_today(run, at)),
        "leave_form": LeaveForm(),
        "reopen_form": ReopenForm(),
        "ways": GroupGoes.choices,
        **_open_things(run, user, at),
        **_people(run, user),
        **_groups(run),
    }


def _closed_today(run: CourseRun, at: datetime) -> CourseRun:
    """Return the run as it would be after closing it now; not to be saved."""
    closed = copy(run)
    closed.closed_on = timezone.localdate(at)
    return closed


def _open_things(run: CourseRun, user: User, at: datetime) -> dict[str, Any]:
    kinds = unfinished.kinds_of(run=run, at=at)
    roles = set(RunStaff.objects.filter(run=run, user=user, ended_at=None).values_list("role", flat=True))
    return {
        "kinds": [kind for kind in kinds if kind.ends],
        "left": [pair for kind in kinds for pair in kind.left],
        "roles": roles,
        "open_count": sum(kind.count for kind in kinds),
        # Links lead only to what the reader may open; what trainers alone read is handled by them.
        "reachable": {end.key for kind in kinds for end in kind.ends if roles.intersection(end.roles)},
    }


def _people(run: CourseRun, user: User) -> dict[str, Any]:
    rows = unfinished.unfinished_people(run)
    return {
        "people": list(rows[: unfinished.MOST_SHOWN]),
        "people_count": rows.count(),
        "outcomes": list(unfinished.decided_people(run)[: 4 * unfinished.MOST_SHOWN]),
        "next_runs": list(next_runs(run=run, user=user)),
    }


def _groups(run: CourseRun) -> dict[str, Any]:
    rows: list[Any] = list(unfinished.undecided_groups(run))
    decided: list[Any] = list(unfinished.decided_groups(run))
    names = unfinished.facilitators_of([row.pk for row in rows] + [row.group_id for row in decided])
    for row in rows:
        row.people = names.get(row.pk, [])
    for outcome in decided:
        outcome.people = names.get(outcome.group_id, [])
    return {"groups": rows, "group_outcomes": decided}
