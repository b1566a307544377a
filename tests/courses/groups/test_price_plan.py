"""The price calculator: the worked example to the cent, and splits that add up."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from courses.groups.domain.price_plan import PriceInputs, calculate, split, table

EXAMPLE = PriceInputs(
    meetings=8,
    place=Decimal("40.00"),
    refreshments=Decimal("6.00"),
    hours=Decimal("3"),
    hourly_rate=Decimal("55.00"),
    experts=2,
    expert_fee=Decimal("400.00"),
    sharing_groups=4,
)


@pytest.mark.parametrize(
    ("members", "per_meeting", "all_meetings", "with_experts", "per_member", "unshared", "funded"),
    [
        (4, "229.00", "1832.00", "2032.00", "508.00", "658.00", "178.00"),
        (6, "241.00", "1928.00", "2128.00", "354.67", "454.67", "134.67"),
        (8, "253.00", "2024.00", "2224.00", "278.00", "353.00", "113.00"),
    ],
)
def test_the_worked_example_comes_out_to_the_cent(
    members, per_meeting, all_meetings, with_experts, per_member, unshared, funded
):
    row = calculate(inputs=EXAMPLE, members=members)
    assert str(row.per_meeting) == per_meeting
    assert str(row.all_meetings) == all_meetings
    assert str(row.with_experts) == with_experts
    assert str(row.per_member) == per_member
    assert str(row.per_member_unshared) == unshared
    assert str(row.per_member_funded) == funded


def test_a_table_has_each_size_once_in_order():
    assert [row.members for row in table(inputs=EXAMPLE, sizes=[8, 4, 6, 4])] == [4, 6, 8]


@given(st.decimals(min_value=0, max_value=1_000_000, places=2), st.integers(min_value=1, max_value=50))
def test_the_parts_of_a_sum_always_add_up_and_differ_by_a_cent_at_most(amount, parts):
    shares = split(amount, parts)
    assert len(shares) == parts
    assert sum(shares) == amount
    assert max(shares) - min(shares) <= Decimal("0.01")
    assert shares == sorted(shares, reverse=True)


money = st.decimals(min_value=0, max_value=9999, places=2)


@given(
    st.builds(
        PriceInputs,
        meetings=st.integers(1, 60),
        place=money,
        refreshments=money,
        hours=st.decimals(min_value=0, max_value=24, places=2),
        hourly_rate=money,
        experts=st.integers(0, 10),
        expert_fee=money,
        sharing_groups=st.integers(1, 50),
    ),
    st.integers(1, 30),
)
def test_sharing_the_experts_never_makes_the_group_dearer(inputs, members):
    row = calculate(inputs=inputs, members=members)
    assert row.per_member <= row.per_member_unshared
    assert row.per_member_funded <= row.per_member
    assert abs(row.per_member * members - row.with_experts) <= Decimal("0.005") * members


def test_nobody_and_no_parts_are_refused():
    with pytest.raises(ValueError, match="member"):
        calculate(inputs=EXAMPLE, members=0)
    with pytest.raises(ValueError, match="part"):
        split(Decimal("1.00"), 0)
