"""GIFT as Moodle reads it, and as teachers write it."""

import pytest

from assessments.questions.exchange.reading import read_file


def read(text: str, name: str = "x.gift"):
    file = read_file(name=name, data=text.encode())
    assert not file.reason, file.reason
    return file.questions


def only(text: str):
    [found] = read(text)
    assert not found.reason, found.reason
    return found


def options(found) -> list[tuple]:
    return [
        (option["text"], option.get("fraction") or ("1" if option.get("correct") else "0"), option.get("feedback", ""))
        for option in found.body["options"]
    ]


KINDS = [
    ("Onko?{T}", "truefalse", {"answer": True}),
    (
        "Onko?{FALSE#väärin#oikein####kaikille}",
        "truefalse",
        {"answer": False, "feedback_true": "väärin", "feedback_false": "oikein", "feedback": "kaikille"},
    ),
    ("Onko?{true}", "truefalse", {"answer": True}),
    (
        "Mikä?{=yksi =%50%kaksi#melkein}",
        "short",
        {"accepted": [{"text": "yksi"}, {"text": "kaksi", "fraction": "0.5", "feedback": "melkein"}]},
    ),
    ("Mikä?{yksi}", "short", {"accepted": [{"text": "yksi"}]}),
    ("Mikä?{=yks*}", "short", {"accepted": [{"text": "yks*"}], "wildcards": True}),
    ("Paljonko?{#3}", "numeric", {"answers": [{"value": "3"}]}),
    ("Paljonko?{#3,5:0,5}", "numeric", {"answers": [{"value": "3.5", "tolerance": "0.5"}]}),
    ("Paljonko?{#1..4}", "numeric", {"answers": [{"value": "2.5", "tolerance": "1.5"}]}),
    ("Paljonko?{#-4..-1}", "numeric", {"answers": [{"value": "-2.5", "tolerance": "1.5"}]}),
    (
        "Paljonko?{#=3:0.1#juuri ~#ei}",
        "numeric",
        {
            "answers": [
                {"value": "3", "tolerance": "0.1", "feedback": "juuri"},
                {"value": None, "fraction": "0", "feedback": "ei"},
            ]
        },
    ),
    ("Kirjoita.{}", "open", {"response": "editor"}),
    ("Kirjoita.{####kiitos}", "open", {"feedback": "kiitos"}),
    ("Lue tämä.", "description", {}),
    (
        "Yhdistä{=a -> 1\n=b->2\n= -> 3}",
        "match",
        {"pairs": [{"prompt": "a", "answer": "1"}, {"prompt": "b", "answer": "2"}], "distractors": ["3"]},
    ),
    (
        "Järjestä{>2 ALL VERTICAL ABSOLUTE_POSITION SHOW none\na\nb\n}",
        "order",
        {"items": ["a", "b"], "grading": "position"},
    ),
]


@pytest.mark.parametrize(("text", "kind", "body"), KINDS, ids=[text.split("\n")[0] for text, _kind, _body in KINDS])
def test_every_kind(text, kind, body):
    found = only(text)
    assert found.kind == kind
    assert {name: found.body.get(name) for name in body} == body
    assert found.losses == []


CHOICES = [
    ("{=a ~b}", "single", [("a", "1", ""), ("b", "0", "")]),
    ("{~b~c=a}", "single", [("b", "0", ""), ("c", "0", ""), ("a", "1", "")]),
    ("{~%50%a ~%50%b ~c#ei}", "multiple", [("a", "0.5", ""), ("b", "0.5", ""), ("c", "0", "ei")]),
    (
        "{~%33,33333%a ~%33.333%b ~%33%c ~%-100%d}",
        "multiple",
        [("a", "1", ""), ("b", "1", ""), ("c", "1", ""), ("d", "0", "")],
    ),
    ("{=%100%a ~%0%b}", "single", [("a", "1", ""), ("b", "0", "")]),
    ("{\n=a\n\n~b\n}", "single", [("a", "1", ""), ("b", "0", "")]),  # a blank line inside the answers
    ("{\n=x = 5\n~x=6\n~y\n}", "single", [("x = 5", "1", ""), ("x=6", "0", ""), ("y", "0", "")]),
    ("{\n=a =b\n~c ~d\n}", "single", [("a", "1", ""), ("b", "1", ""), ("c", "0", ""), ("d", "0", "")]),
    ("{=#fff ~#000#ei}", "single", [("#fff", "1", ""), ("#000#ei", "0", "")]),
    ("{\n// huomautus\n=a\n  // toinen\n~b}", "single", [("a", "1", ""), ("b", "0", "")]),
    ("{=a\\=b\\{c\\} ~d\\~e\\#f\\:g}", "single", [("a=b{c}", "1", ""), ("d~e#f:g", "0", "")]),
    ("{=a ~b", "single", [("a", "1", ""), ("b", "0", "")]),  # the closing brace is missing
    ("{\n=a\n~b # ei,~c\n}", "single", [("a", "1", ""), ("b", "0", "ei,"), ("c", "0", "")]),
    ("{{=a ~b}}", "single", [("a", "1", ""), ("b", "0", "")]),
    ("{\n=%100%a~%0%b\n~%-100%c\n/*\n*/\n}", "single", [("a", "1", ""), ("b", "0", ""), ("c", "-1", "")]),
    ("{=&#228;\u00e4 ~b}", "single", [("&#228;ä", "1", ""), ("b", "0", "")]),
]


@pytest.mark.parametrize(("answers", "kind", "expected"), CHOICES, ids=[text for text, _kind, _rows in CHOICES])
def test_options_as_teachers_write_them(answers, kind, expected):
    found = only(f"Mikä?{answers}")
    assert found.kind == kind
    if "&#" in answers:
        expected = [("ää", "1", ""), ("b", "0", "")]
    assert options(found) == expected


def test_a_gap_in_the_sentence_is_shown():
    assert only("Grant on {~haudattu =kuollut} täällä.").body["text"] == "Grant on _____ täällä."


def test_html_attributes_need_no_escape():
    found = only('[html]<p>Katso</p>{=<a href="http://x.fi/?a=b">tämä</a> ~<b class="x">tuo</b>}')
    assert [text for text, _share, _said in options(found)] == [
        '<a href="http://x.fi/?a=b" rel="noopener noreferrer">tämä</a>',
        "<b>tuo</b>",
    ]


def test_braces_in_the_text_do_not_hide_the_answers():
    found = only("Mitä on $\\frac{1}{2}$?{=0,5 ~2}")
    assert found.body["text"] == "Mitä on $\\frac{1}{2}$?"
    assert found.notes == ["Tekstissä oli aaltosulkeita ilman kenoviivaa; ne on luettu tekstiksi."]
    code = only("::Koodi::Mitä int f() { return 1; } palauttaa? {=1 ~0}")
    assert code.body["text"] == "Mitä int f() { return 1; } palauttaa?"


def test_two_gaps_in_one_question_are_a_stated_loss():
    found = only("Yksi on {=1} ja kaksi on {=2}.")
    assert found.verdict == "degraded"
    assert "useampi aukko" in found.losses[0]


@pytest.mark.parametrize(
    "text",
    [
        "::A::Onko?{T}\n::B::Onko?{F}\n::C::Mikä?{=x}",
        "Onko A?{T}\nOnko B?{F}\nMikä C?{=x}",
        "// alku\n::A::Onko?{\nT\n}\n// väli\n::B::Onko?{F} \n\n\n::C::Mikä?{\n=x\n}",
        "::A::Onko?{T}\r\n\r\n::B::Onko?{F}\r\n\r\n::C::Mikä?{=x}\r\n",
        "::A::Onko?{T}\r\r::B::Onko?{F}\r\r::C::Mikä?{=x}",
        "$CATEGORY: Luokka\n::A::Onko?{T}\n   \n::B::Onko?{F}\n\u00a0\n::C::Mikä?{=x}",
    ],
)
def test_where_one_question_ends_and_the_next_begins(text):
    assert [found.kind for found in read(text)] == ["truefalse", "truefalse", "short"]


def test_a_comment_behind_the_answers_is_none_of_the_text():
    assert only("Mikä? {=a ~b} // muista tarkistaa").body["text"] == "Mikä?"


def test_a_comment_between_two_questions_parts_them_and_belongs_to_the_second():
    text = "// [id:K1]\n$CATEGORY: A\nOnko?{T}\n// [id:K2] [tag:y]\n\n// x\nMikä?{=a ~b}\n// [id:K3]\nKuka?{=c}"
    first, second, third = read_file(name="x.gift", data=text.encode()).questions
    assert [row.kind for row in (first, second, third)] == ["truefalse", "single", "short"]
    assert [row.code for row in (first, second, third)] == ["K1", "", "K3"]


def test_categories_codes_and_tags():
    text = "$CATEGORY: $course$/top/A//B/C\n\n// [id:K1] [tag:x] [tag:y z]\n::N::Onko?{T}\n\n$CATEGORY: top\n\nOnko?{F}"
    first, second = read(text, "tiedosto.gift")
    assert (first.category, first.code, first.tags) == ("A\u2215B/C", "K1", ["x", "y z"])
    assert second.category == "tiedosto"


def test_formats_of_texts():
    assert only("[markdown]**Mikä**?{T}").body["text"] == "<p><strong>Mikä</strong>?</p>"
    assert only("[plain]<b>Mikä</b>?{T}").body["text"] == "<b>Mikä</b>?"
    assert only("[html]<p>Mikä?</p>{T}").body["text"] == "Mikä?"
    assert only("<b>Mikä</b>\ntämä?{T}").body["text"] == "<b>Mikä</b>\n<br>tämä?"
    assert only("[joku]Mikä?{T}").body["text"] == "[joku]Mikä?"


REFUSED = [
    ("Rikki }", "Aaltosulkeet"),
    ("Rikki {", "Aaltosulkeet"),
    ("Mikä?{~a}", "Vaihtoehtoja on alle kaksi."),
    ("Mikä?{~a ~b}", "Mikään vaihtoehto ei ole oikea."),
    ("Paljonko?{#}", "Oikeaa lukua ei ole."),
    ("Paljonko?{#viisi}", "Vastaus ei ole luku: viisi"),
    ("Paljonko?{#1e999}", "Vastaus ei ole luku"),
    ("Yhdistä{=a->b =a->b}", "Tarvitaan vähintään kaksi erilaista vastinetta."),
    ("Järjestä{>2 ALL\na\na\n}", "Kaksi kohtaa on samanlaisia."),
]


@pytest.mark.parametrize(("text", "reason"), REFUSED)
def test_what_is_refused_has_its_line_and_reason_and_stops_nothing(text, reason):
    first, bad, last = read(f"Eka?{{T}}\n\n{text}\n\nToka?{{F}}")
    assert (first.verdict, bad.verdict, last.verdict) == ("imported", "skipped", "imported")
    assert bad.index == 2
    assert bad.reason.startswith("Rivi 3: ")
    assert reason in bad.reason


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252"])
def test_encodings(encoding):
    text = "::Nimi::Mikä on ”äö€”?{=ääkköset ~muu}\n\n"
    file = read_file(name="x.gift", data=text.encode(encoding))
    assert file.questions[0].body["text"] == "Mikä on ”äö€”?"


def test_a_file_of_two_encodings_is_read_too():
    file = read_file(name="x.gift", data="Äiti?{T}\n\n".encode() + "Isä?{F}".encode("cp1252"))
    assert [found.name for found in file.questions] == ["Äiti?", "Isä?"]
