"""The rows that a person's plan of a run is made of, each kind in one statement built once."""

from __future__ import annotations

from typing import Any

from django.db.models import F, JSONField, QuerySet, Value

from courses.enums import SessionState
from courses.models import ActivityCompletion, Attendance, ConditionState, Session
from courses.statements import Statement


def _all_marks(enrolment: Any) -> QuerySet[Attendance]:
    return Attendance.objects.filter(enrolment=enrolment).select_related("marked_by")


def _sessions_with_pages(run: Any) -> QuerySet[Session]:
    """Return the sessions in order, once for each of their pages (or once without)."""
    rows = Session.objects.filter(run=run).annotate(content_page=F("contents__page_id"))
    return rows.order_by("position", "contents__position")


def _record(enrolment: Any) -> QuerySet[Any]:
    """Return one person's condition states, and what they have done, in one query: both are read at every click."""
    fields = ("pk", "condition", "position", "standing", "done", "needed", "facts", "since")
    states = ConditionState.objects.filter(enrolment=enrolment).order_by().values_list(*fields)
    done = ActivityCompletion.objects.filter(enrolment=enrolment).values_list(
        "pk", Value(""), "activity_id", Value(""), Value(0), "revision_id", Value(None, JSONField()), "completed_at"
    )
    return states.union(done, all=True)


RECORD = Statement(_record, enrolment=int)
SESSIONS = Statement(_sessions_with_pages, run=int)
MARKS = Statement(_all_marks, enrolment=int)
MARKS_SHOWN = Statement(
    lambda enrolment: _all_marks(enrolment).filter(session__state=SessionState.LOCKED), enrolment=int
)


def record_of(enrolment: int) -> tuple[dict[int, int | None], dict[str, ConditionState]]:
    """Return the activities a person has done, each with the revision it was then, and the stored condition states.

    One query. The states come in the order of the rules.
    """
    done: dict[int, int | None] = {}
    states: list[ConditionState] = []
    for pk, condition, place, standing, count, needed, facts, since in RECORD.rows(enrolment=enrolment):
        if not condition:
            done[place] = needed
            continue
        state = ConditionState(
            pk=pk, enrolment_id=enrolment, condition=condition, position=place, standing=standing, done=count,
            needed=needed, facts=facts, since=since,
        )  # fmt: skip
        state._state.adding, state._state.db = False, "default"
        states.append(state)
    return done, {state.condition: state for state in sorted(states, key=lambda state: state.position)}
