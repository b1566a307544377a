"""Units of one kind as they are told over time: asked like `Counted`, answered from the tables that may be told."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

from courses.reporting.domain.counted import (
    CROSSED,
    MONTH,
    MUNICIPALITY,
    RUN,
    WHOLE,
    WHOLE_CUT,
    YEAR,
    Counted,
    Cut,
    Unit,
    Variable,
)
from courses.reporting.domain.suppression import Key, Partition
from courses.reporting.domain.told import EVERYTHING, Grid

# How many there are in all, in a time or in a run tells nothing that anybody is: it is told as it is today.
FREE = (WHOLE, YEAR, MONTH, RUN)


@dataclass(frozen=True)
class Told:
    """A table and the moment it is of; an old one stands there until a newer one may be told."""

    grid: Grid
    at: datetime
    is_old: bool = False


class Ledger(Protocol):
    """Remembers what was told."""

    def told(self, name: str, today: Callable[[], Today]) -> Told | None:
        """Return the table that may be told: today's, or the one told before, or none."""


# The table as it stands, None when there are too few of anybody, and all tables that it tells.
Today = tuple[Grid | None, Mapping[str, Grid]]


class Held:
    """Units of one kind in one universe. What may not be told is None."""

    def __init__(self, name: str, live: Counted, ledger: Ledger) -> None:
        self.name = name
        self.live = live
        self.ledger = ledger

    @property
    def units(self) -> list[Unit]:
        """All units as they are today: to count them in other ways, never to tell them."""
        return self.live.units

    @property
    def is_told(self) -> bool:
        """Whether so many are counted that anything may be told."""
        return self.live.is_told

    def inside(self, cut: Cut) -> list[Unit]:
        """Return the units of a place as they are today: for what is made of them only where it is told."""
        return self.live.inside(cut)

    def told(self, variable: Variable | None, level: str) -> Told | None:
        """Return a variable's table on a level, None when none may be told; of no variable the totals by place."""
        return self.ledger.told(self._key(variable, level), lambda: self._today(variable, level))

    def _today(self, variable: Variable | None, level: str) -> Today:
        fresh = self.live.grid(variable, level) if self.live.is_told else None
        return fresh, {} if fresh is None else dict(self._implied(variable, level, fresh))

    def _key(self, variable: Variable | None, level: str) -> str:
        return f"{self.name}:{variable.key if variable else EVERYTHING}|{level}"

    def _implied(self, variable: Variable | None, level: str, grid: Grid) -> Iterable[tuple[str, Grid]]:
        """Yield all tables that this one tells, itself first: coarser places, coarser categories, totals."""
        if variable is not None or level not in FREE:
            yield self._key(variable, level), grid
        if variable is not None:
            above = variable.parent_of if variable.parent else lambda _key: EVERYTHING
            yield from self._implied(variable.parent, level, grid.raised(None, above))
        for coarser, place_of in self._above(level):
            yield from self._implied(variable, coarser, grid.raised(place_of, None))

    def _above(self, level: str) -> list[tuple[str, Callable[[Key], Key]]]:
        if level == WHOLE:
            return []
        if level == CROSSED:
            return [(RUN, lambda pair: pair[0]), (MUNICIPALITY, lambda pair: pair[1])]  # type: ignore[index]
        above = self.live.above[level]
        if above == WHOLE:
            return [(WHOLE, lambda _key: WHOLE)]
        belongs = {unit.places.get(level): unit.places.get(above) for unit in self.live.units}
        return [(above, belongs.get)]

    def _place(self, cut: Cut) -> Key:
        return WHOLE if cut.level == WHOLE else cut.value

    def table(self, variable: Variable | None, cut: Cut) -> tuple[Told, int] | None:
        """Return a variable's table and the number of the place in it, None when the place is not told there."""
        if cut.level != WHOLE and cut.level not in self.live.above:
            return None
        found = self.told(variable, cut.level)
        place = None if found is None else found.grid.place(self._place(cut))
        return None if found is None or place is None else (found, place)

    def tells(self, cut: Cut) -> bool:
        """Say whether a place is told by itself."""
        return self.live.tells(cut) if cut.level in FREE else self.table(None, cut) is not None

    def total(self, cut: Cut = WHOLE_CUT) -> int | None:
        """Return how many there are in a place, None when that is not told."""
        if cut.level in FREE:
            return self.live.total(cut)
        found = self.table(None, cut)
        return None if found is None else found[0].grid.total([found[1]])

    def count(self, variable: Variable, keys: Iterable[Key], cut: Cut = WHOLE_CUT) -> int | None:
        """Return how many are of these categories in a place; None when they are not told by themselves."""
        found = self.table(variable, cut)
        return None if found is None else found[0].grid.count(keys, [found[1]])

    def told_places(self, level: str) -> list[Any]:
        """Return the values of a level that are told by themselves, and that somebody belongs to."""
        if level in FREE:
            return self.live.told_places(level)
        found = self.told(None, level)
        if found is None:
            return []
        blocks = enumerate(found.grid.places)
        return [block[0] for number, block in blocks if len(block) == 1 and found.grid.total([number])]

    def places(self, level: str) -> Partition:
        """Return the blocks that the places of a level are today."""
        return self.live.places(level)
