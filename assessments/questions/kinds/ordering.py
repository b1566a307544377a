"""Other ways to mark an order, as imported questions ask for them. Each takes the items as they were put: `[2, 0, 1]`
means that the third item stands first. Each gives the share from 0 to 1, pure and exact.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction
from itertools import pairwise

Placed = Sequence[int | None]


def sequence(answer: Mapping[int, int], count: int) -> list[int | None]:
    """Return the items by position; where two were given the same position, neither stands there."""
    placed: list[int | None] = [None] * count
    doubled = set()
    for item, position in answer.items():
        if placed[position] is not None:
            doubled.add(position)
        placed[position] = item
    return [None if position in doubled else item for position, item in enumerate(placed)]


def everything(placed: Placed) -> Fraction:
    """All or nothing."""
    return Fraction(int(list(placed) == list(range(len(placed)))))


def by_position(placed: Placed) -> Fraction:
    """Each item in its own place."""
    return Fraction(sum(item == position for position, item in enumerate(placed)), len(placed))


def by_next(placed: Placed) -> Fraction:
    """Each item followed by the right one; the last one does not count."""
    return Fraction(_followed(placed), len(placed) - 1)


def by_next_and_last(placed: Placed) -> Fraction:
    """Each item followed by the right one, and the last one by nothing."""
    return Fraction(_followed(placed) + (placed[-1] == len(placed) - 1), len(placed))


def _followed(placed: Placed) -> int:
    return sum(one is not None and other == one + 1 for one, other in pairwise(placed))


def by_neighbors(placed: Placed) -> Fraction:
    """Each item with the right one before it and the right one after it."""
    padded = [-1, *placed, len(placed)]
    kept = sum(other is not None and one == other - 1 for one, other in pairwise(padded))
    return Fraction(kept, len(placed) + 1)


def by_all_others(placed: Placed) -> Fraction:
    """Each pair of items the right way round."""
    pairs = [(one, other) for place, one in enumerate(placed) for other in placed[place + 1 :]]
    kept = sum(one is not None and other is not None and one < other for one, other in pairs)
    return Fraction(kept, len(pairs))


def by_longest_subset(placed: Placed) -> Fraction:
    """The most items that stand in the right order among themselves."""
    tails: list[int] = []
    for item in placed:
        if item is not None:
            place = bisect_left(tails, item)
            tails[place : place + 1] = [item]
    return _run_share(len(tails), len(placed))


def by_longest_run(placed: Placed) -> Fraction:
    """The longest stretch of items that follow one another rightly."""
    longest = run = 1
    for one, other in pairwise(placed):
        run = run + 1 if one is not None and other == one + 1 else 1
        longest = max(longest, run)
    return _run_share(longest, len(placed))


def _run_share(length: int, count: int) -> Fraction:
    return Fraction(0) if length < 2 else Fraction(length, count)


def by_distance(placed: Placed) -> Fraction:
    """How far each item is from its own place, against the farthest it could be."""
    count = len(placed)
    shares = [
        Fraction(0) if item is None else 1 - Fraction(abs(item - position), max(item, count - 1 - item))
        for position, item in enumerate(placed)
    ]
    return sum(shares, Fraction(0)) / count


MARKERS: dict[str, Callable[[Placed], Fraction]] = {
    "all": everything,
    "position": by_position,
    "next": by_next,
    "next_last": by_next_and_last,
    "neighbours": by_neighbors,
    "relative": by_all_others,
    "longest_subset": by_longest_subset,
    "longest_run": by_longest_run,
    "distance": by_distance,
}
