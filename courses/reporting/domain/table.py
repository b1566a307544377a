"""What a report is made of: tables of plain values, the same for the page and for every file."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from courses.reporting.domain.counted import WHOLE, WHOLE_CUT, Counted, Cut, Variable
from courses.reporting.domain.held import FREE, Held, Told
from courses.reporting.domain.suppression import Key
from courses.wording import moment

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
    numbers: tuple[int, ...] = ()  # more columns that hold numbers, where words stand behind them
    as_of: datetime | None = None  # of an older day than the report: until a newer table may be told

    @property
    def columns(self) -> list[tuple[str, bool]]:
        """The words above each column, and whether it holds numbers."""
        return [(word, place >= self.numbers_from or place in self.numbers) for place, word in enumerate(self.head)]

    @property
    def lines(self) -> list[list[tuple[Any, str, bool]]]:
        """The rows for the page: each value with the words above it, and whether it stands among numbers."""
        return [[(value, *column) for value, column in zip(row, self.columns, strict=False)] for row in self.rows]

    @property
    def remarks(self) -> list[str]:
        """What is to be known of the table: its note, and the day it is of when that is an older one."""
        dated = _("Tilanne %(at)s.") % {"at": moment(self.as_of)} if self.as_of else ""
        return [text for text in (dated, self.note) if text]

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


def since(*found: Told | None) -> datetime | None:
    """Return the day that old tables are of, None when they are of today."""
    return min((row.at for row in found if row and row.is_old), default=None)


def total_of(counted: Held | Counted, cut: Cut) -> Any:
    """Return how many there are in a place; fewer than five in all, or hidden with others."""
    return told(counted.total(cut)) if counted.is_told else too_few()


def shares(
    *,
    key: str,
    title: str,
    head: tuple[str, str],
    counted: Held,
    variable: Variable,
    choices: Choices,
    cut: Cut,
) -> Table:
    """Return a variable's categories with their counts, what is hidden as one sum, and the total."""
    rows: list[Row]
    if not counted.is_told:  # a row for each category would only say that it is hidden
        return Table(key, title, list(head), [[_("Yhteensä"), too_few()]], has_total=True)
    found = counted.table(variable, cut)
    if found is None:
        rows = [[str(label), hidden()] for _value, label in choices]
        return Table(key, title, list(head), [*rows, [_("Yhteensä"), total_of(counted, cut)]], has_total=True)
    grid, place = found[0].grid, found[1]
    rows = [[str(label), told(grid.count([value], [place]))] for value, label in choices]
    merged = [value for block in grid.categories if len(block) > 1 for value in block]
    if hidden_sum := grid.count(merged, [place]):
        rows.append([_("Peitetyt yhteensä"), hidden_sum])
    rows.append([_("Yhteensä"), grid.total([place])])
    return Table(key, title, list(head), rows, has_total=True, as_of=since(found[0]))


def by_place(
    *, key: str, title: str, head: tuple[str, str], counted: Held, level: str, labels: dict[Any, str]
) -> Table:
    """Return the values of a level with their counts; of the whole universe only."""
    found = counted.told(None, level) if level not in FREE else None
    if found is not None:  # who has come to a new place since then is not in it yet
        known = {value for block in found.grid.places for value in block}
        labels = {value: label for value, label in labels.items() if value in known}
    whole = counted.total() if found is None else found.grid.total()
    totals = {value: counted.total(Cut(level, value)) for value in labels}
    rows: list[Row] = [[label, totals[value]] for value, label in labels.items() if totals[value]]
    few = [label for value, label in labels.items() if totals[value] is None]
    if few and counted.is_told:
        rest = (whole or 0) - sum(count for count in totals.values() if count)
        rows.append([_("Muut yhteensä: %(names)s") % {"names": ", ".join(few)}, rest])
    rows.append([_("Yhteensä"), told(whole) if counted.is_told else too_few()])
    return Table(key, title, list(head), rows, has_total=True, as_of=since(found))


def in_order(blocks: Iterable[Sequence[Key]], label: Any) -> list[tuple[Sequence[Key], str]]:
    """Return ordered blocks with their words: one value, or the first and the last of several."""
    ordered = sorted((sorted(block, key=str) for block in blocks), key=lambda block: str(block[0]))
    return [
        (block, label(block[0]) if len(block) == 1 else f"{label(block[0])}–{label(block[-1])}") for block in ordered
    ]
