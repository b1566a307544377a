"""Into the bank and out of it: nothing twice, pictures once, codes and tags, files of every format."""

import json

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone
from factories.assessments import BODIES, make_question
from factories.question_bodies import picture, picture_base64

from assessments.questions.domain import save_question
from assessments.questions.exchange.exporting import ENDINGS, export, outgoing
from assessments.questions.exchange.found import report
from assessments.questions.exchange.reading import read_file
from assessments.questions.exchange.storing import store
from assessments.questions.models import Question
from media.models import Attachment, Picture, Recording

pytestmark = pytest.mark.django_db

GIFT = """// [id:K-1] [tag:Vire] [tag:alku]
::Eka::Onko näin?{T}

::Toka::Mikä?{=yksi#hyvä =%50%kaksi}
"""
XML = f"""<?xml version="1.0"?><quiz>
<question type="category"><category><text>$course$/top/Kurssi/Kerta 1</text></category></question>
<question type="multichoice"><name><text>Kuva</text></name>
<questiontext format="html">
<text><![CDATA[<p>Mikä on <img src="@@PLUGINFILE@@/a%20b.png" alt="Lippu">?</p>]]></text>
<file name="a b.png" path="/" encoding="base64">{picture_base64()}</file></questiontext>
<answer fraction="100" format="html">
<text>Suomi <![CDATA[<img src="data:image/png;base64,{picture_base64()}">]]></text></answer>
<answer fraction="0" format="html"><text>Ruotsi</text></answer></question></quiz>"""


def bring(text: str | bytes, name: str = "x.gift", **more):
    data = text if isinstance(text, bytes) else text.encode()
    file = read_file(name=name, data=data, **more)
    store([file], at=timezone.now())
    return file


def test_a_question_is_stored_with_version_tags_code_and_category():
    bring(GIFT, category="Työpeili")
    first, second = Question.objects.order_by("pk")
    assert (first.code, first.name, first.category, first.kind) == ("K-1", "Eka", "Työpeili", "truefalse")
    assert sorted(first.tags.names()) == ["Vire", "alku"]
    assert (second.current.number, second.current.body["accepted"][1]["fraction"]) == (1, "0.5")
    assert first.fingerprint != second.fingerprint


def test_the_category_is_that_of_the_file_below_the_given_one_or_the_name_of_the_file():
    bring(XML, "kuvat.xml")
    bring(XML, "kuvat.xml", category="Kevät/Uusi")
    bring(GIFT, "kerta-2.gift")
    categories = list(Question.objects.order_by("pk").values_list("category", flat=True))
    assert categories == ["Kurssi/Kerta 1", "Kevät/Uusi/Kurssi/Kerta 1", "kerta-2", "kerta-2"]


def test_a_second_import_adds_nothing_even_when_the_questions_have_been_edited_since():
    bring(GIFT)
    question = Question.objects.get(name="Eka")
    save_question(kind="truefalse", body={"text": "Toisin?", "answer": False}, at=timezone.now(), question=question)
    done = report([bring(GIFT)])
    assert (done["imported"], len(done["skipped"]), Question.objects.count()) == (0, 2, 2)
    assert {entry["reason"] for entry in done["skipped"]} == {"On jo kysymyspankissa samassa luokassa."}


def test_the_same_in_another_category_is_another_question():
    bring(GIFT, category="A")
    bring(GIFT, category="B")
    assert Question.objects.count() == 4
    assert list(Question.objects.exclude(code="").values_list("code", flat=True)) == ["K-1"]


def test_what_was_written_here_comes_back_from_its_own_file_without_doubling():
    for kind in BODIES:
        make_question(kind)
    content = export(outgoing(Question.objects.all()), "json").content
    count = Question.objects.count()
    file = bring(content, "x.json")
    assert (Question.objects.count(), {found.is_known for found in file.questions}) == (count, {True})


def test_a_question_that_stands_twice_in_a_file_is_two_but_only_once():
    twice = "Onko?{T}\n\nOnko?{T}\n"
    assert report([bring(twice)])["imported"] == 2
    assert report([bring(twice)])["imported"] == 0
    assert Question.objects.count() == 2


def test_the_same_file_given_twice_at_once_is_added_once():
    files = [read_file(name="x.gift", data=GIFT.encode()) for _ in range(2)]
    store(files, at=timezone.now())
    assert Question.objects.count() == 2


def test_a_picture_is_stored_once_and_found_again_on_the_way_out():
    bring(XML, "x.xml")
    stored = Picture.objects.get()
    question = Question.objects.get()
    assert stored.renditions.count() == 1  # drawn already, so that no trainee's first look has to
    assert f'<embed embedtype="image" id="{stored.pk}" alt="Lippu"' in question.current.body["text"]
    [row] = outgoing(Question.objects.all())
    assert [file.data for file in row.carried.values()] == [picture()]
    for format_ in ("json", "moodle-xml", "gift"):
        name = f"x.{ENDINGS[format_]}"
        file = bring(export([row], format_).content, name)
        assert (Picture.objects.count(), file.questions[0].losses) == (1, [])
        assert file.questions[0].is_known is (format_ != "gift"), format_  # GIFT does not keep how options look


def test_attached_files_become_recordings_and_documents():
    sound = b"ID3\x03\x00" + b"\x00" * 600
    text = XML.replace("a%20b.png", "k.mp3").replace('name="a b.png"', 'name="k.mp3"')
    text = text.replace('<img src="@@PLUGINFILE@@/k.mp3" alt="Lippu">', '<a href="@@PLUGINFILE@@/k.mp3">Kuuntele</a>')
    text = text.replace(picture_base64(), __import__("base64").b64encode(sound).decode(), 1)
    text = text.replace(
        "</question></quiz>",
        '<generalfeedback format="html"><text><![CDATA[<a href="@@PLUGINFILE@@/o.pdf">'
        'Ohje</a>]]></text><file name="o.pdf" encoding="base64">JVBERi0xLjQK</file></generalfeedback>'
        "</question></quiz>",
    )
    file = bring(text, "x.xml")
    assert file.questions[0].losses == []
    recording, document = Recording.objects.get(), Attachment.objects.get()
    body = Question.objects.get().current.body
    assert f'href="{recording.url}"' in body["text"]
    assert f'href="{document.url}"' in body["feedback"]
    assert bring(text, "x.xml").questions[0].is_known
    [row] = outgoing(Question.objects.all())
    assert sorted(carried.sort for carried in row.carried.values()) == ["document", "picture", "recording"]
    assert bring(export([row], "moodle-xml").content, "x.xml").questions[0].is_known


def test_a_taken_code_is_left_out_with_a_note():
    bring(GIFT, category="A")
    file = bring(GIFT, category="B")
    assert file.questions[0].notes == ["Tunnus K-1 on jo käytössä, joten se jäi pois."]


def test_many_questions_cost_a_constant_number_of_queries(django_assert_max_num_queries):
    few = read_file(name="a.gift", data="\n\n".join(f"Onko {n}?{{T}}" for n in range(3)).encode())
    many = read_file(name="b.gift", data="\n\n".join(f"Onko {n}?{{T}}" for n in range(60)).encode())
    for file in (few, many):
        with django_assert_max_num_queries(9):
            store([file], at=timezone.now())
    assert Question.objects.count() == 63


def test_a_question_that_the_database_refuses_stops_no_other():
    file = read_file(name="x.gift", data=GIFT.encode())
    file.questions[0].code = None
    store([file], at=timezone.now())
    assert [found.verdict for found in file.questions] == ["skipped", "imported"]
    assert Question.objects.count() == 1


class TestCommands:
    """What is printed, and how the command ends."""

    def run(self, capsys, *arguments) -> dict:
        call_command("import_questions", *map(str, arguments), "--json")
        out = capsys.readouterr().out
        return json.loads(out)

    def test_the_report_has_exactly_these_parts(self, tmp_path, capsys):
        good, bad = tmp_path / "a.gift", tmp_path / "b.gift"
        good.write_text(GIFT)
        bad.write_text("::Nimi::Mitä?{#ei luku}\n\nKoko?{T}\n\nRikki }")
        done = self.run(capsys, good, bad, tmp_path / "puuttuu.xml", tmp_path, "--category", "Uusi")
        assert list(done) == ["files", "questions", "imported", "degraded", "skipped"]
        assert (done["files"], done["questions"], done["imported"], done["degraded"]) == (4, 5, 3, 0)
        assert all(list(entry) == ["file", "index", "name", "type", "reason"] for entry in done["skipped"])
        positions = [(entry["file"], entry["index"], entry["type"]) for entry in done["skipped"]]
        assert positions == [
            (str(bad), 1, "unknown"),
            (str(bad), 3, "unknown"),
            (str(tmp_path / "puuttuu.xml"), 0, "file"),
            (str(tmp_path), 0, "file"),
        ]
        assert "Rivi 1" in done["skipped"][0]["reason"]
        assert done["skipped"][0]["name"] == "Nimi"
        assert self.run(capsys, good, "--category", "Uusi")["imported"] == 0

    def test_nothing_is_stored_when_only_trying(self, tmp_path, capsys):
        file = tmp_path / "a.gift"
        file.write_text(GIFT)
        assert self.run(capsys, file, "--dry-run")["imported"] == 2
        assert not Question.objects.exists()

    def test_in_words_it_says_what_was_lost(self, tmp_path, capsys):
        file = tmp_path / "a.gift"
        file.write_text("[html]<p onclick\\=x>Onko?</p>{T}\n\nRikki }")
        call_command("import_questions", str(file))
        out = capsys.readouterr().out
        assert "Tekstissä oli skripti. Se poistettiin." in out
        assert "Kysymyksiä 2: tuotu 0, tuotu puutteellisina 1, ohitettu 1." in out

    def test_called_wrongly_it_ends_with_an_error(self):
        with pytest.raises(CommandError):
            call_command("import_questions")
        with pytest.raises(CommandError):
            call_command("import_questions", "x", "--format", "word")

    @pytest.mark.parametrize("format_", ENDINGS)
    def test_export_writes_a_file_and_says_what_is_missing(self, format_, tmp_path, capsys):
        for kind in BODIES:
            make_question(kind)
        other = make_question("short", text="Muualla?")
        Question.objects.filter(pk=other.pk).update(category="Muu")
        target = tmp_path / "out"
        call_command("export_questions", str(target), "--format", format_, "--category", "Työpeili")
        content = target.read_text()
        assert "Muualla?" not in content
        assert ("aukkotehtäviä" in capsys.readouterr().err) is (format_ == "gift")
        call_command("export_questions", "-", "--format", format_, "--category", "Työpeili")
        assert capsys.readouterr().out.strip() == content.strip()

    def test_a_place_that_cannot_be_written_is_an_error_in_words(self, tmp_path):
        with pytest.raises(CommandError):
            call_command("export_questions", str(tmp_path / "none" / "x.json"))


def test_what_two_files_of_one_import_both_hold_is_imported_with_each_and_stored_once(tmp_path, capsys):
    for name in ("first", "second"):
        (tmp_path / f"{name}.gift").write_text("::Sama:: Onko vesi märkää? {T}\n")
    paths = [str(tmp_path / "first.gift"), str(tmp_path / "second.gift")]
    told = []
    for _turn in range(2):
        call_command("import_questions", *paths, "--category", "Yhteiset", "--json")
        told.append(json.loads(capsys.readouterr().out))
    assert [(row["imported"], len(row["skipped"])) for row in told] == [(2, 0), (0, 2)]
    assert Question.objects.filter(category="Yhteiset").count() == 1
