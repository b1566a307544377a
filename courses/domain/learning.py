"""The learner's view of a run: its sessions in order, what is open, what is done. Few queries, whatever the size."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import cached_property
from typing import Any

from django.utils.translation import gettext as _

from courses.domain.activity_exceptions import agreed_words
from courses.domain.completion import evaluate
from courses.domain.credits import with_credits
from courses.domain.opening import Closure, Learner, closure_of_item, is_shown, lacks_states
from courses.domain.plan_rows import MARKS, MARKS_SHOWN, SESSIONS, record_of
from courses.enums import SessionState, Standing
from courses.exception_words import deadline_words, exception_words
from courses.models import (
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

CREDITED = "credited"  # what the plan says of a session that was attended in another run


@dataclass
class SessionPlan:
    """One session of the run for one person."""

    session: Session
    pages: list[SessionItem]
    closure: Closure | None
    done_ids: frozenset[int]
    mark: Attendance | None = None
    learner: Learner | None = None
    closures: dict[int, Closure] = field(default_factory=dict)

    @property
    def attendance(self) -> str:
        """What the register says of the person, or an empty string while it says nothing to them."""
        if self.mark is None:
            return ""
        return CREDITED if getattr(self.mark, "credit", None) else self.mark.state

    @property
    def is_open(self) -> bool:
        """Whether the session's content may be studied."""
        return self.closure is None

    @cached_property
    def items(self) -> list[ActivityItem]:
        """The activities in order, without those the person may not know of."""
        return [item for page in self.pages for item in page.activities if is_shown(item, self.learner)]

    def closure_for(self, item: ActivityItem) -> Closure | None:
        """Return why an activity of this session is closed, or None when it is open."""
        return self.closure or self.closures.get(item.pk)

    @property
    def open_items(self) -> list[ActivityItem]:
        """The activities that may be studied now."""
        return [item for item in self.items if self.closure_for(item) is None]

    @property
    def required_items(self) -> list[ActivityItem]:
        """The activities that belong to the person's completion."""
        background = self.learner.background if self.learner else None
        return [item for item in self.items if item.required and (background is None or item.is_for(background))]

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
    done_revisions: dict[int, int | None] = field(default_factory=dict)

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

    def coming(self, at: datetime) -> SessionPlan | None:
        """Return the session that comes next or is being held, or None after the last."""
        ahead = [row for row in self.sessions if row.session.ends_at >= at]
        held = [row for row in ahead if row.session.state != SessionState.CANCELLED]
        return min(held, key=lambda row: row.session.starts_at, default=None)

    def neighbor(self, item: ActivityItem, step: int) -> ActivityItem | None:
        """Return the open activity before (-1) or after (+1) the given one."""
        open_items = [other for plan in self.sessions for other in plan.open_items]
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
    excepted = bool(facts.get("exception") or facts.get("agreed"))
    reason = condition.reason(standing=standing, done=done, needed=needed, facts=facts)
    if facts.get("agreed"):
        reason = f"{reason} {agreed_words(facts['agreed'])}"
    if facts.get("exception"):
        reason = exception_words(facts, otherwise=reason)
    elif standing == Standing.IMPOSSIBLE and facts.get("due"):
        reason = f"{deadline_words(facts)} {reason}".strip()
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


def plan_for(
    *,
    run: CourseRun,
    enrolment: Enrolment | None,
    at: datetime,
    attendance: bool = False,
    open_registers: bool = False,
    learner: Learner | None = None,
    outline: Outline | None = None,
) -> RunPlan:
    """Return the run as one person sees it; staff (no enrollment) see everything open, unless they ask to see it as
    an imagined `learner` would.

    With `attendance` come the marks of closed registers, which alone a trainee may see; staff reading about a trainee
    ask for those of `open_registers` too. Takes two queries for a trainee (three with attendance), however many
    activities there are.
    """
    outline = outline or outline_of(run.course_id, getattr(run, "outline_number", None))
    book = RuleBook.model_validate(enrolment.rule_set.rules if enrolment else run.rule_sets.latest("version").rules)
    revisions: dict[int, int | None] = {}
    marks: dict[int, Attendance] = {}
    if enrolment:
        revisions, states = record_of(enrolment.pk)
        states = _renewed(states, enrolment, outline, at)
        learner = Learner(states, frozenset(revisions), enrolment.background)
        if attendance:
            marks = with_credits(enrolment, _marks_of(enrolment, open_registers=open_registers))
    plans: list[SessionPlan] = []
    for session in SESSIONS.rows(run=run.pk):
        if not plans or plans[-1].session.pk != session.pk:
            session.run = run
            closure = closure_of(session=session, book=book, learner=learner, at=at) if learner else None
            plans.append(SessionPlan(session, [], closure, frozenset(revisions), marks.get(session.pk), learner))
        if session.content_page in outline.sessions:
            plans[-1].pages.append(outline.sessions[session.content_page])
    if learner:
        _close_items(plans, outline=outline, learner=learner, run=run, at=at)
    known = dict(learner.states) if learner else {}
    return RunPlan(run, outline, book, plans, frozenset(revisions), known, revisions)


def _renewed(
    states: dict[str, ConditionState], enrolment: Enrolment, outline: Outline, at: datetime
) -> dict[str, ConditionState]:
    """Return the stored states; a rule published since they were stored is looked at now, once."""
    if lacks_states(outline, states):
        evaluate(enrolment=enrolment, at=at, about={"openings"})
        return record_of(enrolment.pk)[1]
    return states


def _close_items(plans: list[SessionPlan], *, outline: Outline, learner: Learner, run: CourseRun, at: datetime) -> None:
    """Note at each session which of its activities are closed on their own account."""
    for plan in plans:
        for item in plan.items:
            closure = closure_of_item(item, session=plan.session, outline=outline, learner=learner, run=run, at=at)
            if closure:
                plan.closures[item.pk] = closure


def _marks_of(enrolment: Enrolment, *, open_registers: bool) -> dict[int, Attendance]:
    """Return a person's marks by session, with who made them."""
    statement = MARKS if open_registers else MARKS_SHOWN
    return {row.session_id: row for row in statement.rows(enrolment=enrolment.pk)}


def closure_of(*, session: Session, book: RuleBook, learner: Learner, at: datetime) -> Closure | None:
    """Return why the session's content is closed for a trainee, or None when it is open (BR-02)."""
    if book.opens_days_before is not None:
        opens_at = session.starts_at - timedelta(days=book.opens_days_before)
        if at < opens_at:
            return Closure(_("Avautuu %(time)s.") % {"time": session_time(opens_at)}, opens_at=opens_at)
    if learner.has_met_all:
        return None
    for condition in book.opening_for(session.position):
        row = describe(condition, state=learner.states.get(condition.id), run=session.run)
        if not row["is_met"]:
            return Closure(row["reason"], row["link"])
    return None


def has_exception(*, enrolment: Enrolment, condition: str) -> ConditionException | None:
    """Return the exception in force for a condition of one person, or None."""
    return enrolment.exceptions.filter(condition=condition, ended_at=None).first()
