"""Rules are data: read, checked, refused with the place named."""

import pytest
from django.core.exceptions import ValidationError

from courses.conditions_base import condition_kinds
from courses.rules import RuleBook


@pytest.mark.parametrize(
    "data",
    [
        {"conditions": [{"id": "x", "kind": "no-such-kind"}]},
        {"conditions": [{"id": "X y", "kind": "attendance"}]},
        {"conditions": [{"id": "x", "kind": "attendance", "params": {"sesions": 5}}]},
        {"openings": [{"from_session": 0, "kind": "confirmation"}]},
        {"attendance": {"present_percent": 101}},
        {"opens_days_before": -1},
        {"unknown": 1},
        {"conditions": "many"},
    ],
)
def test_rules_that_cannot_be_held_are_refused(data):
    with pytest.raises(ValidationError):
        RuleBook.parse(data)


def test_an_opening_holds_for_its_session_and_all_later_ones():
    book = RuleBook.parse({"openings": [{"from_session": 3, "kind": "confirmation"}]})

    assert [len(book.opening_for(position)) for position in (1, 2, 3, 4)] == [0, 0, 1, 1]


def test_every_kind_can_speak_with_nothing_done():
    for kind, cls in condition_kinds().items():
        condition = cls(id="x", params={})
        assert condition.title(), kind
        assert isinstance(condition.reason(standing="not_yet", done=0, needed=1, facts={}), str), kind
