"""What a group costs: pure decimal arithmetic, no float anywhere (the worked example of session 4)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from decimal import ROUND_UP, Decimal
from typing import TYPE_CHECKING, Any

from django.db import transaction

from courses.groups.domain.credit import reevaluate
from courses.groups.domain.refusals import lock_open_group
from courses.groups.domain.shares import split, to_cent
from courses.groups.enums import Funding, PriceModel
from courses.groups.models import PeerGroup, PricePlan

if TYPE_CHECKING:
    from accounts.models import User

__all__ = ["PriceInputs", "PriceRow", "calculate", "quote", "save_price_plan", "split", "table", "to_cent"]


@dataclass(frozen=True)
class PriceInputs:
    """What the price is reckoned from; all sums without tax."""

    meetings: int
    place: Decimal
    refreshments: Decimal
    hours: Decimal
    hourly_rate: Decimal
    experts: int
    expert_fee: Decimal
    sharing_groups: int = 1
    margin_percent: Decimal = Decimal(0)

    @classmethod
    def of(cls, plan: PricePlan) -> PriceInputs:
        """Return the inputs of a stored plan."""
        return cls(**{name: getattr(plan, name) for name in cls.__dataclass_fields__})


@dataclass(frozen=True)
class PriceRow:
    """What a group of one size costs, to the cent. Costs are without the margin, prices with it."""

    members: int
    per_meeting: Decimal
    all_meetings: Decimal
    with_experts: Decimal
    per_member: Decimal
    per_member_unshared: Decimal
    per_member_funded: Decimal
    per_member_visit: Decimal
    per_group: Decimal
    per_member_experts: Decimal


def calculate(*, inputs: PriceInputs, members: int) -> PriceRow:
    """Return what a group with so many members costs and what one of them pays.

    The group's part of the experts is the first one of the split, which bears the remainder, so that no group's price
    falls short. Raises ValueError without members.
    """
    if members < 1:
        raise ValueError("a group has at least one member")
    facilitation = inputs.hours * inputs.hourly_rate
    per_meeting = to_cent(inputs.place + inputs.refreshments * members + facilitation)
    all_meetings = per_meeting * inputs.meetings
    experts = inputs.expert_fee * inputs.experts
    own_experts = split(experts, inputs.sharing_groups)[0]
    with_experts = all_meetings + own_experts
    funded = with_experts - to_cent(facilitation) * inputs.meetings
    margin = 1 + inputs.margin_percent / 100

    def each(cost: Decimal) -> Decimal:
        return to_cent(cost * margin / members)

    return PriceRow(
        members=members,
        per_meeting=per_meeting,
        all_meetings=all_meetings,
        with_experts=with_experts,
        per_member=each(with_experts),
        per_member_unshared=each(all_meetings + experts),
        per_member_funded=each(funded),
        per_member_visit=each(with_experts / inputs.meetings) if inputs.meetings else each(with_experts),
        per_group=to_cent(with_experts * margin),
        per_member_experts=each(own_experts),
    )


def table(*, inputs: PriceInputs, sizes: Iterable[int]) -> list[PriceRow]:
    """Return the rows for several sizes of the group."""
    return [calculate(inputs=inputs, members=size) for size in sorted(set(sizes))]


@dataclass(frozen=True)
class Quote:
    """What is asked by the chosen model: of whom, how much, and what somebody else pays."""

    amount: Decimal  # for one member, one visit or the whole group, by the model
    from_members: Decimal  # what all members pay together in the season
    from_others: Decimal  # what the funder pays


def quote(*, row: PriceRow, model: str, funding: str, meetings: int) -> Quote:
    """Return what a group of that size is asked by the price model; a funded group may cost its members nothing."""
    if model == PriceModel.GROUP:
        return Quote(row.per_group, row.per_group, Decimal("0.00"))
    if model == PriceModel.VISIT:
        return Quote(row.per_member_visit, row.per_member_visit * row.members * meetings, Decimal("0.00"))
    if model == PriceModel.SEASON:
        return Quote(row.per_member, row.per_member * row.members, Decimal("0.00"))
    amount = {
        Funding.FACILITATION: row.per_member_funded,
        Funding.ALL_BUT_EXPERTS: row.per_member_experts,
        Funding.EVERYTHING: Decimal("0.00"),
    }[Funding(funding)]
    members = amount * row.members
    return Quote(amount, members, max(row.per_group - members, Decimal("0.00")))


@dataclass(frozen=True)
class BreakEven:
    """What is left of one price when the group turns out larger or smaller than planned."""

    members: int
    cost: Decimal
    income: Decimal

    @property
    def result(self) -> Decimal:
        """What is left over, below zero when the price does not cover the cost."""
        return self.income - self.cost


def break_even(*, inputs: PriceInputs, price: Decimal, sizes: Iterable[int]) -> list[BreakEven]:
    """Return cost and income of each size when every member pays the same price for the season."""
    rows = table(inputs=inputs, sizes=sizes)
    return [BreakEven(row.members, row.with_experts, price * row.members) for row in rows]


def least_members(*, inputs: PriceInputs, price: Decimal) -> int | None:
    """Return the smallest group whose price covers its cost, or None when no size does.

    Each member brings the price and takes the refreshments; what is left must cover what does not depend on the size.
    """
    row = calculate(inputs=inputs, members=1)
    each = price - inputs.refreshments * inputs.meetings
    fixed = row.with_experts - inputs.refreshments * inputs.meetings
    if fixed <= 0:
        return 1 if each >= 0 else None
    if each <= 0:
        return None
    members = int((fixed / each).to_integral_value(rounding=ROUND_UP))
    while members > 1 and _covers(inputs, price, members - 1):
        members -= 1
    return members if _covers(inputs, price, members) else members + 1


def _covers(inputs: PriceInputs, price: Decimal, members: int) -> bool:
    return price * members >= calculate(inputs=inputs, members=members).with_experts


def with_vat(net: Decimal, percent: Decimal | None) -> Decimal | None:
    """Return the amount with tax; None where no rate is told, as it is never assumed (BR-16)."""
    return None if percent is None else to_cent(net * (100 + percent) / 100)


def save_price_plan(*, group: PeerGroup, values: dict[str, Any], by: User, at: datetime) -> PricePlan:
    """This function will save the group's price plan; a new one replaces the old (C7)."""
    with transaction.atomic():
        locked = lock_open_group(group)
        plan, _made = PricePlan.objects.update_or_create(
            group=locked, defaults={**values, "author": by, "saved_at": at}
        )
        reevaluate(group=locked, about={"price_plan"}, at=at)
    return plan
