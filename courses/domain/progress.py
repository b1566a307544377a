"""The overview of a run: people × conditions, those who are stuck first. Read from stored states alone."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _

from courses.conditions_base import Condition
from courses.enums import STUDYING, Standing
from courses.models import ConditionState, CourseRun, Enrolment
from courses.overview import RunFilter, run_filters
from courses.rules import RuleBook

PAGE_SIZE = 40
QUIET_AFTER = timedelta(days=14)
ORDERS = {
    "": ("percent", "pk"),
    "odottanut": ("still_since", "pk"),
    "nimi": ("user__family_name", "user__given_name", "pk"),
}


@dataclass(frozen=True)
class Asked:
    """How somebody wants to see the run; whatever is not known is left out, never an error."""

    order: str = ""
    show: str = ""
    condition: str = ""
    after: UUID | None = None
    before: UUID | None = None

    @classmethod
    def read(cls, asked: Mapping[str, str]) -> Asked:
        """Read the words of an address."""
        order = asked.get("jarjestys", "")
        return cls(
            order=order if order in ORDERS else "",
            show=asked.get("nayta", ""),
            condition=asked.get("ehto", ""),
            after=_uuid(asked.get("jalkeen", "")),
            before=_uuid(asked.get("ennen", "")),
        )


@dataclass
class MatrixRow:
    """One trainee with the standing of each condition, in the order of the columns."""

    enrolment: Enrolment
    cells: list[dict[str, Any]] = field(default_factory=list)
    quiet_days: int = 0  # without progress; 0 when that says nothing

    @property
    def behind(self) -> int:
        """How many conditions this trainee has not begun although most others have."""
        return sum(cell["is_behind"] for cell in self.cells)

    @property
    def missing(self) -> list[dict[str, Any]]:
        """What is not met, what others have begun first."""
        return sorted((cell for cell in self.cells if not cell["is_met"]), key=lambda cell: not cell["is_behind"])


@dataclass
class Matrix:
    """One page of the overview, and what of the run it shows."""

    columns: list[Condition]
    rows: list[MatrixRow]
    ready: int
    total: int
    filters: list[tuple[RunFilter, int]]
    asked: Asked
    shown: str = ""  # the title of the filter in force
    before: UUID | None = None
    after: UUID | None = None


def matrix_of(*, run: CourseRun, asked: Asked | None = None, at: datetime) -> Matrix:
    """Return one page of the run's overview, in a number of queries that does not depend on the size of the run.

    Pages go by key, so that the last one costs what the first one does.
    """
    asked = asked or Asked()
    columns = columns_of(run)
    people = Enrolment.objects.filter(run=run, state__in=STUDYING)
    filters = own_filters(at=at) + run_filters(run=run, at=at)
    counts = people.aggregate(
        total=Count("pk"),
        ready=Count("pk", filter=Q(ready_at__isnull=False)),
        **{f"n_{row.key}": Count("pk", filter=row.where) for row in filters},
    )
    counted = [(row, counts[f"n_{row.key}"]) for row in filters]
    chosen = next((row for row in filters if row.key == asked.show), None)
    column = next((column for column in columns if column.id == asked.condition), None)
    if chosen:
        people = people.filter(chosen.where)
    if column:
        people = people.exclude(_met(column.id))
    rows, before, after = _page(people, asked)
    shown = [_row(enrolment, columns, at) for enrolment in _with_states(rows)]
    _mark_behind(shown)
    title = chosen.title if chosen else column.title() if column else ""
    return Matrix(columns, shown, counts["ready"], counts["total"], counted, asked, title, before, after)


def columns_of(run: CourseRun) -> list[Condition]:
    """Return the conditions of the newest rules of a run."""
    rule_set = run.rule_sets.last()
    if rule_set is None:
        return []
    return [rule.condition() for rule in RuleBook.model_validate(rule_set.rules).conditions]


def own_filters(*, at: datetime) -> list[RunFilter]:
    """Return the filters that need nothing but what the core knows."""
    since = at - QUIET_AFTER
    impossible = ConditionState.objects.filter(enrolment=OuterRef("pk"), standing=Standing.IMPOSSIBLE)
    return [
        RunFilter("ei-kirjautunut", _("Ei kirjautunut 14 päivään"), _unseen(since) & Q(ready_at=None)),
        RunFilter("ei-mahdollinen", _("Jokin ehto ei enää mahdollinen"), Q(Exists(impossible))),
        RunFilter("valmis", _("Kaikki ehdot täynnä"), Q(ready_at__isnull=False)),
    ]


def _unseen(since: datetime) -> Q:
    return Q(user__last_login__lt=since) | Q(user__last_login=None)


def _met(condition: str) -> Exists:
    states = ConditionState.objects.filter(enrolment=OuterRef("pk"), condition=condition, standing=Standing.MET)
    return Exists(states)


def _page(people: QuerySet[Enrolment], asked: Asked) -> tuple[list[Any], UUID | None, UUID | None]:
    """Return a page's rows with the keys of the pages around it."""
    names = ORDERS[asked.order]
    rows: QuerySet[Any] = people.select_related("user").annotate(still_since=Coalesce("progressed_at", "applied_at"))
    key = asked.before or asked.after
    anchor = rows.filter(public_id=key).values_list(*names).first() if key else None
    backwards = bool(anchor and asked.before)
    if anchor:
        rows = rows.filter(_beyond(names, anchor, "lt" if backwards else "gt"))
    order = [f"-{name}" for name in names] if backwards else list(names)
    found = list(rows.order_by(*order)[: PAGE_SIZE + 1])
    has_more, found = len(found) > PAGE_SIZE, found[:PAGE_SIZE]
    if backwards:
        found.reverse()
    if not found:
        return found, None, None
    first, last = found[0].public_id, found[-1].public_id
    if backwards:
        return found, first if has_more else None, last
    return found, first if anchor else None, last if has_more else None


def _beyond(names: tuple[str, ...], anchor: tuple[Any, ...], sign: str) -> Q:
    """Return the condition for rows that come after the anchor in the order of the names."""
    beyond, same = Q(), Q()
    for name, value in zip(names, anchor, strict=True):
        beyond |= same & Q(**{f"{name}__{sign}": value})
        same &= Q(**{name: value})
    return beyond


def _with_states(rows: list[Any]) -> list[Any]:
    """Give each enrollment its condition states as `by_condition`, in one query."""
    found: dict[int, dict[str, ConditionState]] = {row.pk: {} for row in rows}
    for state in ConditionState.objects.filter(enrolment__in=list(found)):
        found[state.enrolment_id][state.condition] = state
    for row in rows:
        row.by_condition = found[row.pk]
    return rows


def _row(enrolment: Any, columns: list[Condition], at: datetime) -> MatrixRow:
    cells = [_cell(column, enrolment.by_condition.get(column.id)) for column in columns]
    still = at - enrolment.still_since
    quiet = still.days if still >= QUIET_AFTER and enrolment.ready_at is None else 0
    return MatrixRow(enrolment, cells, quiet)


def _mark_behind(rows: list[MatrixRow]) -> None:
    """Mark what a trainee has not begun although at least half of the others shown have."""
    for cells in zip(*(row.cells for row in rows), strict=True):
        begun = sum(bool(cell["is_met"] or cell["done"]) for cell in cells)
        for cell in cells:
            cell["is_behind"] = not cell["is_met"] and not cell["done"] and 2 * begun >= len(cells)


def _cell(column: Condition, state: ConditionState | None) -> dict[str, Any]:
    """Return what a cell shows; a condition never evaluated counts as not yet."""
    standing = state.standing if state else Standing.NOT_YET
    return {
        "column": column,
        "standing": standing,
        "is_met": standing == Standing.MET,
        "done": state.done if state else 0,
        "needed": state.needed if state else 1,
    }


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
