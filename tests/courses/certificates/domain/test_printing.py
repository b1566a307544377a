from html.parser import HTMLParser

import pytest
from django.utils import translation

from courses.certificates.domain import printing

NAMES = [
    "Kuovi Rantanen",
    "Žofia Charlotta Ålander-Öhman von Wright-Lehtimäki",
    "Maximiliana Konstantina Bartholomea Hohenzollern-Sigmaringen-Niemelä-Rantakyläläinen",
    "W" * 160,
    " ".join(["Wwwwwwww"] * 17),
]


def snapshot(**values):
    base = {
        "form": 1, "language": "fi", "number": "TP-2026-0012", "code": "0" * 28, "holder": "Kuovi Rantanen",
        "given_name": "Kuovi", "family_name": "Rantanen", "run": "Syksy 2026", "starts_on": "2026-08-18",
        "ends_on": "2026-12-15", "issued_on": "2026-12-18", "heading": "Todistus",
        "statement": "on suorittanut hyväksytysti koulutuksen", "course": "Työpeili-ohjaajakoulutus",
        "course_language": "fi", "issuer": "SAMK", "place": "Pori", "funding": "", "signatories": [],
        "minutes": 720, "outcomes": [], "content_language": "fi", "done": [], "meetings": 3,
        "sessions": [
            {"position": 1, "title": "A", "on": "2026-08-18", "minutes": 600, "mode": "on_site"},
            {"position": 2, "title": "B", "on": "2026-12-15", "minutes": 120, "mode": "online"},
        ],
    }  # fmt: skip
    return {**base, **values}


@pytest.mark.parametrize(
    ("language", "lines"),
    [
        (
            "fi",
            [
                "12 tuntia lähi- ja verkko-opetusta",
                "Oman ryhmän ohjaus, 3 tapaamista",
                "Koulutusaika 18.8.–15.12.2026",
            ],
        ),
        (
            "sv",
            [
                "12 timmar när- och nätundervisning",
                "Ledning av en egen grupp, 3 träffar",
                "Utbildningstid 18.8.2026 – 15.12.2026",
            ],
        ),
        (
            "en",
            [
                "12 hours of face-to-face and online teaching",
                "Facilitating an own group, 3 meetings",
                "Course dates 18 Aug 2026 – 15 Dec 2026",
            ],
        ),
    ],
)
def test_the_facts_in_three_languages(language, lines):
    with translation.override(language):
        assert printing.facts(snapshot()) == lines


@pytest.mark.parametrize(
    ("minutes", "mode", "text"),
    [
        (60, "on_site", "1 tunti lähiopetusta"),
        (90, "online", "1,5 tuntia verkko-opetusta"),
        (720, "hybrid", "12 tuntia lähi- ja verkko-opetusta"),
        (45, "online", "0,75 tuntia verkko-opetusta"),
        (100, "on_site", "1,67 tuntia lähiopetusta"),
    ],
)
def test_the_extent_is_the_sum_of_the_run_and_nothing_else(minutes, mode, text):
    sessions = [{"position": 1, "title": "A", "on": "2026-08-18", "minutes": minutes, "mode": mode}]
    with translation.override("fi"):
        assert printing.extent(snapshot(minutes=minutes, sessions=sessions)) == text


def test_a_run_without_meetings_and_over_new_year():
    with translation.override("fi"):
        assert printing.facts(snapshot(meetings=0, ends_on="2027-01-12")) == [
            "12 tuntia lähi- ja verkko-opetusta",
            "Koulutusaika 18.8.2026 – 12.1.2027",
        ]


@pytest.mark.parametrize("name", NAMES)
def test_a_name_gets_the_largest_size_it_fits_in(name):
    size, whole = printing._fitting(name, printing.NAME_SIZES)
    sizes = [row[0] for row in printing.NAME_SIZES]
    room = dict(printing.NAME_SIZES)
    parts = printing._at_spaces(name) if whole else printing._at_hyphens(name)
    if size != sizes[-1]:
        assert printing._lines_needed(parts, printing.WIDTH / size) <= room[size]
    for larger in sizes[: sizes.index(size)]:
        assert printing._lines_needed(printing._at_spaces(name), printing.WIDTH / larger) > room[larger]


@pytest.mark.parametrize(
    ("name", "whole"),
    [
        ("Kuovi Rantanen", True),
        ("Žofia Charlotta Ålander-Öhman von Wright-Lehtimäki", True),
        ("Maximiliana Konstantina Bartholomea Hohenzollern-Sigmaringen-Niemelä-Rantakyläläinen", True),
        ("W" * 160, False),
        ("Kuovi " + "-".join(["Rantanen"] * 9), False),
    ],
)
def test_a_double_barreled_name_is_broken_only_when_it_would_be_too_small(name, whole):
    assert printing.keeps_hyphens(name, printing.NAME_SIZES) is whole


def test_short_names_are_large_and_all_sizes_are_in_the_style_sheet():
    assert printing.fitting_size("Kuovi Rantanen", printing.NAME_SIZES) == 44
    css = (printing.PAPER / "certificate.css").read_text()
    assert all(f".name--{size} " in css for size, _room in printing.NAME_SIZES)
    assert all(f".course--{size} " in css for size, _room in printing.COURSE_SIZES)


def test_the_page_escapes_what_people_wrote():
    html = printing.certificate_html(snapshot=snapshot(holder="<script>alert(1)</script>", issuer='"&<b>'))
    assert "<script" not in html
    assert "&lt;script&gt;" in html

    class Tags(HTMLParser):
        found: set = set()

        def handle_starttag(self, tag, attrs):
            self.found.add(tag)

    Tags().feed(html)
    assert "b" not in Tags.found


def test_a_preview_has_neither_number_nor_code():
    html = printing.certificate_html(snapshot=snapshot(number="", code=""), is_preview=True)
    assert "Esikatselu" in html
    assert "/T/" not in html
    assert "PEILI-" not in html


def test_the_address_of_the_code_is_in_capitals(settings):
    settings.BASE_URL = "https://peili.example.fi/"
    assert printing.verify_url("7K3M") == "HTTPS://PEILI.EXAMPLE.FI/T/7K3M/"
    assert printing.verify_place() == "peili.example.fi/tarkista"
