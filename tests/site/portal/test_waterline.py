"""The drawing of the sessions tells how far each is."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.waterline import COLUMN, RIPPLES, SURFACE, draw_path, wave


def test_only_what_is_done_is_mirrored_whole():
    water = draw_path(["done", "current", "open", "closed"])
    assert [len(disc.ripples) for disc in water.discs] == [3, 2, 0, 0]
    assert [bool(disc.tick) for disc in water.discs] == [True, False, False, False]
    assert [bool(disc.half) for disc in water.discs] == [False, True, False, False]


@pytest.mark.parametrize(
    ("states", "travelled", "ahead"),
    [([], False, True), (["done", "done"], True, False), (["open"], False, True), (["done", "open"], True, True)],
)
def test_the_water_is_travelled_up_to_the_session_at_hand(states, travelled, ahead):
    water = draw_path(states)
    assert (bool(water.travelled), bool(water.ahead)) == (travelled, ahead)


@given(st.lists(st.sampled_from(sorted(RIPPLES)), min_size=1, max_size=12))
def test_every_session_has_its_place_over_its_column(states):
    water = draw_path(states)
    assert water.width == COLUMN * len(states)
    assert [disc.x // COLUMN for disc in water.discs] == list(range(len(states)))
    assert all(disc.y + disc.radius < SURFACE for disc in water.discs)


def test_a_wave_goes_from_its_start_to_its_end():
    assert wave(0, 80, 10) == "M0 10q10 -2.5 20 0t20 0t20 0t20 0"
    assert wave(5, 5, 10) == ""
