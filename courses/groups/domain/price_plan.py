"""What a group costs: pure decimal arithmetic, no float anywhere (the worked example of session 4)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING, Any

from django.db import transaction

from courses.groups.domain.credit import reevaluate
from courses.groups.domain.refusals import lock_open_group
from courses.groups.models import PeerGroup, PricePlan

if TYPE_CHECKING:
    from accounts.models import User

CENT = Decimal("0.01")


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

    @classmethod
    def of(cls, plan: PricePlan) -> PriceInputs:
        """Return the inputs of a stored plan."""
        return cls(**{name: getattr(plan, name) for name in cls.__dataclass_fields__})


@dataclass(frozen=True)
class PriceRow:
    """What a group of one size costs, to the cent."""

    members: int
    per_meeting: Decimal
    all_meetings: Decimal
    with_experts: Decimal
    per_member: Decimal
    per_member_unshared: Decimal
    per_member_funded: Decimal
    per_member_visit: Decimal


def to_cent(amount: Decimal) -> Decimal:
    """Return the amount rounded to the cent, halves up, as invoices are."""
    return amount.quantize(CENT, rounding=ROUND_HALF_UP)


def split(amount: Decimal, parts: int) -> list[Decimal]:
    """Return the amount in equal parts that add up to the cent; what is left over goes to the first ones (BR-15).

    Raises ValueError without parts.
    """
    if parts < 1:
        raise ValueError("an amount is split into at least one part")
    cents = int(to_cent(amount) / CENT)
    whole, rest = divmod(cents, parts)
    return [Decimal(whole + (1 if number < rest else 0)) * CENT for number in range(parts)]


def calculate(*, inputs: PriceInputs, members: int) -> PriceRow:
    """Return what a group with so many members costs and what one of them pays.

    The group's part of the experts is the largest one of the split, so that no group's price falls short.
    Raises ValueError without members.
    """
    if members < 1:
        raise ValueError("a group has at least one member")
    facilitation = inputs.hours * inputs.hourly_rate
    per_meeting = to_cent(inputs.place + inputs.refreshments * members + facilitation)
    all_meetings = per_meeting * inputs.meetings
    experts = inputs.expert_fee * inputs.experts
    with_experts = all_meetings + split(experts, inputs.sharing_groups)[0]
    funded = with_experts - to_cent(facilitation) * inputs.meetings
    per_member = to_cent(with_experts / members)
    return PriceRow(
        members=members,
        per_meeting=per_meeting,
        all_meetings=all_meetings,
        with_experts=with_experts,
        per_member=per_member,
        per_member_unshared=to_cent((all_meetings + experts) / members),
        per_member_funded=to_cent(funded / members),
        per_member_visit=to_cent(with_experts / members / inputs.meetings) if inputs.meetings else per_member,
    )


def table(*, inputs: PriceInputs, sizes: Iterable[int]) -> list[PriceRow]:
    """Return the rows for several sizes of the group."""
    return [calculate(inputs=inputs, members=size) for size in sorted(set(sizes))]


def save_price_plan(*, group: PeerGroup, values: dict[str, Any], by: User, at: datetime) -> PricePlan:
    """This function will save the group's price plan; a new one replaces the old (C7)."""
    with transaction.atomic():
        locked = lock_open_group(group)
        plan, _made = PricePlan.objects.update_or_create(
            group=locked, defaults={**values, "author": by, "saved_at": at}
        )
        reevaluate(group=locked, about={"price_plan"}, at=at)
    return plan
