"""What the desks of trainers and coordinators show of each run, in a constant number of queries."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.db.models import Count, Q

from courses.enums import STUDYING, EnrolmentState, SessionState
from courses.models import CourseRun, Session

if TYPE_CHECKING:
    from accounts.models import User


def runs_of_staff(*, user: User, roles: tuple[str, ...], at: datetime) -> list[CourseRun]:
    """Return the runs with their figures: `people`, `ready`, `applications`, `next_session`, `unlocked`."""
    runs: list[Any] = list(
        CourseRun.objects.filter(staff__user=user, staff__ended_at=None, staff__role__in=roles)
        .annotate(
            people=Count("enrolments", filter=Q(enrolments__state__in=STUDYING), distinct=True),
            ready=Count(
                "enrolments",
                filter=Q(enrolments__ready_at__isnull=False, enrolments__state__in=STUDYING),
                distinct=True,
            ),
            applications=Count(
                "enrolments",
                filter=Q(enrolments__state=EnrolmentState.APPLIED)
                | Q(enrolments__state=EnrolmentState.WAITING, enrolments__decided_at=None),
                distinct=True,
            ),
        )
        .select_related("form")
        .order_by("-starts_on", "pk")
    )
    sessions = Session.objects.filter(run__in=runs).order_by("starts_at")
    by_run: dict[int, list[Session]] = {}
    for session in sessions:
        by_run.setdefault(session.run_id, []).append(session)
    for run in runs:
        rows = by_run.get(run.pk, [])
        run.next_session = next((row for row in rows if row.ends_at > at and row.state != SessionState.CANCELLED), None)
        run.unlocked = [
            row for row in rows if row.ends_at <= at and row.state not in (SessionState.LOCKED, SessionState.CANCELLED)
        ]
    return runs
