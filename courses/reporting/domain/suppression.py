"""What may be told of few: which categories and which places are shown, and which are put together.

The rule (ARCHITECTURE.md, "Figures of few"): every published figure is a sum of blocks, and each block counts nobody or
at least five. Blocks are made once for all that is published of a universe, so no subtraction of tables and filters
ever tells less than a block. Nothing here knows what is counted.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

SMALLEST = 5

Key = Hashable
Block = tuple[Key, ...]
Cells = Mapping[Key, Sequence[int]]  # for each key its count in each column


def is_safe(count: int) -> bool:
    """Say whether a count may be told: of nobody, or of at least five."""
    return count == 0 or count >= SMALLEST


@dataclass(frozen=True)
class Partition:
    """Which keys are told apart. A key in a block with others is not shown by itself."""

    blocks: tuple[Block, ...]

    @cached_property
    def _by_key(self) -> dict[Key, Block]:
        return {key: block for block in self.blocks for key in block}

    def block_of(self, key: Key) -> Block:
        """Return the block of a key; one that was never counted stands for itself."""
        return self._by_key.get(key, (key,))

    def shows(self, key: Key) -> bool:
        """Say whether the key has a block of its own."""
        return len(self.block_of(key)) == 1

    @property
    def merged(self) -> list[Block]:
        """The blocks of several keys."""
        return [block for block in self.blocks if len(block) > 1]


def apart(keys: Iterable[Key]) -> Partition:
    """Return the partition that tells all keys apart."""
    return Partition(tuple((key,) for key in keys))


def merge_small(cells: Cells, start: Partition, *, is_ordered: bool = False) -> Partition:
    """Return the blocks of `start`, put together until each counts nobody or at least five in every column.

    Ordered keys (months, steps) are put together with a neighbor, others into one block, and that one with the
    smallest block beside it. When a column counts fewer than five in all, one block is left.
    """
    blocks = [block for block in start.blocks if block]
    while len(blocks) > 1:
        small = [block for block in blocks if not _fits(block, cells)]
        if not small:
            break
        blocks = _with_neighbor(blocks, small[0], cells) if is_ordered else _together(blocks, small, cells)
    return Partition(tuple(blocks))


def _together(blocks: list[Block], small: list[Block], cells: Cells) -> list[Block]:
    rest = [block for block in blocks if block not in small]
    if len(small) == 1:
        beside = [block for block in rest if _size(block, cells)] or rest
        chosen = min(beside, key=lambda block: (-len(block) if len(block) > 1 else 0, _size(block, cells)))
        rest.remove(chosen)
        small = [*small, chosen]
    return [*rest, tuple(key for block in blocks if block in small for key in block)]


def _with_neighbor(blocks: list[Block], small: Block, cells: Cells) -> list[Block]:
    place = blocks.index(small)
    sides = [side for side in (place - 1, place + 1) if 0 <= side < len(blocks)]
    side = min(sides, key=lambda number: (not _size(blocks[number], cells), _size(blocks[number], cells)))
    first, second = sorted((place, side))
    return [*blocks[:first], blocks[first] + blocks[second], *blocks[second + 1 :]]


def _fits(block: Block, cells: Cells) -> bool:
    return all(is_safe(count) for count in sums(block, cells))


def sums(block: Block, cells: Cells) -> list[int]:
    """Return the count of a block in each column."""
    rows = [cells[key] for key in block if key in cells]
    return [sum(column) for column in zip(*rows, strict=True)] if rows else []


def _size(block: Block, cells: Cells) -> int:
    return sum(sums(block, cells))


def partition(
    cells: Cells,
    start: Partition,
    parents: Partition | None = None,
    parent_of: Callable[[Key], Key] | None = None,
    *,
    is_ordered: bool = False,
) -> Partition:
    """Return the blocks of `start` put together as far as the cells need it, never across two blocks of parents."""
    if parents is None or parent_of is None:
        return merge_small(cells, start, is_ordered=is_ordered)
    found: list[Block] = []
    for parent in parents.blocks:
        inside = Partition(tuple(block for block in start.blocks if parent_of(block[0]) in parent))
        found += merge_small(cells, inside, is_ordered=is_ordered).blocks
    return Partition(tuple(found))


def joined(one: Partition, other: Partition, *, rank: Callable[[Key], str] = str) -> Partition:
    """Return the finest partition that both are finer than."""
    blocks = [list(block) for block in one.blocks]
    for block in other.blocks:
        touched = [row for row in blocks if any(key in row for key in block)]
        if len(touched) > 1:
            blocks = [row for row in blocks if row not in touched] + [[key for row in touched for key in row]]
    rows = [tuple(sorted(row, key=rank)) for row in blocks]
    return Partition(tuple(sorted(rows, key=lambda row: rank(row[0]))))
