"""Marking by its properties: marks stay within bounds, the right answer earns all, a better answer never earns less."""

import random
from decimal import Decimal
from fractions import Fraction

import pytest
from factories.assessments import BODIES, RIGHT
from hypothesis import given
from hypothesis import strategies as st

from assessments.questions.kinds import KINDS, UnableToReadAnswer
from assessments.questions.kinds.entry import fits
from assessments.questions.kinds.numeric import Quantity

SINGLE, MULTIPLE, MATCH, ORDER, NUMERIC, SHORT, GAPS = (
    KINDS[name] for name in ("single", "multiple", "match", "order", "numeric", "short", "gaps")
)
GRADINGS = (
    "pairs", "all", "position", "next", "next_last", "neighbours", "relative", "longest_subset", "longest_run",
    "distance",
)  # fmt: skip
shares = st.integers(-100, 100).map(lambda percent: str(Decimal(percent) / 100))
gains = st.integers(0, 100).map(lambda percent: str(Decimal(percent) / 100))


@given(st.lists(shares, min_size=1, max_size=6))
def test_single_with_shares(fractions):
    options = [{"text": "paras", "correct": True}, *({"text": "x", "fraction": share} for share in fractions)]
    body = SINGLE.parse({"text": "x", "options": options})
    marks = [SINGLE.mark(body, number) for number in range(len(options))]
    assert all(0 <= mark <= 1 for mark in marks)
    assert marks[0] == 1
    for (one, first), (other, second) in zip(
        zip(fractions, marks[1:], strict=True), zip(fractions[1:], marks[2:], strict=False), strict=False
    ):
        assert (Decimal(one) <= Decimal(other)) <= (first <= second)


@given(st.lists(shares, min_size=1, max_size=7), st.data())
def test_multiple_with_shares_stays_in_bounds_and_a_better_choice_never_earns_less(fractions, data):
    options = [{"text": "aina", "fraction": "0.5"}, *({"text": "x", "fraction": share} for share in fractions)]
    body = MULTIPLE.parse({"text": "x", "options": options})
    chosen = data.draw(st.frozensets(st.integers(0, len(options) - 1)))
    mark = MULTIPLE.mark(body, chosen or None)
    assert 0 <= mark <= 1
    right = {number for number, option in enumerate(body.options) if option.correct}
    assert MULTIPLE.mark(body, frozenset(right)) == 1
    for number in range(len(options)):
        better = chosen | {number} if number in right else chosen - {number}
        assert MULTIPLE.mark(body, frozenset(better)) >= mark


def test_thirds_that_were_cut_to_decimals_make_a_whole():
    options = [{"text": str(number), "fraction": "0.33333"} for number in range(3)] + [{"text": "x", "fraction": "-1"}]
    body = MULTIPLE.parse({"text": "x", "options": options})
    assert MULTIPLE.mark(body, frozenset({0})) == Fraction(1, 3)
    assert MULTIPLE.mark(body, frozenset({0, 1, 2})) == 1
    assert MULTIPLE.mark(body, frozenset({0, 1, 2, 3})) == 0


def test_all_or_nothing():
    options = [{"text": "a", "correct": True}, {"text": "b", "correct": True}, {"text": "c"}]
    body = MULTIPLE.parse({"text": "x", "options": options, "all_or_nothing": True})
    assert [MULTIPLE.mark(body, frozenset(chosen)) for chosen in ({0, 1}, {0}, {0, 1, 2})] == [1, 0, 0]


@given(st.integers(1, 6), st.integers(0, 3), st.data())
def test_match_a_pair_put_right_never_earns_less(pairs, distractors, data):
    body = MATCH.parse(
        {
            "text": "x",
            "pairs": [{"prompt": f"p{n}", "answer": f"a{n}"} for n in range(pairs)],
            "distractors": [f"d{n}" for n in range(distractors + (pairs == 1))],
        }
    )
    answer = data.draw(st.dictionaries(st.integers(0, pairs - 1), st.integers(0, len(body.choices) - 1)))
    mark = MATCH.mark(body, answer or None)
    assert 0 <= mark <= 1
    for number in range(pairs):
        assert MATCH.mark(body, {**answer, number: number}) >= mark
    assert MATCH.mark(body, {number: number for number in range(pairs)}) == 1


@pytest.mark.parametrize("grading", GRADINGS)
@given(data=st.data())
def test_every_way_to_mark_an_order_stays_in_bounds_and_only_the_right_order_earns_all(grading, data):
    size = data.draw(st.integers(2, 7))
    body = ORDER.parse({"text": "x", "items": [f"k{n}" for n in range(size)], "grading": grading})
    placed = data.draw(st.dictionaries(st.integers(0, size - 1), st.integers(0, size - 1)))
    assert 0 <= ORDER.mark(body, placed or None) <= 1
    order = data.draw(st.permutations(range(size)))
    mark = ORDER.mark(body, {item: place for place, item in enumerate(order)})
    assert 0 <= mark <= 1
    assert (mark == 1) == (list(order) == list(range(size)))


@given(st.lists(gains, min_size=1, max_size=5), st.integers(-300, 300))
def test_numeric_earns_what_the_first_fitting_answer_says(fractions, tenths):
    answers = [{"value": str(n * 10), "tolerance": "2", "fraction": share} for n, share in enumerate(fractions)]
    body = NUMERIC.parse({"text": "x", "answers": answers})
    typed = Decimal(tenths) / 10
    fitting = [n for n in range(len(fractions)) if abs(typed - n * 10) <= 2]
    expected = Fraction(fractions[fitting[0]]) if fitting else 0
    assert NUMERIC.mark(body, Quantity(typed)) == expected


@pytest.mark.parametrize(
    ("needed", "typed", "unit", "mark"),
    [
        ("no", "2", "", 1),
        ("no", "2 m", "", 1),
        ("no", "200 cm", "", 1),
        ("optional", "200cm", "", 1),
        ("optional", "2,05", "", 1),
        ("optional", "3", "", 0),
        ("graded", "2 m", "", 1),
        ("graded", "2", "", Fraction(1, 2)),
        ("graded", "2 kg", "", Fraction(1, 2)),
        ("choose", "200", "1", 1),
        ("choose", "2", "0", 1),
        ("choose", "2", "1", 0),
        ("choose", "2", "", Fraction(1, 2)),
    ],
)
def test_units(needed, typed, unit, mark):
    body = NUMERIC.parse(
        {
            "text": "x", "answers": [{"value": "2", "tolerance": "0.1"}], "unit": "m",
            "units": [{"name": "cm", "factor": "100"}], "unit_needed": needed, "unit_penalty": "0.5",
        }
    )  # fmt: skip
    assert NUMERIC.mark(body, NUMERIC.clean_answer(body, {"": [typed], "0": [unit]}, [])) == mark


def test_a_unit_nobody_asked_for_is_said_so():
    body = NUMERIC.parse({"text": "x", "answer": "2", "unit": "m"})
    with pytest.raises(UnableToReadAnswer):
        NUMERIC.clean_answer(body, {"": ["2 kg"]}, [])


@pytest.mark.parametrize(
    ("wording", "typed", "right"),
    [
        ("*vertais*", "Yrittäjän vertaisuus", True),
        ("vertais*", "vertaisuus", True),
        ("vertais*", "epävertaisuus", False),
        ("*", "mitä vain", True),
        ("a*b*c", "a1b2c", True),
        ("a*b*c", "acb", False),
        ("ab*ba", "aba", False),
        ("5 \\* 3", "5 * 3", True),
        ("5 \\* 3", "5 x 3", False),
        ("a  b", " A b ", True),
        ("*a* * b*", "xa y b", True),
    ],
)
def test_wildcards(wording, typed, right):
    assert fits(typed, wording, case_sensitive=False, wildcards=True) is right


def test_wildcards_take_no_longer_than_the_words_are():
    assert fits("a" * 20_000, "*a" * 200 + "b", case_sensitive=False, wildcards=True) is False


@given(st.text(max_size=40), st.lists(st.text(min_size=1, max_size=10).filter(str.strip), min_size=1, max_size=4))
def test_short_stays_in_bounds_whatever_is_typed(typed, wordings):
    accepted = [{"text": f"x{text}", "fraction": "0.5"} for text in wordings] + ["oikea"]
    for wildcards in (False, True):
        body = SHORT.parse({"text": "x", "accepted": accepted, "wildcards": wildcards})
        assert 0 <= SHORT.mark(body, SHORT.clean_answer(body, {"": [typed]}, [])) <= 1
        assert SHORT.mark(body, "OIKEA") in (1, Fraction(1, 2))


def gap_body(points):
    shares = {
        "choice": [("a", "1"), ("b", "0.5"), ("c", "0")],
        "several": [("a", "0.5"), ("b", "0.5"), ("c", "-1")],
        "short": [("sana", "1"), ("sa*", "0.25")],
    }
    gaps = [
        {"sort": sort, "answers": [{"text": text, "fraction": share} for text, share in answers]}
        for sort, answers in shares.items()
    ]
    gaps.append({"sort": "number", "answers": [{"text": "5", "tolerance": "1", "fraction": "1"}]})
    rows = [{**gap, "points": str(weight)} for gap, weight in zip(gaps, points, strict=True)]
    return GAPS.parse({"text": "[[1]] [[2]] [[3]] [[4]]", "gaps": rows})


BEST = {0: 0, 1: frozenset({0, 1}), 2: "sana", 3: Decimal(5)}
filled_gaps = st.fixed_dictionaries(
    {},
    optional={
        0: st.integers(0, 2),
        1: st.frozensets(st.integers(0, 2), min_size=1),
        2: st.sampled_from(["sana", "sanat", "muu"]),
        3: st.integers(-9, 9).map(Decimal),
    },
)


@given(st.lists(st.integers(0, 5), min_size=4, max_size=4).filter(any), filled_gaps)
def test_gaps_a_gap_put_right_never_earns_less(points, answer):
    body = gap_body(points)
    mark = GAPS.mark(body, answer or None)
    assert 0 <= mark <= 1
    for number, best in BEST.items():
        assert GAPS.mark(body, {**answer, number: best}) >= mark
    assert GAPS.mark(body, BEST) == 1


def test_weights_count():
    body = gap_body([3, 1, 0, 0])
    assert GAPS.mark(body, {0: 0}) == Fraction(3, 4)
    assert GAPS.mark(body, {0: 1, 1: frozenset({0})}) == Fraction(1, 2)


@given(st.integers(), st.data())
def test_the_order_of_choices_in_gaps_changes_no_mark(seed, data):
    body = gap_body([1, 1, 1, 1])
    body = body.model_copy(update={"gaps": tuple(gap.model_copy(update={"shuffle": True}) for gap in body.gaps)})
    plain = GAPS.arrange(body, shuffle=False, rng=random.Random(0))
    mixed = GAPS.arrange(body, shuffle=True, rng=random.Random(seed))
    chosen = data.draw(st.integers(0, 2))
    moved = str(mixed[:3].index(chosen))
    sent = {"0": [str(chosen)]}
    assert GAPS.clean_answer(body, sent, plain) == GAPS.clean_answer(body, {"0": [moved]}, mixed)


def test_a_gap_that_cannot_be_read_is_named_and_the_others_still_count():
    body = gap_body([1, 1, 1, 1])
    sent = {"0": ["0"], "3": ["viisi"]}
    with pytest.raises(UnableToReadAnswer, match="Aukko 4"):
        GAPS.clean_answer(body, sent, [0, 1, 2, 3, 4, 5])
    assert GAPS.mark(body, GAPS.readable_answer(body, sent, [0, 1, 2, 3, 4, 5])) == Fraction(1, 4)


@pytest.mark.parametrize(
    ("text", "gaps", "message"),
    [
        ("Ei aukkoja", 1, "Merkitse jokainen aukko"),
        ("[[1]] [[1]]", 1, "Merkitse jokainen aukko"),
        ("[[1]] [[3]]", 2, "Merkitse jokainen aukko"),
        ("[[2]]", 1, "Merkitse jokainen aukko"),
    ],
)
def test_markers_and_gaps_belong_together(text, gaps, message):
    gap = {"sort": "short", "answers": [{"text": "a", "fraction": "1"}]}
    with pytest.raises(Exception, match=message):
        GAPS.parse({"text": text, "gaps": [gap] * gaps})


@pytest.mark.parametrize("kind", RIGHT)
@pytest.mark.parametrize("penalty", ["0", "0.3333333", "1"])
def test_a_penalty_takes_nothing_off_as_there_is_one_marking(kind, penalty):
    sort = KINDS[kind]
    body = sort.parse(BODIES[kind] | {"penalty": penalty})
    if sort.asks and not sort.is_reviewed:
        order = sorted(sort.arrange(body, shuffle=False, rng=random.Random(1)))
        assert sort.mark(body, sort.clean_answer(body, RIGHT[kind], order)) == 1
