"""Moodle XML: every type, what old and foreign files have, and files that are damaged."""

import pytest
from factories.question_bodies import picture_base64

from assessments.questions.exchange.reading import read_file

NAME = "<name><text>Nimi</text></name>"
TEXT = '<questiontext format="html"><text>Mitä?</text></questiontext>'
ANSWERS = '<answer fraction="100"><text>a</text></answer><answer fraction="0"><text>b</text></answer>'


def question(type_: str, inner: str = "", *, head: str = NAME + TEXT) -> str:
    return f'<question type="{type_}">{head}{inner}</question>'


def read(*questions: str, start: str = '<?xml version="1.0"?>'):
    file = read_file(name="x.xml", data=f"{start}<quiz>{''.join(questions)}</quiz>".encode())
    assert not file.reason, file.reason
    return file.questions


def only(type_: str, inner: str = "", **more):
    [found] = read(question(type_, inner, **more))
    assert not found.reason, found.reason
    return found


TYPES = [
    ("multichoice", ANSWERS, "single", {"options": [{"text": "a", "correct": True}, {"text": "b"}], "shuffle": False}),
    (
        "multichoice",
        f"<single>false</single>{ANSWERS}",
        "multiple",
        {"options": [{"text": "a", "correct": True, "fraction": "1"}, {"text": "b", "fraction": "0"}]},
    ),
    ("multichoiceset", ANSWERS, "multiple", {"all_or_nothing": True}),
    ("oumultiresponse", ANSWERS, "multiple", {"excess": True}),
    (
        "truefalse",
        '<answer fraction="0"><text>true</text><feedback><text>ei</text></feedback></answer>'
        '<answer fraction="100"><text>false</text></answer>',
        "truefalse",
        {"answer": False, "feedback_true": "ei"},
    ),
    (
        "truefalse",
        '<answer fraction="0"><text>False</text></answer><answer fraction="100"><text>True</text></answer>',
        "truefalse",
        {"answer": True},
    ),
    (
        "truefalse",
        '<answer fraction="100"><text>Oikein</text></answer><answer fraction="0"><text>Väärin</text></answer>',
        "truefalse",
        {"answer": True},
    ),
    (
        "shortanswer",
        f"<usecase>1</usecase>{ANSWERS}",
        "short",
        {"accepted": [{"text": "a"}, {"text": "b", "fraction": "0"}], "case_sensitive": True},
    ),
    (
        "numerical",
        '<answer fraction="100"><text>3,5</text><tolerance>0.1</tolerance></answer>'
        '<answer fraction="50">4</answer><answer fraction="0"><text>*</text></answer>',
        "numeric",
        {
            "answers": [
                {"value": "3.5", "tolerance": "0.1"},
                {"value": "4", "fraction": "0.5"},
                {"value": None, "fraction": "0"},
            ]
        },
    ),
    (
        "numerical",
        '<answer fraction="100"><text>1</text></answer><units><unit><multiplier>1</multiplier>'
        "<unit_name>m</unit_name></unit><unit><multiplier>100</multiplier><unit_name>cm</unit_name></unit></units>"
        "<unitgradingtype>1</unitgradingtype><unitpenalty>0.2</unitpenalty><showunits>0</showunits>",
        "numeric",
        {"unit": "m", "units": [{"name": "cm", "factor": "1E+2"}], "unit_needed": "graded", "unit_penalty": "0.2"},
    ),
    (
        "matching",
        "<subquestion><text>x</text><answer><text>1</text></answer></subquestion><subquestion><text>y</text>"
        "<answer><text>2</text></answer></subquestion><subquestion><text/><answer><text>3</text></answer></subquestion>",
        "match",
        {"pairs": [{"prompt": "x", "answer": "1"}, {"prompt": "y", "answer": "2"}], "distractors": ["3"]},
    ),
    (
        "ddmatch",
        "<subquestion><text>x</text><answer format='html'><text>&lt;p&gt;1&lt;/p&gt;</text></answer></subquestion>"
        "<subquestion><text>y</text><answer><text>2</text></answer></subquestion>",
        "match",
        {"pairs": [{"prompt": "x", "answer": "1"}, {"prompt": "y", "answer": "2"}]},
    ),
    (
        "essay",
        "<responseformat>monospaced</responseformat><responsefieldlines>9</responsefieldlines><minwordlimit>5"
        "</minwordlimit><graderinfo><text>ohje</text></graderinfo><responsetemplate><text>pohja</text></responsetemplate>",
        "open",
        {"response": "monospaced", "lines": 9, "min_words": 5, "guidance": "ohje", "template": "pohja"},
    ),
    (
        "ordering",
        "<answer fraction='2'><text>b</text></answer><answer fraction='1'><text>a</text></answer>"
        "<gradingtype>3</gradingtype>",
        "order",
        {"items": ["a", "b"], "grading": "neighbours"},
    ),
    (
        "order",
        "<subquestion><text>b</text><answer><text>2</text></answer></subquestion><subquestion><text>a</text>"
        "<answer><text>1</text></answer></subquestion>",
        "order",
        {"items": ["a", "b"]},
    ),
    ("description", "<defaultgrade>0</defaultgrade>", "description", {}),
]


@pytest.mark.parametrize(
    ("type_", "inner", "kind", "body"), TYPES, ids=[f"{n}-{row[0]}" for n, row in enumerate(TYPES)]
)
def test_every_type(type_, inner, kind, body):
    found = only(type_, inner)
    assert found.kind == kind
    assert {name: found.body.get(name) for name in body} == body
    assert found.losses == []


GAPS = [
    (
        "{1:MULTICHOICE:=a#hyvä~b~%50%c}",
        {
            "sort": "choice",
            "answers": [
                {"text": "a", "fraction": "1", "feedback": "hyvä"},
                {"text": "b"},
                {"text": "c", "fraction": "0.5"},
            ],
        },
    ),
    ("{:mcv:=a~b}", {"sort": "choice", "answers": [{"text": "a", "fraction": "1"}, {"text": "b"}], "layout": "radio"}),
    (
        "{2:MCHS:=a~b}",
        {
            "sort": "choice",
            "answers": [{"text": "a", "fraction": "1"}, {"text": "b"}],
            "points": "2",
            "layout": "row",
            "shuffle": True,
        },
    ),
    (
        "{1:SHORTANSWER_C:=A\\}\\~\\#~*#muu}",
        {
            "sort": "short",
            "answers": [{"text": "A}~#", "fraction": "1"}, {"text": "*", "feedback": "muu"}],
            "case_sensitive": True,
        },
    ),
    (
        "{1:NM:=3,5:0,1~%50%*}",
        {
            "sort": "number",
            "answers": [{"text": "3.5", "fraction": "1", "tolerance": "0.1"}, {"text": "*", "fraction": "0.5"}],
        },
    ),
    (
        "{1:MR:=a~=b~%-50%c}",
        {
            "sort": "several",
            "answers": [
                {"text": "a", "fraction": "0.5"},
                {"text": "b", "fraction": "0.5"},
                {"text": "c", "fraction": "-0.5"},
            ],
            "layout": "radio",
        },
    ),
    (
        "{1:MC:=&lt;b&gt;a&lt;/b&gt; &amp;#228;~b}",
        {"sort": "choice", "answers": [{"text": "a ä", "fraction": "1"}, {"text": "b"}]},
    ),
]


@pytest.mark.parametrize(("source", "gap"), GAPS, ids=[source for source, _gap in GAPS])
def test_gaps(source, gap):
    head = f'{NAME}<questiontext format="html"><text>Tässä {source} ja {{ei aukko}}.</text></questiontext>'
    found = only("cloze", head=head)
    assert found.body["text"] == "Tässä [[1]] ja {ei aukko}."
    assert found.body["gaps"] == [gap]


def test_the_lines_of_a_template_stay_lines():
    html = "<![CDATA[<p>1. Mitä?</p><ul><li>ensin</li><li>sitten</li></ul>]]>"
    found = only("essay", f'<responsetemplate format="html"><text>{html}</text></responsetemplate>')
    assert found.body["template"].split() == ["1.", "Mitä?", "ensin", "sitten"]
    assert [row for row in found.body["template"].split("\n") if row] == ["1. Mitä?", "ensin", "sitten"]


def test_a_gap_that_cannot_be_read_is_a_stated_loss():
    head = NAME + "<questiontext><text>{1:SA:=x} ja {1:NM:=5</text></questiontext>"
    found = only("cloze", head=head)
    assert (found.verdict, len(found.body["gaps"])) == ("degraded", 1)
    assert "{1:NM:" in found.losses[0]


@pytest.mark.parametrize(
    ("written", "value"), [("1 000", "1000"), ("\u22125,5", "-5.5"), ("12\u00a0345 678", "12345678")]
)
def test_numbers_as_people_write_them(written, value):
    found = only("numerical", f'<answer fraction="100"><text>{written}</text><tolerance>0</tolerance></answer>')
    assert float(found.body["answers"][0]["value"]) == float(value)


def test_words_to_pick_from_for_several_gaps():
    head = f"{NAME}<questiontext><text>[[2]] ja [[3]] ja [[2]]</text></questiontext>"
    boxes = "".join(
        f"<dragbox><text>{word}</text><group>{group}</group></dragbox>"
        for word, group in (("a", 1), ("b", 1), ("c", 2))
    )
    found = only("ddwtos", boxes, head=head)
    assert found.body["text"] == "[[1]] ja [[2]] ja [[3]]"
    assert [[(row["text"], "fraction" in row) for row in gap["answers"]] for gap in found.body["gaps"]] == [
        [("a", False), ("b", True)],
        [("c", True)],
        [("a", False), ("b", True)],
    ]


def test_what_all_types_have():
    inner = (
        "<generalfeedback><text>yleinen</text></generalfeedback><correctfeedback><text>oikein</text></correctfeedback>"
        "<partiallycorrectfeedback><text>osin</text></partiallycorrectfeedback><defaultgrade>2.0000000</defaultgrade>"
        "<incorrectfeedback><text>väärin</text></incorrectfeedback><penalty>0.33</penalty><hidden>1</hidden>"
        "<idnumber>T-7</idnumber><tags><tag><text>yksi</text></tag><tag><text>kaksi, kolme</text></tag></tags>"
        "<hint><text>vihje</text><clearwrong/><shownumcorrect/></hint><answernumbering>ABCD</answernumbering>"
        "<shuffleanswers>1</shuffleanswers>"
    )
    found = only("multichoice", inner + ANSWERS)
    body = found.body
    assert (body["feedback"], body["feedback_correct"], body["feedback_partial"], body["feedback_incorrect"]) == (
        "yleinen",
        "oikein",
        "osin",
        "väärin",
    )
    assert (body["points"], body["penalty"], body["numbering"], body.get("shuffle", True)) == (
        "2",
        "0.3333333",
        "ABCD",
        True,
    )
    assert body["hints"] == [{"text": "vihje", "clear_wrong": True, "show_count": True}]
    assert (found.code, found.tags, found.is_archived) == ("T-7", ["yksi", "kaksi kolme"], True)


def test_categories_are_paths():
    names = ("$course$/top/A/B", "$module$/Default for X", "A/B//C", "top", "")
    found = [question("category", f"<category><text>{n}</text></category>", head="") + question("essay") for n in names]
    assert [row.category for row in read(*found)] == ["A/B", "Default for X", "A/B\u2215C", "x", "x"]


def test_pictures_beside_in_and_before_the_text():
    data = picture_base64()
    old = f"<image>a/b.png</image><image_base64>\n{data[:20]}\n{data[20:]}</image_base64>"
    assert len(only("essay", old).carried) == 1
    head = f'{NAME}<questiontext><text>x &lt;img src="data:image/png;base64,{data}"&gt;</text></questiontext>'
    assert len(only("essay", head=head).carried) == 1
    missing = only(
        "essay",
        head=f'{NAME}<questiontext><text>&lt;img src="@@PLUGINFILE@@/x.png" alt="kartta"&gt;</text></questiontext>',
    )
    assert missing.losses == ["Kuva x.png puuttuu tiedostosta."]
    assert missing.body["text"] == "[kartta]"
    far = only("essay", head=f'{NAME}<questiontext><text>&lt;img src="https://x.fi/a.png"&gt;</text></questiontext>')
    assert far.body["text"] == '<a href="https://x.fi/a.png" rel="noopener noreferrer">https://x.fi/a.png</a>'
    assert "toisella palvelimella" in far.losses[0]


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("<text>a &amp; b</text>", "a & b"),
        ("<text><![CDATA[<p>a &amp; b</p>]]></text>", "a & b"),
        ("<text><p>suoraan <b>HTML</b></p></text>", "<p>suoraan <b>HTML</b></p>"),
        ("<text>a & b &nbsp; &auml; &#228; &tuntematon;</text>", "a & b ä ä &tuntematon;"),
        ("<text>a < b</text>", None),
        ("ilman omaa elementtiä", "ilman omaa elementtiä"),
    ],
)
def test_texts_as_they_stand_in_files(text, shown):
    [found] = read(question("essay", head=f'{NAME}<questiontext format="html">{text}</questiontext>'))
    assert (found.body["text"] if not found.reason else None) == shown


@pytest.mark.parametrize(
    "type_", ["calculated", "calculatedmulti", "randomsamatch", "ddmarker", "ddimageortext", "coderunner", "stack", ""]
)
def test_other_types_are_refused_with_the_reason(type_):
    first, bad, last = read(question("essay"), question(type_ or "x", ANSWERS), question("description"))
    assert (first.verdict, bad.verdict, last.verdict) == ("imported", "skipped", "imported")
    assert (bad.index, bad.name) == (2, "Nimi")
    assert "ei tueta" in bad.reason


BAD = [
    ("multichoice", "", "Vaihtoehtoja on alle kaksi."),
    ("multichoice", ANSWERS.replace("100", "0"), "Mikään vaihtoehto ei ole oikea."),
    ("multichoice", ANSWERS.replace("100", "kaikki"), "ei ole luku"),
    ("truefalse", "", "Vastauksia ei ole."),
    ("shortanswer", "", "Hyväksyttyä vastausta ei ole."),
    ("numerical", '<answer fraction="100"><text>x</text></answer>', "Vastaus ei ole luku"),
    ("matching", "", "Pareja ei ole."),
    ("cloze", "", "Tekstissä ei ole yhtään aukkoa."),
    ("gapselect", "", "Tekstissä ei ole yhtään aukkoa."),
    ("ordering", "", "tarvitaan vähintään 2"),
]


@pytest.mark.parametrize(("type_", "inner", "reason"), BAD)
def test_one_bad_question_stops_no_other(type_, inner, reason):
    first, bad, last = read(question("essay"), question(type_, inner), question("essay"))
    assert (first.verdict, bad.verdict, last.verdict) == ("imported", "skipped", "imported")
    assert reason in bad.reason


def test_a_damaged_file_is_read_piece_by_piece():
    pieces = [question("essay"), question("essay", "<tags><tag></tags>"), question("description")]
    assert [found.verdict for found in read(*pieces)] == ["imported", "skipped", "imported"]
    file = read_file(name="x.xml", data=f"<quiz>{pieces[0]}{pieces[2][:-20]}".encode())
    assert [found.verdict for found in file.questions] == ["imported", "skipped"]
    assert "katkeaa" in file.questions[1].reason


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "iso-8859-1", "cp1252"])
def test_encodings_declared_or_not(encoding):
    text = f'<?xml version="1.0" encoding="{encoding}"?>\n<quiz>{question("essay")}</quiz>'
    file = read_file(name="x.xml", data=text.encode(encoding))
    assert [found.body["text"] for found in file.questions] == ["Mitä?"]
    wrong = text.replace(encoding, "utf-8")
    assert read_file(name="x.xml", data=wrong.encode("cp1252")).questions[0].body["text"] == "Mitä?"


def test_what_stands_before_the_file_is_passed_over():
    text = f'Warning: something in line 3\n\n<?xml version="1.0"?>\n<quiz>{question("essay")}</quiz>'
    assert read_file(name="x.txt", data=text.encode()).questions[0].verdict == "imported"
