"""The kinds of questions: what they accept, and how they mark. Marking is pure, so it is tested by its properties."""

import random
from decimal import Decimal
from fractions import Fraction

import pytest
from django.core.exceptions import ValidationError
from factories.assessments import BODIES, RIGHT
from hypothesis import given
from hypothesis import strategies as st

from assessments.questions.kinds import KINDS, UnableToReadAnswer
from assessments.questions.kinds.numeric import Quantity, read_number, written

SINGLE, MULTIPLE, MATCH, ORDER = (KINDS[name] for name in ("single", "multiple", "match", "order"))


def natural(kind, body):
    """The order in which nothing has been moved."""
    count = {"match": lambda: len(body.choices), "order": lambda: len(body.items)}
    if kind.name == "gaps":
        return list(range(sum(len(gap.answers) for gap in body.gaps if gap.picks)))
    return list(range(count.get(kind.name, lambda: len(getattr(body, "options", ())))()))


@pytest.mark.parametrize("name", KINDS)
def test_a_body_is_stored_and_read_back_the_same(name):
    kind = KINDS[name]
    body = kind.parse(BODIES[name])
    assert kind.parse(kind.dump(body)) == body


@pytest.mark.parametrize("name", KINDS)
def test_the_right_answer_earns_all_and_no_answer_nothing(name):
    kind = KINDS[name]
    body = kind.parse(BODIES[name])
    order = natural(kind, body)
    assert kind.mark(body, kind.clean_answer(body, RIGHT[name], order)) == (kind.asks and not kind.is_reviewed)
    assert kind.mark(body, kind.clean_answer(body, {}, order)) == 0
    assert bool(kind.correct_answer(body)) is (kind.asks and not kind.is_reviewed)
    assert kind.is_answered(body, RIGHT[name], order)
    assert kind.is_answered(body, {}, order) is not kind.asks


@pytest.mark.parametrize("name", KINDS)
@pytest.mark.parametrize(
    "values", [["99"], ["-1"], ["²"], ["x"], ["1.5"], [""], ["<script>"], ["😀"], ["9" * 50], ["1", "2", "3"]]
)
def test_what_no_form_sends_is_no_error(name, values):
    kind = KINDS[name]
    body = kind.parse(BODIES[name])
    sent = {"": values, "0": values, "77": values}
    try:
        answer = kind.clean_answer(body, sent, natural(kind, body))
    except UnableToReadAnswer:
        assert name in ("numeric", "gaps")
    else:
        assert 0 <= kind.mark(body, answer) <= 1
    assert kind.rows(body, sent, natural(kind, body)) or not kind.asks
    assert 0 <= kind.mark(body, kind.readable_answer(body, sent, natural(kind, body))) <= 1


@pytest.mark.parametrize(
    ("name", "change", "message"),
    [
        ("single", {"text": "  "}, "teksti: puuttuu"),
        ("single", {"text": "x" * 100_001}, "teksti: on liian pitkä, enintään 100000 merkkiä"),
        ("single", {"options": [{"text": "a", "correct": True}]}, "vaihtoehdot: tarvitaan vähintään 2"),
        ("single", {"options": [{"text": "a"}, {"text": "b"}]}, "Merkitse yksi vaihtoehto oikeaksi."),
        ("multiple", {"options": [{"text": "a"}, {"text": "b"}]}, "Merkitse vähintään yksi vaihtoehto oikeaksi."),
        ("truefalse", {"answer": "ehkä"}, "vastaus: ei kelpaa"),
        (
            "match",
            {"pairs": [{"prompt": "a", "answer": "x"}, {"prompt": "b", "answer": "x"}], "distractors": []},
            "Tarvitaan vähintään kaksi erilaista vastinetta.",
        ),
        ("order", {"items": ["a", "a"]}, "Kaksi kohtaa on samanlaisia."),
        ("numeric", {"answer": "NaN"}, "vastaukset › 1 › luku: ei kelpaa"),
        ("numeric", {"tolerance": "-1"}, "vastaukset › 1 › toleranssi: ei kelpaa"),
        ("short", {"accepted": []}, "hyväksytyt vastaukset: tarvitaan vähintään 1"),
        ("short", {"hint": "x"}, "hint: tuntematon kenttä"),
    ],
)
def test_a_body_that_is_no_question_is_refused_with_its_place(name, change, message):
    with pytest.raises(ValidationError) as caught:
        KINDS[name].parse({**BODIES[name], **change})
    assert caught.value.messages == [message]


def test_nul_is_left_out_of_texts():
    body = KINDS["short"].parse({"text": "a\x00b", "accepted": ["c\x00"]})
    assert (body.text, body.accepted[0].text) == ("ab", "c")


options = st.lists(st.booleans(), min_size=2, max_size=8).filter(any)


@given(options, st.data())
def test_multiple_stays_in_bounds_and_a_better_choice_never_earns_less(truths, data):
    body = MULTIPLE.parse({"text": "x", "options": [{"text": str(n), "correct": t} for n, t in enumerate(truths)]})
    chosen = data.draw(st.frozensets(st.integers(0, len(truths) - 1)))
    mark = MULTIPLE.mark(body, chosen or None)
    assert 0 <= mark <= 1
    for number, right in enumerate(truths):
        better = chosen | {number} if right else chosen - {number}
        assert MULTIPLE.mark(body, frozenset(better)) >= mark
    assert (mark == 1) == (chosen == {n for n, right in enumerate(truths) if right})


@given(st.integers(2, 8), st.data())
def test_order_stays_in_bounds_and_a_better_order_never_earns_less(size, data):
    body = ORDER.parse({"text": "x", "items": [f"kohta {n}" for n in range(size)]})
    order = data.draw(st.permutations(range(size)))
    answer = {item: place for place, item in enumerate(order)}
    mark = ORDER.mark(body, answer)
    assert 0 <= mark <= 1
    assert (mark == 1) == (list(order) == sorted(order))
    for place in range(size - 1):
        if order[place] > order[place + 1]:  # two neighbors the wrong way round, put right
            better = {**answer, order[place]: place + 1, order[place + 1]: place}
            assert ORDER.mark(body, better) >= mark
    missing = dict(list(answer.items())[1:])
    assert ORDER.mark(body, missing) <= mark


def test_the_reverse_order_earns_nothing_and_one_swap_little_less_than_all():
    body = ORDER.parse(BODIES["order"])
    assert ORDER.mark(body, {0: 3, 1: 2, 2: 1, 3: 0}) == 0
    assert ORDER.mark(body, {0: 0, 1: 1, 2: 3, 3: 2}) == Fraction(2, 3)
    assert ORDER.mark(body, {0: 0, 1: 0, 2: 0, 3: 0}) == 0


@given(st.dictionaries(st.integers(0, 2), st.integers(0, 3)))
def test_match_counts_pairs(answer):
    body = MATCH.parse(BODIES["match"])
    assert MATCH.mark(body, answer) == Fraction(sum(a == b for a, b in answer.items()), 3)


def test_two_pairs_may_share_an_answer():
    pairs = [{"prompt": "a", "answer": "x"}, {"prompt": "b", "answer": "x"}, {"prompt": "c", "answer": "y"}]
    body = MATCH.parse({"text": "x", "pairs": pairs})
    assert body.choices == ("x", "y")
    assert MATCH.mark(body, {0: 0, 1: 0, 2: 1}) == 1


@given(st.sampled_from(["single", "multiple", "match", "order"]), st.integers(), st.data())
def test_the_order_in_which_things_are_shown_changes_no_mark(name, seed, data):
    kind = KINDS[name]
    body = kind.parse(BODIES[name])
    plain = natural(kind, body)
    mixed = kind.arrange(body, shuffle=True, rng=random.Random(seed))
    assert sorted(mixed) == plain
    values = st.integers(0, len(plain) - 1).map(str)
    parts = st.lists(values, min_size=1, max_size=3, unique=True)
    sent = {"": data.draw(parts)} if name in ("single", "multiple") else {}
    for part in range(len(getattr(body, "pairs", getattr(body, "items", ())))):
        sent[str(part)] = [data.draw(values)]
    if name == "order":
        moved = {str(mixed.index(int(part))): value for part, value in sent.items()}
    else:
        moved = {part: [str(mixed.index(int(value))) for value in given_values] for part, given_values in sent.items()}
    assert kind.mark(body, kind.clean_answer(body, sent, plain)) == kind.mark(
        body, kind.clean_answer(body, moved, mixed)
    )


def test_order_and_match_are_never_shown_solved():
    body = ORDER.parse({"text": "x", "items": ["a", "b"]})
    assert {tuple(ORDER.arrange(body, shuffle=False, rng=random.Random(seed))) for seed in range(20)} == {(1, 0)}
    body = SINGLE.parse(BODIES["single"])
    assert SINGLE.arrange(body, shuffle=False, rng=random.Random(1)) == [0, 1, 2]


@pytest.mark.parametrize(
    ("typed", "value"),
    [
        ("12,5", "12.5"),
        ("12.5", "12.5"),
        (" 12,5 € ", "12.5"),
        ("12,5€", "12.5"),
        ("1 234,50", "1234.50"),
        ("1\u00a0234", "1234"),
        ("1.234,5", "1234.5"),
        ("1,234.5", "1234.5"),
        ("−5", "-5"),
        ("+3", "3"),
        (",5", "0.5"),
        ("1e9", "1e9"),
        ("6,02·10^23", "6.02e23"),
    ],
)
def test_numbers_are_read_as_people_write_them(typed, value):
    assert read_number(typed, unit="€") == Decimal(value)


@pytest.mark.parametrize("typed", ["viisi", "1,2,3", "--1", "5 kg", "٣", "NaN", "∞", "9" * 41, "1e999", "<b>1</b>"])
def test_what_is_no_number_is_said_so(typed):
    with pytest.raises(UnableToReadAnswer, match=r"Kirjoita luku numeroina, esimerkiksi 12,5\."):
        read_number(typed, unit="€")


@given(st.decimals(allow_nan=False, allow_infinity=False, places=3, min_value=-1000, max_value=1000))
def test_numeric_is_right_within_the_tolerance_and_wrong_outside(value):
    body = KINDS["numeric"].parse(BODIES["numeric"])
    near = abs(value - Decimal("12.5")) <= Decimal("0.5")
    assert KINDS["numeric"].mark(body, Quantity(value)) == Fraction(int(near))


@pytest.mark.parametrize(("number", "text"), [("12.50", "12,5"), ("100", "100"), ("-3", "−3"), ("0.000", "0")])
def test_numbers_are_written_the_finnish_way(number, text):
    assert written(Decimal(number)) == text


@pytest.mark.parametrize(
    ("typed", "sensitive", "mark"),
    [
        ("vertaisuus", False, 1),
        ("  VERTAISUUS ", False, 1),
        ("VERTAISUUS", True, 0),
        ("vertaisuus", True, 1),
        ("yrittäjävertaisuus", False, 1),
        ("vertaisuutta", False, 0),
    ],
)
def test_short_answers(typed, sensitive, mark):
    body = KINDS["short"].parse({**BODIES["short"], "case_sensitive": sensitive})
    assert KINDS["short"].mark(body, typed) == mark


def test_of_two_values_for_one_choice_the_one_that_counts_is_shown():
    body = SINGLE.parse(BODIES["single"])
    rows = SINGLE.rows(body, {"": ["1", "0"]}, natural(SINGLE, body))
    assert [row["chosen"] for row in rows][:2] == [False, True]
    assert SINGLE.clean_answer(body, {"": ["1", "0"]}, natural(SINGLE, body)) == 1
