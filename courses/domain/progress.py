"""The trainer's overview: people × conditions, those who are stuck first. Read from stored states alone."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import F

from courses.conditions_base import Condition
from courses.enums import STUDYING, Standing
from courses.models import ConditionState, CourseRun, Enrolment
from courses.rules import RuleBook

PAGE_SIZE = 50


@dataclass
class MatrixRow:
    """One trainee with the standing of each condition, in the order of the columns."""

    enrolment: Enrolment
    cells: list[dict[str, Any]] = field(default_factory=list)

    @property
    def behind(self) -> int:
        """How many conditions this trainee has not begun although most others have."""
        return sum(cell["is_behind"] for cell in self.cells)


@dataclass
class Matrix:
    """One page of the overview."""

    columns: list[Condition]
    rows: list[MatrixRow]
    page: Page
    ready: int
    total: int


def matrix_of(*, run: CourseRun, number: Any = 1) -> Matrix:
    """Return one page of the run's overview, in a number of queries that does not depend on the size of the run."""
    people = (
        Enrolment.objects.filter(run=run, state__in=STUDYING)
        .select_related("user")
        .order_by("conditions_met", F("activities_done").asc(), "user__family_name", "user__given_name", "pk")
    )
    page = Paginator(people, PAGE_SIZE).get_page(number)
    rule_set = run.rule_sets.last()
    columns = [rule.condition() for rule in RuleBook.model_validate(rule_set.rules).conditions] if rule_set else []
    states: dict[tuple[int, str], ConditionState] = {
        (state.enrolment_id, state.condition): state
        for state in ConditionState.objects.filter(enrolment__in=[person.pk for person in page])
    }
    rows = [MatrixRow(person, [_cell(states.get((person.pk, column.id))) for column in columns]) for person in page]
    _mark_behind(rows)
    ready = Enrolment.objects.filter(run=run, state__in=STUDYING, ready_at__isnull=False).count()
    return Matrix(columns, rows, page, ready, page.paginator.count)


def _mark_behind(rows: list[MatrixRow]) -> None:
    """Mark what a trainee has not begun although at least half of the others shown have."""
    for cells in zip(*(row.cells for row in rows), strict=True):
        begun = sum(bool(cell["is_met"] or cell["done"]) for cell in cells)
        for cell in cells:
            cell["is_behind"] = not cell["is_met"] and not cell["done"] and 2 * begun >= len(cells)


def _cell(state: ConditionState | None) -> dict[str, Any]:
    """Return what a cell shows; a condition never evaluated counts as not yet."""
    if state is None:
        return {"standing": Standing.NOT_YET, "is_met": False, "done": 0, "needed": 1}
    return {
        "standing": state.standing,
        "is_met": state.standing == Standing.MET,
        "done": state.done,
        "needed": state.needed,
    }
