"""The rows that a person's plan of a run is made of, each kind in one statement built once."""

from __future__ import annotations

from typing import Any

from django.db.models import F, QuerySet

from courses.enums import SessionState
from courses.models import ActivityCompletion, Attendance, ConditionState, Session
from courses.statements import Statement


def _all_marks(enrolment: Any) -> QuerySet[Attendance]:
    return Attendance.objects.filter(enrolment=enrolment).select_related("marked_by")


def _sessions_with_pages(run: Any) -> QuerySet[Session]:
    """Return the sessions in order, once for each of their pages (or once without)."""
    rows = Session.objects.filter(run=run).annotate(content_page=F("contents__page_id"))
    return rows.order_by("position", "contents__position")


STATES = Statement(lambda enrolment: ConditionState.objects.filter(enrolment=enrolment), enrolment=int)
COMPLETIONS = Statement(
    lambda enrolment: ActivityCompletion.objects.filter(enrolment=enrolment).values_list("activity_id", "revision_id"),
    enrolment=int,
)
SESSIONS = Statement(_sessions_with_pages, run=int)
MARKS = Statement(_all_marks, enrolment=int)
MARKS_SHOWN = Statement(
    lambda enrolment: _all_marks(enrolment).filter(session__state=SessionState.LOCKED), enrolment=int
)
