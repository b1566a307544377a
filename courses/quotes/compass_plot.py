"""The drawing of the compass: each part of the model a stretch of water, meetings above it, works as its reflection."""

from __future__ import annotations

from dataclasses import dataclass

from courses.quotes.domain.compass import Compass

WIDTH, ROW, START, END = 360, 64, 0, 320  # in units of the drawing; numbers stand to the right of the bars
BAR, LABEL = 9, 18


@dataclass(frozen=True)
class Row:
    """One part of the model, with where its lines lie."""

    title: str
    meetings: int
    works: int
    label_y: int
    water_y: int
    meetings_width: float
    works_width: float


@dataclass(frozen=True)
class Drawing:
    """What the template draws."""

    width: int
    height: int
    bar: int
    rows: list[Row]


def draw(compass: Compass) -> Drawing:
    """Return the drawing of a compass; its longest bar is as wide as there is room."""
    scale = (END - START) / compass.most if compass.most else 0
    rows = [
        Row(
            title=point.title,
            meetings=point.meetings,
            works=point.works,
            label_y=number * ROW + LABEL,
            water_y=number * ROW + LABEL + BAR + 9,
            meetings_width=round(point.meetings * scale, 1),
            works_width=round(point.works * scale, 1),
        )
        for number, point in enumerate(compass.points)
    ]
    return Drawing(WIDTH, ROW * len(rows), BAR, rows)
