"""What is kept of a drawn question never shows another order, answer, mark or language, and holds nobody's words."""

from fractions import Fraction

import pytest
from django.template import engines
from django.utils import translation
from factories.assessments import make_question

from assessments.questions.domain import Shown

pytestmark = pytest.mark.django_db
PAGE = "{% load drawn_question %}{% draw_question q %}"
PLAIN = '{% include "questions/question.html" %}'


def drawn(template, question, **around):
    return engines["django"].from_string(template).render({"q": question, "language": "fi", "total": 3, **around})


def looks(version):
    places = list(range(len(version.parsed.options)))
    for language in ("fi", "en"):
        for order in (places, places[::-1]):
            for given, mark in (({}, None), ({"": ["0"]}, Fraction(1)), ({"": ["1"]}, Fraction(0))):
                for number in (1, 2):
                    for extra in ({}, {"problem": "Lue tämä."}, {"hint": "Katso lampeen."}):
                        yield language, Shown(0, version, order, given, 2, mark, number=number, **extra)


def test_what_is_kept_looks_like_what_would_be_drawn_now():
    version = make_question("single").current
    for _time in range(2):  # the second time all is kept
        for language, question in looks(version):
            for marked in (False, True):
                with translation.override(language):
                    kept = drawn(PAGE, question, marked=marked, LANGUAGE_CODE=language)
                    assert kept == drawn(PLAIN, question, marked=marked, LANGUAGE_CODE=language)
    assert version.__dict__["_drawn"]


def test_words_of_a_persons_own_are_not_kept():
    version = make_question("open").current

    assert "vain minä tiedän" in drawn(PAGE, Shown(0, version, [], {"": ["vain minä tiedän"]}, number=1))
    assert "_drawn" not in version.__dict__


def test_what_no_form_of_ours_sends_is_not_kept():
    version = make_question("single").current

    drawn(PAGE, Shown(0, version, [0, 1], {"": ["9" * 10_000]}, number=1))

    assert "_drawn" not in version.__dict__
