"""Units of one kind and what may be told of them: by category, for the whole universe or one place of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import product
from typing import NamedTuple

from courses.reporting.domain.suppression import Block, Key, Partition, apart, is_safe, joined, partition
from courses.reporting.domain.told import EVERYTHING, Grid

WHOLE = ""
YEAR, MONTH, RUN, MUNICIPALITY, ORGANISATION = "year", "month", "run", "municipality", "organisation"
CROSSED = "run and municipality"
ORDERED = (YEAR, MONTH)


class Cut(NamedTuple):
    """One place of a universe: a level and its value; of the crossed level a run and a municipality."""

    level: str = WHOLE
    value: Key = None


WHOLE_CUT = Cut()


@dataclass(frozen=True)
class Unit:
    """One that is counted: where it belongs on each level, and what it is in each variable."""

    places: Mapping[str, Key]
    values: Mapping[str, Key] = field(default_factory=dict)
    weight: int = 1


@dataclass(frozen=True)
class Variable:
    """A way to tell units apart. Its categories stay inside those of its parent, a coarser variable."""

    key: str
    parent: Variable | None = None
    parent_of: Callable[[Key], Key] | None = None
    is_ordered: bool = False
    order: tuple[Key, ...] = ()  # of the categories, where their own is not the one that is meant

    def rank(self, key: Key) -> str:
        """Return what the categories are put in order by."""
        return f"{self.order.index(key):03}" if key in self.order else str(key)


class Counted:
    """The units of one kind in one universe. What is not a union of blocks is None: it is not told.

    `chains` are the levels, each inside the one before it; year and month of a run hold its people together, so their
    blocks must hold those of the run.
    """

    def __init__(self, units: Iterable[Unit], chains: Sequence[Sequence[str]], *, is_crossed: bool = False) -> None:
        self.units = list(units)
        self.above = {level: (WHOLE, *chain)[place] for chain in chains for place, level in enumerate(chain)}
        if is_crossed:
            self.above[CROSSED] = RUN
        self._places: dict[str, Partition] = {}
        self._values: dict[tuple[str, str], Partition] = {}

    @cached_property
    def is_told(self) -> bool:
        """Whether so many are counted that anything may be told."""
        return is_safe(self._sum(self.units))

    def total(self, cut: Cut = WHOLE_CUT) -> int | None:
        """Return how many there are in a place, None when that is not told."""
        return self._sum(self.inside(cut)) if self.tells(cut) else None

    def tells(self, cut: Cut) -> bool:
        """Say whether a place is told by itself."""
        if not self.is_told:
            return False
        if cut.level == CROSSED and isinstance(cut.value, tuple):
            run, municipality = cut.value
            return self.places(RUN).shows(run) and self.places(CROSSED).shows(municipality)
        return cut.level == WHOLE or (cut.level in self.above and self.places(cut.level).shows(cut.value))

    def count(self, variable: Variable, keys: Iterable[Key], cut: Cut = WHOLE_CUT) -> int | None:
        """Return how many are of these categories in a place; None when they are no union of blocks."""
        wanted = set(keys)
        if not self.tells(cut):
            return None
        for block in self.values(variable, cut.level).blocks:
            if wanted.intersection(block) and not wanted.issuperset(block):
                return None
        return self._sum(unit for unit in self.inside(cut) if unit.values.get(variable.key) in wanted)

    def places(self, level: str) -> Partition:
        """Return the blocks of a level; of the crossed one those of municipalities that hold inside every run."""
        if level not in self._places:
            self._places[level] = self._crossed() if level == CROSSED else self._nested(level)
        return self._places[level]

    def told_places(self, level: str) -> list[Key]:
        """Return the values of a level that are told by themselves, and that somebody belongs to."""
        counts = self._counts(lambda unit: unit.places.get(level), self.units)
        return [key for key, count in counts.items() if count and self.tells(Cut(level, key))]

    def values(self, variable: Variable, level: str = WHOLE) -> Partition:
        """Return the blocks of a variable on a level: each counts nobody or at least five in every place of it."""
        found = self._values.get((variable.key, level))
        if found is None:
            found = self._values[variable.key, level] = self._blocks(variable, level)
        return found

    def grid(self, variable: Variable | None, level: str) -> Grid:
        """Return the table of a variable on a level, block by block; of no variable the totals by place."""
        places = self._place_blocks(level)
        blocks: Sequence[Block] = self.values(variable, level).blocks if variable else ((EVERYTHING,),)
        row_of = {key: number for number, block in enumerate(places) for key in block}
        column_of = {key: number for number, block in enumerate(blocks) for key in block}
        counts: Counter[tuple[int, int]] = Counter()
        for unit in self.units:
            category = unit.values.get(variable.key) if variable else EVERYTHING
            counts[row_of[self._place(unit, level)], column_of[category]] += unit.weight
        return Grid(tuple(places), tuple(blocks), {pair: count for pair, count in counts.items() if count})

    def _place_blocks(self, level: str) -> Sequence[Block]:
        if level == WHOLE:
            return ((WHOLE,),)
        if level == CROSSED:
            pairs = product(self.places(RUN).blocks, self.places(CROSSED).blocks)
            return tuple(tuple(product(runs, towns)) for runs, towns in pairs)
        return self.places(level).blocks

    def _place(self, unit: Unit, level: str) -> Key:
        if level == CROSSED:
            return unit.places.get(RUN), unit.places.get(MUNICIPALITY)
        return WHOLE if level == WHOLE else unit.places.get(level)

    def _blocks(self, variable: Variable, level: str) -> Partition:
        """Return the blocks of a level. Where runs and municipalities cross, both have the blocks of their crossing.

        Otherwise two of the three tables and a place where nobody is would tell a cell of the third.
        """
        if CROSSED not in self.above or level not in (RUN, MUNICIPALITY, CROSSED):
            return self._safe_on(variable, level, self._start(variable, level))
        if level != CROSSED:
            return self.values(variable, CROSSED)
        by_run = self._safe_on(variable, RUN, self._start(variable, RUN))
        by_town = self._safe_on(variable, MUNICIPALITY, self._start(variable, MUNICIPALITY))
        return self._safe_on(variable, CROSSED, joined(by_run, by_town, rank=variable.rank))

    def _safe_on(self, variable: Variable, level: str, start: Partition) -> Partition:
        columns = self._columns(level)
        cells: dict[Key, list[int]] = {}
        for unit in self.units:
            row = cells.setdefault(unit.values.get(variable.key), [0] * len(columns))
            row[columns[self._column(unit, level)]] += unit.weight
        parents = self.values(variable.parent, level) if variable.parent else None
        return partition(cells, start, parents, variable.parent_of, is_ordered=variable.is_ordered)

    def _start(self, variable: Variable, level: str) -> Partition:
        if level == WHOLE:
            return apart(sorted({unit.values.get(variable.key) for unit in self.units}, key=variable.rank))
        return self.values(variable, self.above[level])

    def _columns(self, level: str) -> dict[Key, int]:
        """Return the number of the column that each block of a level is."""
        if level == CROSSED:
            pairs = {(run, place) for run in self.places(RUN).blocks for place in self.places(CROSSED).blocks}
            return {pair: number for number, pair in enumerate(sorted(pairs, key=str))}
        if level == WHOLE:
            return {WHOLE: 0}
        return {block: number for number, block in enumerate(self.places(level).blocks)}

    def _column(self, unit: Unit, level: str) -> Key:
        if level == CROSSED:
            run = self.places(RUN).block_of(unit.places.get(RUN))
            return run, self.places(CROSSED).block_of(unit.places.get(MUNICIPALITY))
        return WHOLE if level == WHOLE else self.places(level).block_of(unit.places.get(level))

    def _nested(self, level: str) -> Partition:
        counts = self._counts(lambda unit: unit.places.get(level), self.units)
        cells = {key: [count] for key, count in counts.items()}
        start, above = apart(sorted(cells, key=str)), self.above.get(level, WHOLE)
        if above == WHOLE:
            return partition(cells, start, is_ordered=level in ORDERED)
        belongs = {unit.places.get(level): unit.places.get(above) for unit in self.units}
        return partition(cells, start, self.places(above), belongs.__getitem__, is_ordered=level in ORDERED)

    def _crossed(self) -> Partition:
        columns = self._columns(RUN)
        cells: dict[Key, list[int]] = {}
        for unit in self.units:
            row = cells.setdefault(unit.places.get(MUNICIPALITY), [0] * len(columns))
            row[columns[self._column(unit, RUN)]] += unit.weight
        return partition(cells, self.places(MUNICIPALITY))

    def inside(self, cut: Cut) -> list[Unit]:
        """Return the units of a place, told or not: for what is made of them only where `tells` says so."""
        if cut.level == WHOLE:
            return self.units
        if cut.level == CROSSED:
            return [row for row in self.units if (row.places.get(RUN), row.places.get(MUNICIPALITY)) == cut.value]
        return [row for row in self.units if row.places.get(cut.level) == cut.value]

    def _sum(self, units: Iterable[Unit]) -> int:
        return sum(unit.weight for unit in units)

    def _counts(self, key: Callable[[Unit], Key], units: Iterable[Unit]) -> dict[Key, int]:
        counts: dict[Key, int] = {}
        for unit in units:
            counts[key(unit)] = counts.get(key(unit), 0) + unit.weight
        return counts
