"""What the public course page tells of runs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db.models import Count, Q
from django.utils import timezone

from courses.enums import HOLDING, RunState
from courses.models import CourseRun, ProgrammeItem, SessionPage

if TYPE_CHECKING:
    from courses.models import CoursePage


def course_context(*, course: CoursePage) -> dict[str, Any]:
    """Return the open and coming runs of a course with their seats, and its session pages, in few queries."""
    now = timezone.now()
    found = (
        CourseRun.objects.filter(course=course)
        .public()
        .exclude(state=RunState.RUNNING)
        .annotate(taken=Count("enrolments", filter=Q(enrolments__state__in=HOLDING)))
        .select_related("form")
        .prefetch_related("sessions")
        .order_by("starts_on")
    )
    runs: list[Any] = list(found)
    for run in runs:
        run.seats_left = max(run.capacity - run.taken, 0)
        run.is_open = run.state == RunState.ENROLLING and run.enrolment_opens_at <= now < run.enrolment_closes_at
    return {"runs": runs, "session_pages": list(SessionPage.objects.child_of(course).live().order_by("path"))}


def programme_of(page_ids: list[int]) -> dict[int, list[ProgrammeItem]]:
    """Return the running order of each session page, in one query."""
    rows: dict[int, list[ProgrammeItem]] = {}
    for item in ProgrammeItem.objects.filter(session_id__in=page_ids).order_by("session_id", "sort_order"):
        rows.setdefault(item.session_id, []).append(item)
    return rows


def open_runs() -> list[CourseRun]:
    """Return the runs one can enroll in now, soonest first, with their course."""
    return list(
        CourseRun.objects.open_for_enrolment(timezone.now()).select_related("course", "form").order_by("starts_on")
    )
