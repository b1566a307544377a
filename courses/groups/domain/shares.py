"""How a common cost is shared: to the cent, by one rule, the same for whoever reckons it (BR-15)."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal

CENT = Decimal("0.01")


def to_cent(amount: Decimal) -> Decimal:
    """Return the amount rounded to the cent, halves up, as invoices are."""
    return amount.quantize(CENT, rounding=ROUND_HALF_UP)


def share_out(amount: Decimal, weights: Sequence[int]) -> list[Decimal]:
    """Return the amount shared by the weights, each share cut to the cent and the remainder given to the first (BR-15).

    The shares always add up to the amount, and a later one depends on its own weight and the sum of all, not on the
    order of the others. Equal weights share equally. Raises ValueError without weights, or for one that is not above
    zero, or for an amount below zero.
    """
    if not weights or min(weights) < 1:
        raise ValueError("a cost is shared among at least one, each counting for at least one")
    if amount < 0:
        raise ValueError("a cost is not below zero")
    cents, total = int(to_cent(amount) / CENT), sum(weights)
    shares = [cents * weight // total for weight in weights]
    shares[0] += cents - sum(shares)
    return [Decimal(share) * CENT for share in shares]


def split(amount: Decimal, parts: int) -> list[Decimal]:
    """Return the amount in so many equal parts, the remainder in the first. Raises ValueError without parts."""
    return share_out(amount, [1] * parts)
