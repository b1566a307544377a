"""The learner's view of a run: its sessions in order, what is open, what is done. Few queries, whatever the size."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property
from typing import Any

from django.db.models import F
from django.utils.translation import gettext as _

from courses.enums import SessionState, Standing
from courses.models import (
    ActivityCompletion,
    Attendance,
    ConditionException,
    ConditionState,
    CourseRun,
    Enrolment,
    Session,
)
from courses.outline import ActivityItem, Outline, SessionItem, outline_of
from courses.rules import RuleBook
from courses.wording import session_time


@dataclass(frozen=True)
class Closure:
    """Why something is closed and how it opens."""

    reason: str
    link: str = ""


@dataclass
class SessionPlan:
    """One session of the run for one person."""

    session: Session
    pages: list[SessionItem]
    closure: Closure | None
    done_ids: frozenset[int]
    attendance: str = ""

    @property
    def is_open(self) -> bool:
        """Whether the session's content may be studied."""
        return self.closure is None

    @cached_property
    def items(self) -> list[ActivityItem]:
        """The activities in order."""
        return [item for page in self.pages for item in page.activities]

    @property
    def required_items(self) -> list[ActivityItem]:
        """The activities that belong to the completion."""
        return [item for item in self.items if item.required]

    @property
    def done_count(self) -> int:
        """How many of the session's activities the person has done."""
        return sum(item.pk in self.done_ids for item in self.items)

    @property
    def minutes_of_own_work(self) -> int:
        """Estimated minutes for all activities."""
        return sum(item.minutes for item in self.items)


@dataclass
class RunPlan:
    """The whole run for one person."""

    run: CourseRun
    outline: Outline
    book: RuleBook
    sessions: list[SessionPlan]
    done_ids: frozenset[int]
    states: dict[str, ConditionState]

    def find(self, slug: str) -> tuple[SessionPlan, ActivityItem] | None:
        """Return the activity with this slug and its session, or None when the run does not hold it."""
        for plan in self.sessions:
            for item in plan.items:
                if item.slug == slug:
                    return plan, item
        return None

    def session_at(self, position: int) -> SessionPlan | None:
        """Return the session at a position, or None."""
        return next((plan for plan in self.sessions if plan.session.position == position), None)

    def neighbor(self, item: ActivityItem, step: int) -> ActivityItem | None:
        """Return the open activity before (-1) or after (+1) the given one."""
        open_items = [other for plan in self.sessions if plan.is_open for other in plan.items]
        if item not in open_items:
            return None
        place = open_items.index(item) + step
        return open_items[place] if 0 <= place < len(open_items) else None

    @property
    def total_minutes(self) -> int:
        """The length of all sessions together."""
        return sum(plan.session.minutes for plan in self.sessions if plan.session.state != SessionState.CANCELLED)

    def checklist(self) -> list[dict[str, Any]]:
        """Return the certificate's conditions as the trainee reads them, in the order of the rules."""
        rows = []
        for rule in self.book.conditions:
            rows.append(describe(rule.condition(), state=self.states.get(rule.id), run=self.run))
        return rows


def describe(condition, *, state: ConditionState | None, run: CourseRun) -> dict[str, Any]:
    """Return one condition worded in the active language: title, standing, reason, link, done and needed."""
    standing = state.standing if state else Standing.NOT_YET
    done, needed = (state.done, state.needed) if state else (0, 1)
    facts = state.facts if state else {}
    excepted = bool(facts.get("exception"))
    reason = facts["exception"] if excepted else None
    if reason is None:
        reason = condition.reason(standing=standing, done=done, needed=needed, facts=facts)
    return {
        "id": condition.id,
        "kind": condition.kind,
        "title": condition.title(),
        "standing": standing,
        "is_met": standing == Standing.MET,
        "is_exception": excepted,
        "done": done,
        "needed": needed,
        "reason": reason,
        "link": "" if standing == Standing.MET else condition.link(run=run, facts=facts),
    }


def plan_for(*, run: CourseRun, enrolment: Enrolment | None, at: datetime, attendance: bool = False) -> RunPlan:
    """Return the run as one person sees it; staff (no enrollment) see everything open.

    Takes three queries for a trainee (four with attendance), however many activities there are.
    """
    outline = outline_of(run.course_id, getattr(run, "outline_number", None))
    book = RuleBook.model_validate(enrolment.rule_set.rules if enrolment else run.rule_sets.latest("version").rules)
    states: dict[str, ConditionState] = {}
    done: frozenset[int] = frozenset()
    marks: dict[int, str] = {}
    if enrolment:
        states = {state.condition: state for state in ConditionState.objects.filter(enrolment=enrolment)}
        done = frozenset(ActivityCompletion.objects.filter(enrolment=enrolment).values_list("activity_id", flat=True))
        if attendance:
            marks = dict(Attendance.objects.filter(enrolment=enrolment).values_list("session_id", "state"))
    plans: list[SessionPlan] = []
    for session in _sessions_with_pages(run):
        if not plans or plans[-1].session.pk != session.pk:
            session.run = run
            closure = closure_of(session=session, book=book, states=states, at=at) if enrolment else None
            plans.append(SessionPlan(session, [], closure, done, marks.get(session.pk, "")))
        if session.content_page in outline.sessions:
            plans[-1].pages.append(outline.sessions[session.content_page])
    return RunPlan(run, outline, book, plans, done, states)


def _sessions_with_pages(run: CourseRun) -> Any:
    """Return the sessions in order, once for each of their pages (or once without), in one query."""
    rows = Session.objects.filter(run=run).annotate(content_page=F("contents__page_id"))
    return rows.order_by("position", "contents__position")


def closure_of(*, session: Session, book: RuleBook, states: dict[str, ConditionState], at: datetime) -> Closure | None:
    """Return why the session's content is closed for a trainee, or None when it is open (BR-02)."""
    if book.opens_days_before is not None:
        opens_at = session.starts_at - timedelta(days=book.opens_days_before)
        if at < opens_at:
            return Closure(_("Avautuu %(time)s.") % {"time": session_time(opens_at)})
    for condition in book.opening_for(session.position):
        row = describe(condition, state=states.get(condition.id), run=session.run)
        if not row["is_met"]:
            return Closure(row["reason"], row["link"])
    return None


def has_exception(*, enrolment: Enrolment, condition: str) -> ConditionException | None:
    """Return the exception in force for a condition of one person, or None."""
    return enrolment.exceptions.filter(condition=condition, ended_at=None).first()
