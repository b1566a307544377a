"""The worked price example of session 4."""

from decimal import Decimal

from demo.sources.base import Shape, Text


class PriceInputs(Shape):
    """What the price is reckoned from."""

    meetings: int
    place_per_meeting: Decimal
    refreshments_per_person: Decimal
    facilitation_hours: Decimal
    facilitation_per_hour: Decimal
    experts: int
    expert_fee: Decimal
    groups_sharing: int


class PriceRow(Shape):
    """What the calculator must answer for a group of this size."""

    members: int
    per_meeting: Decimal
    all_meetings: Decimal
    with_experts: Decimal
    per_member: Decimal
    per_member_unshared: Decimal
    per_member_funded: Decimal


class PriceModel(Shape):
    """One way of charging."""

    code: Text
    name: Text


class PriceExample(Shape):
    """The worked example of session 4."""

    title: Text
    note: Text
    inputs: PriceInputs
    rows: list[PriceRow]
    remark: Text
    price_models: list[PriceModel]
