"""Drawings for the staff: bars for words, columns for weeks. Plain geometry; the template writes the SVG.

Everything a drawing says stands in the table beside it, so a drawing never is the only place of a figure.
"""

from __future__ import annotations

import textwrap
from dataclasses import dataclass, field

WIDTH = 360
COLUMN_ROOM, COLUMN_FLOOR = 120, 142
BAR, LINE, GAP, WORDS_WIDE = 14, 16, 12, 44
LABELS_FIT = 9  # with more columns only every other, third, … one is named under the drawing


@dataclass(frozen=True)
class Share:
    """One value of a plot and how often it was met."""

    title: str
    count: int
    is_marked: bool = False
    short: str = ""


@dataclass(frozen=True)
class Box:
    """One column or bar: its rectangle, where its number stands, and its words line by line."""

    x: float
    y: float
    width: float
    height: float
    count: int
    count_x: float
    count_y: float
    is_marked: bool = False
    lines: list[tuple[float, float, str]] = field(default_factory=list)


@dataclass(frozen=True)
class Plot:
    """What the template draws, with the shares it was made of."""

    shares: list[Share]
    width: int
    height: int
    boxes: list[Box]
    is_columns: bool = False
    floor: int = COLUMN_FLOOR

    @property
    def total(self) -> int:
        """All that was counted."""
        return sum(share.count for share in self.shares)


def bars(shares: list[Share]) -> Plot:
    """Return lying bars with their words above them, the longest as wide as the drawing."""
    most = max([1, *(share.count for share in shares)])
    boxes, y = [], 4
    for share in shares:
        words = textwrap.wrap(share.title, WORDS_WIDE) or [""]
        lines = [(0.0, float(y + 12 + LINE * number), line) for number, line in enumerate(words)]
        top = y + LINE * len(words) + 4
        long = round((WIDTH - 40) * share.count / most, 1)
        boxes.append(Box(0, top, long, BAR, share.count, long + 6, top + BAR - 3, share.is_marked, lines))
        y = top + BAR + GAP
    return Plot(shares, WIDTH, y, boxes)


def columns(shares: list[Share]) -> Plot:
    """Return standing columns, as for weeks; under many of them only some are named."""
    step = WIDTH / max(1, len(shares))
    wide = round(step * 0.68, 1)
    most = max([1, *(share.count for share in shares)])
    every = -(-len(shares) // LABELS_FIT)
    boxes = []
    for place, share in enumerate(shares):
        tall = round(COLUMN_ROOM * share.count / most, 1)
        x, top = round(place * step + (step - wide) / 2, 1), round(COLUMN_FLOOR - tall, 1)
        middle = round(x + wide / 2, 1)
        words = [(middle, float(COLUMN_FLOOR + 18), share.short or share.title)] if place % every == 0 else []
        boxes.append(Box(x, top, wide, tall, share.count, middle, round(top - 6, 1), share.is_marked, words))
    return Plot(shares, WIDTH, COLUMN_FLOOR + 26, boxes, is_columns=True)
