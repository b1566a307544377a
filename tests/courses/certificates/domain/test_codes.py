from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from courses.certificates.domain.codes import (
    ALPHABET,
    LENGTH,
    RANDOM_LENGTH,
    BadCode,
    SlipOfTheHand,
    StrangeSign,
    WrongLength,
    check_sign,
    grouped,
    new_code,
    normalize,
)

BODIES = st.text(alphabet=ALPHABET, min_size=RANDOM_LENGTH, max_size=RANDOM_LENGTH)
CODES = BODIES.map(lambda body: body + check_sign(body))


def test_a_code_has_at_least_128_random_bits_and_no_look_alikes():
    assert len(ALPHABET) == len(set(ALPHABET)) == 32
    assert RANDOM_LENGTH * 5 >= 128
    assert set("ILOU") & set(ALPHABET) == set()


def test_new_codes_are_whole_and_all_different():
    codes = {new_code() for _ in range(500)}
    assert len(codes) == 500
    assert all(normalize(code) == code and len(code) == LENGTH for code in codes)


@given(CODES, st.integers(0, LENGTH - 1), st.sampled_from(ALPHABET))
def test_each_single_wrong_character_is_refused(code, place, sign):
    if code[place] == sign:
        assert normalize(code) == code
    else:
        with pytest.raises(SlipOfTheHand):
            normalize(code[:place] + sign + code[place + 1 :])


@given(CODES, st.integers(0, LENGTH - 1), st.integers(0, LENGTH - 1))
def test_two_characters_that_changed_places_are_refused(code, first, second):
    signs = list(code)
    signs[first], signs[second] = signs[second], signs[first]
    swapped = "".join(signs)
    if swapped == code:
        assert normalize(swapped) == code
    else:
        with pytest.raises(SlipOfTheHand):
            normalize(swapped)


@given(CODES, st.data())
def test_case_spaces_hyphens_and_look_alikes_are_forgiven(code, data):
    like = {"0": "0oO", "1": "1iIlL"}
    typed = "".join(
        data.draw(st.sampled_from(like.get(sign, sign + sign.lower())))
        + data.draw(st.sampled_from(["", "-", " ", "–", " - ", "\t", "\n"]))
        for sign in code
    )
    assert normalize(typed) == code
    assert normalize(grouped(code)) == code


@given(st.text(max_size=60))
def test_any_text_is_either_a_code_or_refused(text):
    with suppress(BadCode):
        assert len(normalize(text)) == LENGTH


@pytest.mark.parametrize(
    ("text", "error"),
    [
        ("", WrongLength),
        ("0" * (LENGTH - 1), WrongLength),
        ("0" * (LENGTH + 1), WrongLength),
        ("U" * LENGTH, StrangeSign),
        ("Ä" * LENGTH, StrangeSign),
        ("<script>alert(1)</script>", StrangeSign),
        ("\0" * LENGTH, StrangeSign),
        ("😀" * LENGTH, StrangeSign),
        ("0" * (LENGTH - 1) + "2", SlipOfTheHand),
    ],
)
def test_what_is_wrong_is_told_apart(text, error):
    with pytest.raises(error):
        normalize(text)


def test_people_read_it_in_groups_of_four():
    assert grouped("0123456789ABCDEFGHJKMNPQRSTV") == "0123-4567-89AB-CDEF-GHJK-MNPQ-RSTV"
