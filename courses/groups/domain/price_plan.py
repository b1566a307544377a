"""What a group costs: pure decimal arithmetic, no float anywhere (the worked example of session 4)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.db import transaction

from courses.groups.domain.credit import reevaluate
from courses.groups.domain.refusals import lock_open_group
from courses.groups.domain.shares import split, to_cent
from courses.groups.enums import Funding, PriceModel
from courses.groups.models import PeerGroup, PricePlan

if TYPE_CHECKING:
    from accounts.models import User


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
    margin = 1 + Decimal(inputs.margin_percent) / 100

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


def break_even(
    *, inputs: PriceInputs, each: Decimal, fixed: Decimal = Decimal(0), sizes: Iterable[int]
) -> list[BreakEven]:
    """Return cost and income of each size when every member pays the same for the season, and others a fixed sum."""
    rows = table(inputs=inputs, sizes=sizes)
    return [BreakEven(row.members, row.with_experts, each * row.members + fixed) for row in rows]


def least_members(*, rows: Iterable[BreakEven]) -> int | None:
    """Return the smallest of the sizes whose income covers its cost, or None when none of them does."""
    return next((row.members for row in rows if row.result >= 0), None)


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
