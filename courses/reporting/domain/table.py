"""What a report is made of: tables of plain values, the same for the page and for every file."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from courses.reporting.domain.counted import WHOLE, WHOLE_CUT, Counted, Cut, Variable
from courses.reporting.domain.suppression import Key, Partition

if TYPE_CHECKING:
    from courses.models import CourseRun
    from courses.reporting.domain.universe import Universe

Row = list[Any]
Choices = Iterable[tuple[Any, Any]]  # categories and their words, lazy ones too


@dataclass
class Table:
    """A table with its heading; the columns from `numbers_from` on hold numbers."""

    key: str
    title: str
    head: list[str]
    rows: list[Row]
    note: str = ""
    numbers_from: int = 1
    has_total: bool = False

    @property
    def has_hidden(self) -> bool:
        """Whether a figure is hidden."""
        return any(value in (hidden(), too_few()) for row in self.rows for value in row)


@dataclass
class Report:
    """A report as it stands at one moment."""

    title: str
    facts: list[tuple[str, str]]
    tables: list[Table] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    is_internal: bool = False


@dataclass(frozen=True)
class Scope:
    """What a report tells of: a universe, the place in it, and the run when the page is a run's."""

    universe: Universe
    at: datetime
    cut: Cut = WHOLE_CUT
    run: CourseRun | None = None
    named: frozenset[int] | None = None  # the runs whose people the reader may see by name; None: all of them

    @property
    def named_runs(self) -> list[CourseRun]:
        """The runs that lists by name are made of."""
        return [run for run in self.runs if self.named is None or run.pk in self.named]

    @property
    def runs(self) -> list[CourseRun]:
        """The runs that the report is of."""
        return [self.run] if self.run else list(self.universe.runs.values())

    @property
    def is_whole(self) -> bool:
        """Whether nothing is cut off."""
        return self.cut.level == WHOLE


def hidden() -> str:
    """Return what stands in the place of a figure that would tell of few."""
    return _("peitetty")


def too_few() -> str:
    """Return what stands in the place of a total of one to four."""
    return _("alle 5")


def told(figure: Any) -> Any:
    """Return a figure, or that it is hidden."""
    return hidden() if figure is None else figure


def total_of(counted: Counted, cut: Cut) -> Any:
    """Return how many there are in a place; fewer than five in all, or hidden with others."""
    return told(counted.total(cut)) if counted.is_told else too_few()


def shares(
    *,
    key: str,
    title: str,
    head: tuple[str, str],
    counted: Counted,
    variable: Variable,
    choices: Choices,
    cut: Cut,
) -> Table:
    """Return a variable's categories with their counts, what is hidden as one sum, and the total."""
    rows = [[str(label), told(counted.count(variable, [value], cut))] for value, label in choices]
    if not counted.is_told:
        rows = [[label, hidden()] for label, _count in rows]
    elif counted.tells(cut):
        rows += _hidden_sum(counted.values(variable, cut.level), lambda keys: counted.count(variable, keys, cut))
    rows.append([_("Yhteensä"), total_of(counted, cut)])
    return Table(key, title, list(head), rows, has_total=True)


def by_place(
    *, key: str, title: str, head: tuple[str, str], counted: Counted, level: str, labels: dict[Any, str]
) -> Table:
    """Return the values of a level with their counts; of the whole universe only."""
    totals = {value: counted.total(Cut(level, value)) for value in labels}
    rows: list[Row] = [[label, totals[value]] for value, label in labels.items() if totals[value]]
    few = [label for value, label in labels.items() if totals[value] is None]
    if few and counted.is_told:
        rest = (counted.total() or 0) - sum(count for count in totals.values() if count)
        rows.append([_("Muut yhteensä: %(names)s") % {"names": ", ".join(few)}, rest])
    rows.append([_("Yhteensä"), total_of(counted, WHOLE_CUT)])
    return Table(key, title, list(head), rows, has_total=True)


def _hidden_sum(partition: Partition, count: Any) -> list[Row]:
    keys = [value for block in partition.merged for value in block]
    found = count(keys) if keys else 0
    return [[_("Peitetyt yhteensä"), found]] if found else []


def in_order(partition: Partition, label: Any) -> list[tuple[Sequence[Key], str]]:
    """Return ordered blocks with their words: one value, or the first and the last of several."""
    ordered = sorted((sorted(block, key=str) for block in partition.blocks), key=lambda block: str(block[0]))
    return [
        (block, label(block[0]) if len(block) == 1 else f"{label(block[0])}–{label(block[-1])}") for block in ordered
    ]
