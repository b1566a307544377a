"""The one door for "done", and the evaluation of one trainee's conditions. The core only loops over the kinds."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import Exists, F, OuterRef
from django.utils import timezone

from courses.conditions_base import Condition, Verdict
from courses.domain.activity_exceptions import has_agreements
from courses.domain.opening import group_conditions
from courses.domain.plan_rows import record_of
from courses.enums import EnrolmentState, Standing
from courses.models import (
    ActivityCompletion,
    ActivityPage,
    ConditionException,
    ConditionState,
    Enrolment,
    SessionContent,
)
from courses.outline import Outline, outline_of
from courses.rules import RuleBook

OPENINGS_FROM = 1000  # positions of the opening rules, after all conditions of the certificate


def complete_activity(
    *,
    enrolment: Enrolment,
    activity: ActivityPage,
    at: datetime,
    revision: int | None = None,
    locked: Enrolment | None = None,
) -> bool:
    """This function will record that the trainee has done the activity, once, and what follows from it.

    Returns whether it was not done before. Safe to repeat. Locks the enrollment first: two last activities finished
    at the same moment must not miss each other. A caller that has locked it already, with what `locked_with` adds,
    gives it as `locked`.
    """
    with transaction.atomic(savepoint=False):
        locked = locked or lock(enrolment)
        revisions, states = record_of(locked.pk)
        done = locked.__dict__["_done_activity_ids"] = set(revisions)
        if activity.pk in done:
            return False
        ActivityCompletion.objects.create(
            enrolment=locked,
            activity_id=activity.pk,
            completed_at=at,
            revision_id=revision or activity.live_revision_id,
        )
        done.add(activity.pk)
        _evaluate(locked, at=at, about={"activities"}, stored=states)
        if locked.state == EnrolmentState.MOVED:
            _complete_where_they_went(locked, activity, at=at, revision=revision)
    return True


def _complete_where_they_went(moved: Enrolment, activity: ActivityPage, *, at: datetime, revision: int | None) -> None:
    """What was sent before going on in another run and accepted after it counts where the trainee is now."""
    transfer = moved.transfers_out.select_related("target").first()
    if transfer:
        complete_activity(enrolment=transfer.target, activity=activity, at=at, revision=revision)


def undo_activity(*, enrolment: Enrolment, activity: ActivityPage, at: datetime) -> None:
    """This function will take back a completion, as when a trainer returns an accepted work."""
    with transaction.atomic(savepoint=False):
        locked = lock(enrolment)
        deleted, _rows = ActivityCompletion.objects.filter(enrolment=locked, activity_id=activity.pk).delete()
        if deleted:
            _evaluate(locked, at=at, about={"activities"})


def lock(enrolment: Enrolment) -> Enrolment:
    """Return the enrollment locked for this transaction, with its rule set, its run and the outline's version."""
    rows = Enrolment.objects.select_for_update(of=("self",)).select_related("rule_set", "run")
    return rows.annotate(**locked_with()).get(pk=enrolment.pk)


def locked_with(path: str = "") -> dict[str, Any]:
    """Return what a query that locks an enrollment reads beside it; `path` leads there from the row it asks for."""
    exceptions = ConditionException.objects.open().filter(enrolment=OuterRef(f"{path}pk"))
    return {
        "outline_number": F(f"{path}run__course__outline_version__version"),
        "has_exceptions": Exists(exceptions),
        "has_agreements": has_agreements(path),
    }


def evaluate(*, enrolment: Enrolment, at: datetime, about: set[str] | None = None) -> None:
    """This function will bring the stored condition states of one trainee up to date.

    `about` names the topics that changed; without it everything is looked at again. Call it in the transaction
    that made the change.
    """
    with transaction.atomic(savepoint=False):
        _evaluate(lock(enrolment), at=at, about=about)


def _evaluate(
    locked: Enrolment, *, at: datetime, about: set[str] | None, stored: dict[str, ConditionState] | None = None
) -> None:
    book = RuleBook.model_validate(locked.rule_set.rules)
    if locked.recheck_since and about is not None:
        about = about | {"attendance"}  # the worker has not come to this trainee yet
    if stored is None:
        revisions, stored = record_of(locked.pk)
        locked.__dict__["_done_activity_ids"] = set(revisions)
    excepted = exceptions_in_force(locked, at=at)
    numbered = _numbered(book) + _openings_of_activities(outline_for(locked))
    for position, condition in numbered:
        known = stored.get(condition.id)
        if known and about is not None and not (condition.looks_at & about) and condition.id not in excepted:
            continue
        due = book.due_on(locked.run) if position < OPENINGS_FROM else None
        verdict = verdict_on(condition, enrolment=locked, at=at, excepted=excepted, due=due)
        stored[condition.id] = _store(locked, condition, position, verdict, known, at)
    for stale in set(stored) - {condition.id for _position, condition in numbered}:
        stored.pop(stale).delete()
    _store_figures(locked, book, stored, at)


def _numbered(book: RuleBook) -> list[tuple[int, Condition]]:
    conditions = [(number, rule.condition()) for number, rule in enumerate(book.conditions)]
    openings = [(OPENINGS_FROM + number, rule.condition()) for number, rule in enumerate(book.openings)]
    return conditions + openings


def _openings_of_activities(outline: Outline) -> list[tuple[int, Condition]]:
    """Return the conditions that single activities wait for, numbered after all others."""
    return list(enumerate(group_conditions(outline), start=2 * OPENINGS_FROM))


def exceptions_in_force(enrolment: Enrolment, *, at: datetime) -> dict[str, ConditionException]:
    """Return the exceptions that count for one trainee at a moment, by condition."""
    if not getattr(enrolment, "has_exceptions", True):
        return {}
    return {row.condition: row for row in enrolment.exceptions.in_force(timezone.localdate(at))}


def verdict_on(
    condition: Condition,
    *,
    enrolment: Enrolment,
    at: datetime,
    excepted: dict[str, ConditionException],
    due: date | None = None,
) -> Verdict:
    """Return how a condition stands with the exceptions and the last day of the rules taken into account.

    Time changes only what is not met: whoever has met a condition keeps it.
    """
    exception = excepted.get(condition.id)
    if exception and exception.lets_pass:
        return Verdict(Standing.MET, 1, 1, _told(exception))
    verdict = condition.evaluate(enrolment=enrolment, at=at)
    if verdict.standing == Standing.MET:
        return verdict
    if exception:
        return Verdict(Standing.NOT_YET, verdict.done, verdict.needed, verdict.facts | _told(exception))
    if due and condition.has_deadline and timezone.localdate(at) > due:
        return Verdict(Standing.IMPOSSIBLE, verdict.done, verdict.needed, verdict.facts | {"due": due.isoformat()})
    return verdict


def _told(exception: ConditionException) -> dict[str, str]:
    """Return what the checklist tells of an exception, in no language but that of who granted it."""
    until = exception.until.isoformat() if exception.until else ""
    return {"exception": exception.reason, "exception_kind": exception.kind, "exception_until": until}


def _store(
    enrolment: Enrolment,
    condition: Condition,
    position: int,
    verdict: Verdict,
    known: ConditionState | None,
    at: datetime,
) -> ConditionState:
    values = {
        "position": position,
        "standing": verdict.standing,
        "done": verdict.done,
        "needed": verdict.needed,
        "facts": verdict.facts,
    }
    if known is None:
        return ConditionState.objects.create(enrolment=enrolment, condition=condition.id, since=at, **values)
    if any(getattr(known, name) != value for name, value in values.items()):
        if known.standing != verdict.standing:
            known.since = at
        for name, value in values.items():
            setattr(known, name, value)
        known.save()
    return known


def _store_figures(enrolment: Enrolment, book: RuleBook, stored: dict[str, ConditionState], at: datetime) -> None:
    """Write the figures that lists are sorted by, and the moment everything was met for the first time."""
    conditions = [stored[rule.id] for rule in book.conditions]
    enrolment.conditions_total = len(conditions)
    enrolment.conditions_met = sum(state.standing == Standing.MET for state in conditions)
    reached = _percent(conditions)
    if reached > enrolment.percent or enrolment.progressed_at is None:
        enrolment.progressed_at = at
    enrolment.percent = reached
    ids = required_activity_ids(enrolment)
    enrolment.activities_total = len(ids)
    enrolment.activities_done = len(done_activity_ids(enrolment).intersection(ids))
    complete = bool(conditions) and enrolment.conditions_met == enrolment.conditions_total
    enrolment.ready_at = (enrolment.ready_at or at) if complete else None
    if enrolment.state == EnrolmentState.ACCEPTED and enrolment.activities_done:
        enrolment.state = EnrolmentState.ACTIVE
    enrolment.evaluated_at, enrolment.recheck_since = at, None
    enrolment.save(
        update_fields=[
            "conditions_total", "conditions_met", "activities_total", "activities_done", "percent", "progressed_at",
            "ready_at", "state", "evaluated_at", "recheck_since",
        ]
    )  # fmt: skip


def _percent(conditions: list[ConditionState]) -> int:
    """Return how far along a trainee is, each condition by its share; rounded down, so that 100 means all met."""
    parts = [
        1000 if state.standing == Standing.MET else 1000 * min(state.done, state.needed) // (state.needed + 1)
        for state in conditions
    ]
    return sum(parts) // (10 * len(parts)) if parts else 0


def required_activity_ids(enrolment: Enrolment) -> list[int]:
    """Return the required activities that the sessions of the enrollment's run hold, in order.

    Several conditions ask for them, so they are read once for each enrollment object; `evaluate` works on a fresh one.
    """
    known: list[int] | None = enrolment.__dict__.get("_required_activity_ids")
    if known is None:
        pages = SessionContent.objects.filter(session__run_id=enrolment.run_id)
        pages = pages.order_by("session__position", "position")
        outline = outline_for(enrolment)
        known = [
            item.pk
            for page_id in pages.values_list("page_id", flat=True)
            if page_id in outline.sessions
            for item in outline.sessions[page_id].activities
            if item.required and item.is_for(enrolment.background)
        ]
        enrolment.__dict__["_required_activity_ids"] = known
    return known


def remember_required(enrolment: Enrolment, ids: list[int]) -> None:
    """Give an enrollment object the required activities that were read in this request already."""
    enrolment.__dict__["_required_activity_ids"] = ids


def outline_for(enrolment: Enrolment) -> Outline:
    """Return the outline of the enrollment's course; its version is asked once for each enrollment object."""
    known: Outline | None = enrolment.__dict__.get("_outline")
    if known is None:
        known = enrolment.__dict__["_outline"] = outline_of(
            enrolment.run.course_id, getattr(enrolment, "outline_number", None)
        )
    return known


def done_activity_ids(enrolment: Enrolment) -> set[int]:
    """Return the activities the trainee has done; read once for each enrollment object, like the required ones."""
    known: set[int] | None = enrolment.__dict__.get("_done_activity_ids")
    if known is None:
        rows = ActivityCompletion.objects.filter(enrolment=enrolment).values_list("activity_id", flat=True)
        known = enrolment.__dict__["_done_activity_ids"] = set(rows)
    return known
