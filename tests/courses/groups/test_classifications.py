"""The lists of municipalities and lines of business."""

from django.utils import translation

from courses.groups.classifications import line_choices, line_name, municipality_choices, municipality_name


def test_the_municipalities_of_2025_are_all_there_once():
    choices = municipality_choices()
    assert len(choices) == 308
    assert len({code for code, _name in choices}) == 308
    assert all(len(code) == 3 and code.isdigit() for code, _name in choices)


def test_names_follow_the_language_and_the_order_puts_umlauts_last():
    with translation.override("sv"):
        assert municipality_name("609") == "Björneborg"
        assert line_name("F") == "Byggverksamhet"
    with translation.override("en"):
        assert municipality_name("609") == "Pori"
        assert line_name("F") == "Construction"
    with translation.override("fi"):
        assert [name for _code, name in municipality_choices()][-2:] == ["Ähtäri", "Äänekoski"]


def test_the_lines_of_business_are_the_sections_a_to_s():
    assert "".join(code for code, _name in line_choices()) == "ABCDEFGHIJKLMNOPQRS"


def test_an_unknown_code_is_shown_as_it_is():
    assert municipality_name("999") == "999"
    assert line_name("Ö") == "Ö"
