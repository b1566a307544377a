"""The composition board and competition: who may stand beside whom, and what a stale page does."""

import pytest
from django.utils import timezone
from factories.accounts import UserFactory
from factories.groups import add_member, make_group

from courses.groups.classifications import are_neighbors, municipality_choices, present_municipality
from courses.groups.domain.board import POOL, UnableToPlace, board_of, place_card
from courses.groups.domain.competition import decide, hint_on, hints_of, note_separation
from courses.groups.domain.founding import founding_steps
from courses.groups.domain.members import confirm_member
from courses.groups.models import CompetitionDecision

pytestmark = pytest.mark.django_db
PORI, ULVILA, RAUMA, KANKAANPAA, HONKAJOKI = "609", "886", "684", "214", "099"


@pytest.fixture
def board():
    """Return somebody's two groups and a way to move cards between them."""

    class Board:
        user = UserFactory()
        morning, evening = make_group(user=user, name="Aamu"), make_group(user=user, name="Ilta")

        def card(self, group=None, **values):
            return add_member(group or self.morning, joined=False, **values)

        def place(self, card, to, seen_in=None):
            key = to if isinstance(to, str) else str(to.public_id)
            card.refresh_from_db()
            seen = seen_in or (POOL if card.is_pooled else str(card.group.public_id))
            return place_card(user=self.user, member=card, seen_in=seen, to=key, at=timezone.now())

    return Board()


@pytest.mark.parametrize(
    ("one", "other", "source"),
    [
        (("S", PORI), ("S", PORI), "auto"),
        (("S", PORI), ("S", ULVILA), "near"),
        (("S", PORI), ("S", RAUMA), None),
        (("S", PORI), ("F", PORI), None),
        (("S", HONKAJOKI), ("S", KANKAANPAA), "auto"),
        (("S", HONKAJOKI), ("S", PORI), "near"),
    ],
)
def test_one_line_in_one_or_neighboring_municipalities_may_compete(board, one, other, source):
    cards = [board.card(line=line, municipality=place) for line, place in (one, other)]
    hint = hint_on(*cards)
    assert (hint.source if hint else None) == source


def test_borders_go_both_ways_and_name_municipalities_that_are_there():
    codes = [code for code, _name in municipality_choices()]
    for one in codes:
        assert not are_neighbors(one, one)
    pairs = {(one, other) for one in codes for other in codes if are_neighbors(one, other)}
    assert len(pairs) == 2 * 791
    assert {(other, one) for one, other in pairs} == pairs
    assert present_municipality("588") == "507"


def test_a_card_goes_to_the_pool_and_to_another_group_and_back(board):
    card, rest = board.card(), board.card()
    board.place(card, POOL)
    assert [row.pk for row in board.morning.members.filter(is_pooled=False)] == [rest.pk]
    board.place(card, board.evening)
    card.refresh_from_db()
    assert (card.group_id, card.is_pooled) == (board.evening.pk, False)
    columns = board_of(user=board.user, group=board.evening)
    assert [(column.title, len(column.cards)) for column in columns] == [("Ilman ryhmää", 0), ("Ilta", 1), ("Aamu", 1)]


def test_moving_twice_is_moving_once_and_an_old_page_moves_nothing(board):
    card = board.card()
    old = str(board.morning.public_id)
    for _time in range(2):
        board.place(card, board.evening, seen_in=old)
    with pytest.raises(UnableToPlace):
        board.place(card, POOL, seen_in=old)
    card.refresh_from_db()
    assert card.group_id == board.evening.pk


def test_what_cannot_be_moved_is_told(board):
    confirmed = add_member(board.morning)
    with pytest.raises(UnableToPlace):
        board.place(confirmed, board.evening)
    twin, taken = board.card(pseudonym="Kaisla"), board.card(board.evening, pseudonym="KAISLA")
    with pytest.raises(UnableToPlace):
        board.place(twin, board.evening)
    stranger = make_group()
    for to in (str(stranger.public_id), "", "x", "\x00"):
        with pytest.raises(UnableToPlace):
            board.place(taken, to)


def test_a_pair_that_asked_to_be_apart_needs_a_written_decision_that_is_never_lost(board):
    one, other = board.card(), board.card(board.evening)
    at = timezone.now()
    written = {"group": board.morning, "first": one, "second": other, "source": "facilitator", "by": board.user}
    decide(**written, decision="together", reason="Eri asiakkaat.", at=at - timezone.timedelta(days=1))
    note_separation(group=board.morning, first=other, second=one, at=at)
    with pytest.raises(UnableToPlace):  # what was decided before the wish does not outweigh it
        board.place(one, board.evening)
    for _press in range(2):
        decide(**written | {"source": "member"}, decision="together", reason="Kumpikin suostui.", at=at)
    board.place(one, board.evening)
    assert [row.reason for row in CompetitionDecision.objects.all()] == ["Kumpikin suostui.", "Eri asiakkaat."]


def test_those_set_aside_are_out_of_the_composition_until_they_are_confirmed(board):
    one, other = (board.card(line="S", municipality=PORI, wishes_asked_on=None) for _number in range(2))
    assert len(hints_of(board.morning)) == 1
    board.place(other, POOL)
    assert hints_of(board.morning) == []
    steps = {step.key: step for step in founding_steps(board.morning)}
    assert steps["wishes"].reason.startswith("1 ")
    [pool, *_groups] = board_of(user=board.user, group=board.morning)
    assert pool.cards[0].hints == [f"Aamu – {one.pseudonym}: sama ala ja kunta"]
    today = timezone.localdate()
    confirmed = confirm_member(member=other, wishes_asked_on=today, agreed_on=today, at=timezone.now())
    assert not confirmed.is_pooled


def test_the_board_asks_as_much_for_thirty_cards_as_for_three(board, django_assert_max_num_queries):
    for _number in range(3):
        board.card()
    with django_assert_max_num_queries(5):
        board_of(user=board.user, group=board.morning)
    for _number in range(27):
        board.card()
    with django_assert_max_num_queries(5):
        board_of(user=board.user, group=board.morning)
