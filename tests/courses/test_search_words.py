"""Words of a search: stems that prefix search finds the other forms by, and surroundings of what was found."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from courses.search_words import plain, snippet, stem, words_in


@pytest.mark.parametrize(
    ("written", "in_text"),
    [
        ("ryhmässä", "ryhmän"),
        ("ryhmä", "ryhmille"),
        ("luottamus", "luottamuksen"),
        ("luottamuksesta", "luottamuksen"),
        ("tapaaminen", "tapaamisen"),
        ("tapaamisissa", "tapaamisen"),
        ("hinta", "hinta"),
        ("kysymyksiä", "kysymyksen"),
        ("reflektio", "reflektioiden"),
        ("ohjaajalle", "ohjaajan"),
        ("hiljaisuudesta", "hiljaisuuden"),
        ("SWOT", "swot"),
        ("2026", "2026"),
    ],
)
def test_a_form_finds_another(written, in_text):
    assert in_text.startswith(stem(words_in(written)[0]))


@given(st.text(max_size=300))
def test_any_text_gives_few_short_words(text):
    words = words_in(text)
    assert len(words) <= 8
    assert all(word and len(stem(word)) <= len(word) for word in words)


@given(st.text(max_size=400), st.lists(st.text(min_size=1, max_size=6), max_size=3))
def test_pieces_are_pieces_of_the_text(text, stems):
    text = plain(text)
    pieces = snippet(text, stems)
    joined = "".join(piece for piece, _hit in pieces)
    assert joined.removeprefix("… ").removesuffix(" …") in text or joined in text


def test_the_word_found_is_marked_in_its_surroundings():
    text = "alku " * 60 + "Luottamuksen rakentaminen " + "loppu " * 60
    pieces = snippet(text, ["luottamu"])
    assert ("Luottamuksen", True) in pieces
    assert pieces[0][0] == "… "
    assert sum(len(piece) for piece, _hit in pieces) < 260


def test_markup_is_no_text():
    assert plain("<p>Hei&nbsp;<b>sinä</b></p><script>x</script>") == "Hei sinä x"
