"""The privacy check of texts (BR-14): what it finds, and what it must leave alone."""

import time
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from courses.domain.text_privacy import ConcernKind, find_privacy_concerns, is_identity_code


def found(text, **more):
    return [(concern.kind.value, concern.excerpt) for concern in find_privacy_concerns(text=text, **more)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Kirjoita osoitteeseen kuovi@example.org huomenna.", [("email", "kuovi@example.org")]),
        ("etu.suku+ryhma@posti.example.fi", [("email", "etu.suku+ryhma@posti.example.fi")]),
        ("Soita 040 123 4567 illalla", [("phone", "040 123 4567")]),
        ("numero on 0401234567.", [("phone", "0401234567")]),
        ("puh. +358 40 1234567", [("phone", "+358 40 1234567")]),
        ("toimisto (02) 620 3000", [("phone", "(02) 620 3000")]),
        ("040-123 4567", [("phone", "040-123 4567")]),
        ("tunnus 131052-308T.", [("identity_code", "131052-308T")]),
        ("syntynyt 010203A123b", [("identity_code", "010203A123b")]),
        ("010190–123A puhelimen viivalla", [("identity_code", "010190–123A")]),
        ("Pekka sanoi niin", [("name", "Pekka")]),
        ("puhuin Pekan kanssa", [("name", "Pekan")]),
        ("Mikolle ja Annukalle", [("name", "Mikolle"), ("name", "Annukalle")]),
        ("Markuksen yritys", [("name", "Markuksen")]),
        ("kuulin Jukalta", [("name", "Jukalta")]),
        ("Danielille", [("name", "Danielille")]),
        ("Matti Keksitty kertoi", [("name", "Matti Keksitty")]),
        ("Anna-Liisan kampaamo", [("name", "Anna-Liisan")]),
        ("Ellikin tuli", [("name", "Ellikin")]),
        ("kävelin Toivon kanssa", [("name", "Toivon")]),
        ("Toivo Keksitty kertoi", [("name", "Toivo Keksitty")]),
        ("sanoi: matti@example.org", [("email", "matti@example.org")]),
    ],
)
def test_finds(text, expected):
    assert found(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Toivon, että ryhmä jatkuu. Annan palautetta. Pian nähdään. Kai se onnistuu.",
        "Ainoa keino oli odottaa.\nPäiviä kului. Joukolla lähdettiin. Onni oli myötä.",
        "”Annan sen anteeksi”, hän sanoi.",
        "Mikä auttoi? Millä tavalla? Missä olimme?",
        "Tapaaminen 24.11.2026 klo 14–16, läsnä 6/7.",
        "Hinta on 1 234,50 € ja alv 25,5 %.",
        "Paikalla oli 10 000 000 syytä.",
        "Asteikko 0 1 2 3 4 5 6 7 8 9 10",
        "ISBN 978-952-456-211-9 ja vuosi 2019–2020",
        "Puhuimme @-merkistä ja hinnasta 5 @ 3.",
        "Työpeili-ryhmä kokoontui Porissa, Huittisissa ja Raumalla.",
        "Meri oli tyyni, Tuuli heikko.".replace(", Tuuli", ". Tuuli"),
        "Sanaa pekka pienellä ei huomata, koska se voi olla mitä vain.",
    ],
)
def test_leaves_ordinary_words_alone(text):
    assert found(text) == []


def test_extra_names_are_found_in_any_case_and_letters():
    text = "Kuovi puhui ja kuovin vuoro jatkui; Lehtopöllölle riitti. Kuoviset ei."
    assert found(text, extra_names=["Kuovi", "Lehtopöllö", " ", "x"]) == [
        ("name", "Kuovi"),
        ("name", "kuovin"),
        ("name", "Lehtopöllölle"),
    ]


def test_extra_names_may_hold_signs_of_patterns():
    assert found("tuli a.*b( mukaan", extra_names=["a.*b("]) == [("name", "a.*b(")]


def test_places_point_into_the_text_and_are_labeled():
    text = "Hei 😀 Pekka, soita 040 123 4567 tai kirjoita x@example.org"
    concerns = find_privacy_concerns(text=text)
    assert [text[c.start : c.end] for c in concerns] == [c.excerpt for c in concerns]
    assert [c.kind for c in concerns] == [ConcernKind.NAME, ConcernKind.PHONE, ConcernKind.EMAIL]
    assert [c.label for c in concerns] == ["nimi", "puhelinnumero", "sähköpostiosoite"]


@given(st.text(max_size=300), st.lists(st.text(max_size=12), max_size=3))
def test_any_text_is_answered_in_order_without_overlap(text, names):
    concerns = find_privacy_concerns(text=text, extra_names=names)
    for concern in concerns:
        assert text[concern.start : concern.end] == concern.excerpt != ""
    for one, next_one in pairwise(concerns):
        assert one.end <= next_one.start


@pytest.mark.parametrize("piece", ["a", "0", "a.", "0 ", "Anna ", "@", "Sana sana. ", "+3580", "(0"])
def test_long_texts_are_read_quickly(piece):
    text = piece * (20_000 // len(piece))
    began = time.perf_counter()
    find_privacy_concerns(text=text)
    assert time.perf_counter() - began < 1.5


@pytest.mark.parametrize(
    ("code", "is_right"),
    [
        ("131052-308T", True),
        ("131052-308t", True),
        ("131052A308T", True),
        ("010594Y9032", True),
        ("131052-308S", False),
        ("131052-307T", False),
        ("", False),
        ("131052-308", False),
        ("१३१०५२-308T", False),
    ],
)
def test_the_check_letter_tells_a_genuine_code(code, is_right):
    assert is_identity_code(code) is is_right


@pytest.mark.parametrize(
    ("code", "label"), [("131052-308T", "henkilötunnus"), ("131052-308S", "mahdollinen henkilötunnus")]
)
def test_a_slip_of_the_finger_hides_no_code_but_names_it_otherwise(code, label):
    (concern,) = find_privacy_concerns(text=f"Hänen tunnuksensa on {code}.")
    assert (concern.excerpt, concern.label) == (code, label)
