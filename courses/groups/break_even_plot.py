"""Where the points of the break-even picture lie: the page draws them as SVG, the table beside says the same."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_CEILING, Decimal

from courses.groups.domain.price_plan import BreakEven

WIDTH, HEIGHT = 360, 230
LEFT, RIGHT, TOP, BOTTOM = 48, 12, 16, 34


@dataclass(frozen=True)
class Mark:
    """A tick of an axis."""

    x: str
    y: str
    label: str | Decimal


@dataclass(frozen=True)
class Plot:
    """The lines, points and ticks of the picture, in its own units."""

    cost: str
    income: str
    across: list[Mark]
    up: list[Mark]
    even: Mark | None
    cost_end: Mark
    income_end: Mark
    width: int = WIDTH
    height: int = HEIGHT
    left: int = LEFT
    right: int = WIDTH - RIGHT
    bottom: int = HEIGHT - BOTTOM


def plot_of(rows: list[BreakEven], least: int | None) -> Plot:
    """Return the picture of cost and income by size; `rows` holds at least two sizes."""
    highest = _round_up(max(max(row.cost, row.income) for row in rows))
    first, last = rows[0].members, rows[-1].members

    def x(members: int) -> str:
        place = Decimal(members - first) / max(1, last - first)
        return _unit(LEFT + place * (WIDTH - LEFT - RIGHT))

    def y(amount: Decimal) -> str:
        return _unit(HEIGHT - BOTTOM - amount / highest * (HEIGHT - TOP - BOTTOM))

    even = next((row for row in rows if row.members == least), None)
    return Plot(
        cost=" ".join(f"{x(row.members)},{y(row.cost)}" for row in rows),
        income=" ".join(f"{x(row.members)},{y(row.income)}" for row in rows),
        across=[Mark(x(row.members), _unit(Decimal(HEIGHT - BOTTOM)), str(row.members)) for row in rows],
        up=[Mark(_unit(Decimal(LEFT)), y(highest * part / 4), highest * part / 4) for part in range(5)],
        even=Mark(x(even.members), y(even.income), str(even.members)) if even else None,
        cost_end=Mark(x(last), y(rows[-1].cost), ""),
        income_end=Mark(x(last), y(rows[-1].income), ""),
    )


def _round_up(amount: Decimal) -> Decimal:
    """Return a round figure above the amount, so that the ticks are easy to read."""
    step = Decimal(400)
    return max(step, (amount / step).to_integral_value(rounding=ROUND_CEILING) * step)


def _unit(value: Decimal) -> str:
    return f"{value:.1f}"
