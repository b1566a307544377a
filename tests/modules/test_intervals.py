"""Arithmetic of watched stretches, by properties."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from modules.recording.intervals import TOLERANCE, credit, length, merge, missing, share

DURATION = 100.0
moments = st.floats(-10, 120, allow_nan=False)
stretches = st.lists(st.tuples(moments, moments), max_size=12)


@pytest.mark.parametrize(
    ("given_pairs", "expected"),
    [
        ([], []),
        ([(5, 3)], []),
        ([(0, 10), (20, 30)], [(0, 10), (20, 30)]),
        ([(20, 30), (0, 10), (9, 21)], [(0, 30)]),
        ([(0, 10), (10.4, 20)], [(0, 20)]),
        ([(-5, 10), (95, 500)], [(0, 10), (95, 100)]),
    ],
)
def test_merging(given_pairs, expected):
    assert merge(given_pairs, duration=DURATION) == expected


@given(stretches)
def test_merged_stretches_are_in_order_apart_and_inside(pairs):
    merged = merge(pairs, duration=DURATION)
    assert all(0 <= start < end <= DURATION for start, end in merged)
    assert all(first[1] + TOLERANCE < second[0] for first, second in pairwise(merged))
    assert merge(merged, duration=DURATION) == merged


@given(stretches)
def test_the_order_of_reports_does_not_matter(pairs):
    assert merge(pairs, duration=DURATION) == merge(reversed(pairs), duration=DURATION)


@given(stretches, stretches, st.floats(0, 200))
def test_no_more_is_credited_than_can_have_been_played(claimed, earlier, budget):
    known = merge(earlier, duration=DURATION)
    after = credit(claimed, known, duration=DURATION, budget=budget)
    gaps = (len(known) + len(claimed) + 1) * TOLERANCE  # merging closes gaps of a frame
    assert length(known) - 1e-6 <= length(after) <= length(known) + budget + gaps
    assert 0 <= share(after, duration=DURATION) <= 1


@given(stretches, stretches)
def test_what_is_known_is_never_lost(claimed, earlier):
    known = merge(earlier, duration=DURATION)
    after = credit(claimed, known, duration=DURATION, budget=0)
    assert length(after) >= length(known) - 1e-6


@given(stretches, stretches)
def test_missing_parts_overlap_nothing_known(claimed, earlier):
    known = merge(earlier, duration=DURATION)
    for start, end in missing(claimed, known, duration=DURATION):
        assert all(end <= a or start >= b for a, b in known)


def test_a_jump_to_the_end_is_worth_what_was_played():
    after = credit([(0, 1), (99, 100)], [], duration=DURATION, budget=1000)
    assert share(after, duration=DURATION) == pytest.approx(0.02)


def test_a_claim_of_everything_after_a_second_is_worth_seconds():
    assert share(credit([(0, 100)], [], duration=DURATION, budget=2), duration=DURATION) == pytest.approx(0.02)


@pytest.mark.parametrize(
    ("pairs", "duration", "expected"), [([], 60, 0), ([(0, 59.7)], 60, 1), ([(0, 30)], 60, 0.5), ([(0, 5)], 0, 0)]
)
def test_share(pairs, duration, expected):
    assert share(pairs, duration=duration) == expected
