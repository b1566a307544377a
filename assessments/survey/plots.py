"""Results as drawings: columns for numbers, bars for words. Everything a drawing says stands in the table beside it."""

from __future__ import annotations

import textwrap
from dataclasses import dataclass, field

from assessments.survey.models import SurveyQuestion
from assessments.survey.results import QuestionResult, Share

WIDTH = 360
COLUMN_ROOM, COLUMN_TOP, COLUMN_FLOOR = 120, 22, 142
BAR, LINE, GAP, WORDS_WIDE = 14, 16, 12, 44
Kind = SurveyQuestion.Kind


@dataclass(frozen=True)
class Box:
    """One column or bar, with its own words."""

    x: float
    y: float
    width: float
    height: float
    value: str
    count: int
    label_x: float
    label_y: float
    lines: list[tuple[int, str]] = field(default_factory=list)


@dataclass(frozen=True)
class Plot:
    """What the template draws."""

    width: int
    height: int
    is_columns: bool
    boxes: list[Box]
    mean_x: float | None = None


def draw(result: QuestionResult) -> Plot | None:
    """Return the drawing of a question's answers; None where there is nothing to draw."""
    if result.is_hidden or not result.shares:
        return None
    if result.question.kind in (Kind.SCALE, Kind.NPS):
        return _columns(result.shares, result.mean)
    return _bars(result.shares)


def _columns(shares: list[Share], mean: float | None) -> Plot:
    step = WIDTH / len(shares)
    wide = round(step * 0.68, 1)
    most = max(1, *(share.count for share in shares))
    boxes = []
    for place, share in enumerate(shares):
        tall = round(COLUMN_ROOM * share.count / most, 1)
        x = round(place * step + (step - wide) / 2, 1)
        top = round(COLUMN_FLOOR - tall, 1)
        boxes.append(Box(x, top, wide, tall, share.value, share.count, round(x + wide / 2, 1), round(top - 6, 1)))
    first = int(shares[0].value) if shares[0].value.isdigit() else 0
    mean_x = None if mean is None else round((mean - first + 0.5) * step, 1)
    return Plot(WIDTH, COLUMN_FLOOR + 26 + (16 if mean_x else 0), True, boxes, mean_x)


def _bars(shares: list[Share]) -> Plot:
    most = max(1, *(share.count for share in shares))
    boxes, y = [], 4
    for share in shares:
        words = textwrap.wrap(share.value, WORDS_WIDE) or [""]
        lines = [(y + 12 + LINE * number, line) for number, line in enumerate(words)]
        top = y + LINE * len(words) + 4
        long = round((WIDTH - 40) * share.count / most, 1)
        boxes.append(Box(0, top, long, BAR, share.value, share.count, long + 6, top + BAR - 3, lines))
        y = top + BAR + GAP
    return Plot(WIDTH, y, False, boxes)
