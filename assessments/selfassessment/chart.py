"""Start and end as two dots on a track for each statement. What a track shows stands in numbers beside it."""

from __future__ import annotations

from dataclasses import dataclass

from assessments.selfassessment.domain import Row
from assessments.selfassessment.models import HIGHEST, LOWEST

WIDTH, HEIGHT, EDGE = 220, 32, 14
RING, DOT, AROUND = 6, 7, 11  # radii: start, end, and the ring around a dot at the same place


@dataclass(frozen=True)
class Track:
    """One statement's drawing: where its ring (start) and its dot (end) are, and the line between them."""

    row: Row
    start: float | None
    end: float | None
    line_from: float | None

    @property
    def ring(self) -> int:
        """The radius of the ring; around the dot when both are at the same place."""
        return AROUND if self.start == self.end else RING


@dataclass(frozen=True)
class Chart:
    """What the template draws: groups of tracks under the headings of the statements."""

    groups: list[tuple[str, list[Track]]]
    ticks: list[tuple[int, float]]
    width: int = WIDTH
    height: int = HEIGHT

    @property
    def grown(self) -> list[Row]:
        """The statements that have grown the most: those with the largest change, at most three."""
        rows = [track.row for _heading, tracks in self.groups for track in tracks]
        changes = [row.change for row in rows if row.change is not None]
        most = max(changes, default=0)
        return [row for row in rows if most > 0 and row.change == most][:3]


def draw(rows: list[Row]) -> Chart:
    """Return the places of all dots; rows without any value are drawn empty."""
    groups: list[tuple[str, list[Track]]] = []
    for row in rows:
        heading = row.statement.group
        if not groups or groups[-1][0] != heading:
            groups.append((heading, []))
        groups[-1][1].append(_track(row))
    return Chart(groups, [(value, _place(value) or 0) for value in range(LOWEST, HIGHEST + 1)])


def _track(row: Row) -> Track:
    start, end = _place(row.start), _place(row.end)
    line = None
    if start is not None and end is not None and abs(end - start) > RING + DOT:
        line = start + (RING if end > start else -RING)
    return Track(row, start, end, line)


def _place(value: float | None) -> float | None:
    if value is None:
        return None
    share = (value - LOWEST) / (HIGHEST - LOWEST)
    return round(EDGE + share * (WIDTH - 2 * EDGE), 1)
