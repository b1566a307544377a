"""Aiken, as it is defined and as it is written."""

import pytest

from assessments.questions.exchange.reading import read_file


def read(text: str):
    file = read_file(name="x.txt", data=text.encode())
    assert not file.reason, file.reason
    return file.questions


@pytest.mark.parametrize(
    "text",
    [
        "Mikä?\nA) yksi\nB) kaksi\nANSWER: B",
        "Mikä?\nA. yksi\nB. kaksi\nANSWER:B\n",
        "\n\nMikä?\n\nA) yksi\n\nB) kaksi\n\nANSWER: B\n\n",
        "Mikä?\r\na) yksi\r\nb) kaksi\r\nAnswer: b",
        "  Mikä?\n  A)yksi\n  B)\tkaksi\n  ANSWER : B.",
        "Mikä?\n1) yksi\n2) kaksi\nANSWER: 2",
        "Mikä?\n(a) yksi\n(b) kaksi\nANSWER: (b)",
        "Mikä?\nA: yksi\nB: kaksi\nVASTAUS: B) kaksi",
    ],
)
def test_the_ways_to_write_it(text):
    [found] = read(text)
    assert found.verdict == "imported"
    assert (found.kind, found.body["text"]) == ("single", "Mikä?")
    assert found.body["options"] == [{"text": "yksi"}, {"text": "kaksi", "correct": True}]


def test_long_texts_options_and_remarks():
    first, second = read(
        "Ensimmäinen rivi\ntoinen rivi <b>\nA) pitkä\nvaihtoehto\nB) b & c\nANSWER: A\nEXPLANATION: siksi\n\n"
        "Mitkä?\nA) x\nB) y\nC) z\nANSWER: A, C"
    )
    assert first.body["text"] == "Ensimmäinen rivi\ntoinen rivi <b>"
    assert first.body["options"][0] == {"text": "pitkä vaihtoehto", "correct": True}
    assert first.body["feedback"] == "siksi"
    assert second.kind == "multiple"
    assert [option.get("correct", False) for option in second.body["options"]] == [True, False, True]


def test_a_numbered_list_in_the_text_is_no_list_of_options():
    [found] = read("Mitkä?\n1) x\n2) y\nA) vain 1\nB) 1 ja 2\nANSWER: B")
    assert found.body["text"] == "Mitkä?\n1) x\n2) y"
    assert [option["text"] for option in found.body["options"]] == ["vain 1", "1 ja 2"]


def test_bad_questions_are_refused_with_their_lines():
    found = read(
        "Vain yksi?\nA) x\nANSWER: A\n\nANSWER: B\n\nHyvä?\nA) x\nB) y\nANSWER: B\n\nKesken?\nA) x\nB) y\n\n"
        "Väärä kirjain?\nA) x\nB) y\nANSWER: D\n\nLopussa kesken?\nA) x\nB) y"
    )
    assert [row.verdict for row in found] == ["skipped", "skipped", "imported", "skipped", "skipped", "skipped"]
    assert [row.reason.split(":")[0] for row in found if row.reason] == [
        "Rivi 1",
        "Rivi 4",
        "Rivi 12",
        "Rivi 16",
        "Rivi 21",
    ]
