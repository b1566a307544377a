"""What apps add to the overview of a run: things to do next, filters of its people, plots that answer a question.

An app offers them in its `run_overview.py`, each function optional:
`actions(*, run) -> list[RunAction]`, `filters(*, run, at) -> list[RunFilter]`, `plots(*, run, at) -> list[RunPlot]`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.db.models import Count, IntegerField, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce

from accounts.discovery import modules_named
from courses.enums import StaffRole
from courses.models import CourseRun
from courses.plots import Plot

if TYPE_CHECKING:
    from accounts.models import User

EVERYBODY = (StaffRole.TRAINER, StaffRole.COORDINATOR)


@dataclass(frozen=True)
class RunAction:
    """Something that waits for the staff of a run: the rows that wait, and how to word their number."""

    rows: QuerySet[Any]
    words: Callable[[int], str]
    url: str
    icon: str = "arrow-right"
    roles: tuple[str, ...] = EVERYBODY


@dataclass(frozen=True)
class RunFilter:
    """Some of a run's trainees: those for whom `where`, a condition on enrollments, is true."""

    key: str
    title: str
    where: Q


@dataclass(frozen=True)
class Named:
    """A row that a plot leads to: a person or a page, with a note."""

    title: str
    url: str
    note: str = ""


@dataclass(frozen=True)
class RunPlot:
    """A question, its drawing, the same numbers as a table, and where to go from there."""

    key: str
    title: str
    lead: str
    plot: Plot | None
    head: tuple[str, str] = ("", "")
    rows: list[Named] = field(default_factory=list)
    rows_title: str = ""
    empty: str = ""


@dataclass(frozen=True)
class Waiting:
    """An action with the number of rows that wait now."""

    count: int
    text: str
    url: str
    icon: str


def run_filters(*, run: CourseRun, at: datetime) -> list[RunFilter]:
    """Return the filters of all apps; no query."""
    return [row for module in _modules("filters") for row in module.filters(run=run, at=at)]


def run_plots(*, run: CourseRun, at: datetime) -> list[RunPlot]:
    """Return the plots of all apps, in the order of the apps."""
    return [row for module in _modules("plots") for row in module.plots(run=run, at=at)]


def waiting_in(*, run: CourseRun, user: User) -> list[Waiting]:
    """Return what waits for this person in the run, counted in one query however many apps have something."""
    roles = set(run.staff.filter(user=user, ended_at=None).values_list("role", flat=True))
    actions = [row for module in _modules("actions") for row in module.actions(run=run)]
    actions = [action for action in actions if roles.intersection(action.roles)]
    if not actions:
        return []
    counted = {f"waits_{number}": _count(action.rows) for number, action in enumerate(actions)}
    counts = CourseRun.objects.filter(pk=run.pk).values_list(*counted.values()).get()
    return [
        Waiting(count, action.words(count), action.url, action.icon)
        for count, action in zip(counts, actions, strict=True)
        if count
    ]


def _count(rows: QuerySet[Any]) -> Coalesce:
    numbers = rows.order_by().values(one=Value(1)).annotate(n=Count("pk", distinct=True)).values("n")
    return Coalesce(Subquery(numbers, output_field=IntegerField()), 0)


def _modules(name: str) -> list[Any]:
    return [module for _label, module in modules_named("run_overview") if hasattr(module, name)]
