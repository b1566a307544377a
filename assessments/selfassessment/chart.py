"""Start and end as two dots on a line for each statement. Everything it says stands in the table beside it as well."""

from __future__ import annotations

from dataclasses import dataclass

from assessments.selfassessment.domain import Row
from assessments.selfassessment.models import HIGHEST, LOWEST

LEFT, RIGHT, TOP, STEP, WIDTH = 34, 22, 40, 26, 340
RING = 6


@dataclass(frozen=True)
class Mark:
    """One statement's line: where its ring (start) and its dot (end) are."""

    number: int
    y: int
    start: float | None
    end: float | None

    @property
    def line_from(self) -> float | None:
        """Where the line towards the end leaves the ring; None when there is nothing to join."""
        if self.start is None or self.end is None or abs(self.end - self.start) <= RING:
            return None
        return self.start + (RING if self.end > self.start else -RING)

    @property
    def ring(self) -> int:
        """The radius of the ring; around the dot when both are at the same place."""
        return RING + 5 if self.start == self.end else RING


@dataclass(frozen=True)
class Chart:
    """What the template draws."""

    width: int
    height: int
    left: int
    right: int
    ticks: list[tuple[int, float]]
    marks: list[Mark]


def draw(rows: list[Row]) -> Chart:
    """Return the places of all dots; rows without any value are drawn empty."""
    marks = [Mark(row.number, TOP + place * STEP, _place(row.start), _place(row.end)) for place, row in enumerate(rows)]
    ticks = [(value, _place(value) or 0) for value in range(LOWEST, HIGHEST + 1)]
    return Chart(WIDTH, TOP + len(rows) * STEP, LEFT, WIDTH - RIGHT, ticks, marks)


def _place(value: float | None) -> float | None:
    if value is None:
        return None
    share = (value - LOWEST) / (HIGHEST - LOWEST)
    return round(LEFT + share * (WIDTH - LEFT - RIGHT), 1)
