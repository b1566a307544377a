"""Tables as they were told, and whether today's may be told after them: the rule of few, over time.

A table that was told stays known. So a newer one is told only when each of its figures, and each sum of them that makes
sense, is what it was or differs by at least five; else the older one is told again. Nothing here knows what is counted.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import product
from typing import Any

from courses.reporting.domain.suppression import SMALLEST, Block, Key

Blocks = Sequence[Block]
EVERYWHERE = EVERYTHING = ""


@dataclass(frozen=True)
class Grid:
    """A table: blocks of places, blocks of categories, and how many are in each pair of them."""

    places: tuple[Block, ...]
    categories: tuple[Block, ...]
    counts: dict[tuple[int, int], int]

    def place(self, key: Key) -> int | None:
        """Return the number of the place that is told by itself, None when it is not."""
        return next((number for number, block in enumerate(self.places) if block == (key,)), None)

    def count(self, keys: Iterable[Key], places: Iterable[int]) -> int | None:
        """Return how many are of these categories in these places; None when they are no union of blocks."""
        wanted, chosen = set(keys), []
        for number, block in enumerate(self.categories):
            if wanted.issuperset(block):
                chosen.append(number)
            elif wanted.intersection(block):
                return None
        return sum(self.counts.get((place, number), 0) for place in places for number in chosen)

    def total(self, places: Iterable[int] | None = None) -> int:
        """Return how many there are in these places, or in all."""
        inside = set(range(len(self.places)) if places is None else places)
        return sum(count for (place, _category), count in self.counts.items() if place in inside)

    @property
    def figures(self) -> frozenset[Any]:
        """The figures, whatever order the blocks are in."""
        rows = self.counts.items()
        return frozenset((frozenset(self.places[one]), frozenset(self.categories[two]), n) for (one, two), n in rows)

    def raised(self, place_of: Callable[[Key], Key] | None, category_of: Callable[[Key], Key] | None) -> Grid:
        """Return the coarser table that this one tells too: each place and category put into what it belongs to."""
        places, place = _raised(self.places, place_of)
        categories, category = _raised(self.categories, category_of)
        counts: Counter[tuple[int, int]] = Counter()
        for (one, other), count in self.counts.items():
            counts[place[one], category[other]] += count
        return Grid(places, categories, dict(counts))

    def as_json(self) -> list[Any]:
        """Return what is stored."""
        return [self.places, self.categories, [[*pair, count] for pair, count in sorted(self.counts.items())]]

    @classmethod
    def from_json(cls, stored: list[Any]) -> Grid:
        """Return what was stored."""
        places, categories, counts = stored
        return cls(_keys(places), _keys(categories), {(one, other): count for one, other, count in counts})


def _keys(blocks: list[list[Any]]) -> tuple[Block, ...]:
    return tuple(tuple(tuple(key) if isinstance(key, list) else key for key in block) for block in blocks)


def _raised(blocks: Blocks, of: Callable[[Key], Key] | None) -> tuple[tuple[Block, ...], list[int]]:
    """Return the coarser blocks, and for each of the finer ones the number of the coarser one it is in."""
    if of is None:
        return tuple(blocks), list(range(len(blocks)))
    above = [tuple(dict.fromkeys(of(key) for key in block)) for block in blocks]
    coarse = joined_blocks(above, [])
    return coarse, [next(n for n, row in enumerate(coarse) if not block or block[0] in row) for block in above]


def joined_blocks(one: Blocks, other: Blocks) -> tuple[Block, ...]:
    """Return the finest blocks that both are finer than; a key that one does not know is joined by nothing there."""
    found: dict[Key, list[Key]] = {}
    for block in (*one, *other):
        together: list[Key] = []
        for key in block:
            row = found.get(key, [key])
            if row is not together:
                together += row
                found.update(dict.fromkeys(row, together))
    unique = {id(row): row for row in found.values()}
    return tuple(tuple(row) for row in unique.values())


@dataclass(frozen=True)
class Differences:
    """What somebody who has both tables can subtract: in each pair of the finest blocks they have in common.

    `cells` holds by row and column the counts of the older and of the newer table's blocks inside.
    """

    cells: list[list[tuple[list[int], list[int]]]]

    @classmethod
    def between(cls, old: Grid, new: Grid) -> Differences:
        """Return the differences of two tables."""
        rows, columns = joined_blocks(old.places, new.places), joined_blocks(old.categories, new.categories)
        cells: list[list[tuple[list[int], list[int]]]] = [[([], []) for _column in columns] for _row in rows]
        for side, grid in enumerate((old, new)):
            row_of, column_of = _within(grid.places, rows), _within(grid.categories, columns)
            for pair in product(row_of, column_of):
                cells[row_of[pair[0]]][column_of[pair[1]]][side].append(grid.counts.get(pair, 0))
        return cls(cells)

    @property
    def changes(self) -> list[list[int]]:
        """By how much each of the blocks in common has changed."""
        return [[sum(new) - sum(old) for old, new in row] for row in self.cells]

    @property
    def moved(self) -> int:
        """How many at least have come, gone or changed."""
        flat = [change for row in self.changes for change in row]
        return max(sum(n for n in flat if n > 0), -sum(n for n in flat if n < 0))

    @property
    def are_safe(self) -> bool:
        """Whether no difference is one to four: in a place any categories together, of a category any places."""
        rows = self.changes
        lines = [*rows, *map(list, zip(*rows, strict=True)), [sum(row) for row in rows]]
        return all(map(_sums_are_safe, lines)) and all(_parts_are_safe(*cell) for row in self.cells for cell in row)


def _within(fine: Blocks, coarse: Blocks) -> dict[int, int]:
    where = {key: number for number, block in enumerate(coarse) for key in block}
    return {number: where[block[0]] for number, block in enumerate(fine) if block}


def _sums_are_safe(changes: list[int]) -> bool:
    """Say whether no sum of some of the changes is one to four, up or down."""
    moved = [change for change in changes if change]
    if any(abs(change) < SMALLEST for change in moved):
        return False
    reached = {0}
    if not all(change > 0 for change in moved) and not all(change < 0 for change in moved):
        for change in moved:
            reached |= {one + change for one in reached}
    return not any(0 < abs(one) < SMALLEST for one in reached)


def _parts_are_safe(old: list[int], new: list[int]) -> bool:
    """Say whether nothing of one to four is left of a block when what the other table tells of its parts is taken off.

    Blocks that cut across each other always leave something.
    """
    if len(old) > 1 and len(new) > 1:
        return False
    whole, parts = (sum(old), new) if len(old) <= 1 else (sum(new), old)
    reached = {0}
    for part in parts:
        reached |= {one + part for one in reached}
    return not any(0 < whole - one < SMALLEST for one in reached)


def may_follow(new: Grid, known: Iterable[Grid]) -> bool:
    """Say whether a table may be told to those who know the others."""
    return all(Differences.between(old, new).are_safe for old in known)
