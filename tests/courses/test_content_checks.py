"""What an author is told of a text: letters of other alphabets, pictures, tables, videos, headings, links."""

import json

import pytest
from factories.accounts import AdminFactory
from factories.assessments import make_survey
from factories.courses import make_course, session_pages
from factories.media import MediaTrackFactory, PictureFactory, RecordingFactory
from factories.modules import make_lesson, make_recording_page

from assessments.survey.models import SurveyQuestion
from courses.content_checks import findings_of, look_alikes

REFLEKTOIVA = "Refle\u043a\u0442\u043eiva"  # к, т and о are Cyrillic here


def test_look_alike_letters_are_named_with_their_word():
    (told,) = look_alikes(f"<p>{REFLEKTOIVA} ohjaaja, {REFLEKTOIVA} ryhmä</p>")
    assert f"”{REFLEKTOIVA}”" in told
    assert "kyrillisiä kirjaimia: \u043a, \u0442, \u043e" in told
    (told,) = look_alikes("ryhm\u03b1n")
    assert "kreikkalaisia kirjaimia: \u03b1" in told


def test_words_all_in_cyrillic_letters_are_told_of_calmly_and_once():
    (told,) = look_alikes("<p>Kiitos eli спасибо, спасибо!</p>")
    assert "sana ”спасибо”" in told
    assert "saa jättää" in told
    (several,) = look_alikes("один два три четыре пять шесть семь восемь девять")
    assert "”восемь” …" in several
    assert "девять" not in several
    mixed, whole = look_alikes(f"{REFLEKTOIVA} да")
    assert "haku ei löydä sanaa" in mixed
    assert "”да”" in whole


@pytest.mark.parametrize("text", ["Reflektoiva", "αβγ", "Žofia Ålander-Öhman", "10 %", "", "π-luku", "Sámi"])
def test_whole_words_of_another_alphabet_are_fine(text):
    assert list(look_alikes(text)) == []


@pytest.fixture
def place(db):
    return session_pages(make_course(sessions=1))[0]


def lesson(page, *blocks, **fields):
    rows = [{"type": kind, "value": value, "id": f"b{number}"} for number, (kind, value) in enumerate(blocks)]
    return make_lesson(page, body=json.dumps(rows), **fields)


def heading(level):
    return ("heading", {"text": level.upper(), "level": level})


@pytest.mark.parametrize(
    ("levels", "found"), [(["h2", "h3", "h3", "h2"], 0), (["h3"], 1), (["h2", "h3"], 0), ([], 0), (["h3", "h2"], 1)]
)
def test_headings_follow_one_another(place, levels, found):
    assert len(findings_of(lesson(place, *(heading(level) for level in levels)))) == found


def test_pictures_need_words_unless_they_are_decoration(place):
    picture = PictureFactory(title="Järvi")

    def told(**values):
        return findings_of(lesson(place, ("picture", {"image": {"image": picture.pk, **values}, "caption": ""})))

    assert told(alt_text="Järvi tyynenä", decorative=False) == []
    assert told(alt_text="", decorative=True) == []
    assert "puuttuu vaihtoehtoteksti" in told(alt_text="", decorative=False)[0]
    assert "näyttää tiedoston nimeltä" in told(alt_text="IMG_0042", decorative=False)[0]
    assert "näyttää tiedoston nimeltä" in told(alt_text="jarvi.png", decorative=False)[0]


def table(caption, headings):
    columns = [{"type": "text", "heading": title} for title in headings]
    rows = [{"values": ["x"] * len(headings)}]
    return ("table", {"columns": columns, "rows": rows, "caption": caption})


@pytest.mark.parametrize(
    ("caption", "headings", "found"), [("Hinnat", ["A", "B"], 0), ("", ["A"], 1), ("", ["A", ""], 2)]
)
def test_tables_need_a_caption_and_headed_columns(place, caption, headings, found):
    assert len(findings_of(lesson(place, table(caption, headings)))) == found


def test_videos_need_captions_and_words(place):
    bare = RecordingFactory(transcript="")
    told = findings_of(lesson(place, ("recording", {"recording": bare.pk, "caption": ""})))
    assert len(told) == 2
    assert findings_of(make_recording_page(place)) == []
    sound = RecordingFactory(type="audio")
    assert findings_of(make_recording_page(place, recording=sound)) == []
    MediaTrackFactory(recording=bare)
    assert len(findings_of(lesson(place, ("recording", {"recording": bare.pk, "caption": ""})))) == 1


def test_links_say_where_they_lead(place):
    told = findings_of(lesson(place, ("text", '<p>Lue <a href="https://a.example">tästä</a>.</p>')))
    assert "”tästä”" in told[0]


def test_titles_and_notes_are_looked_at_too(place):
    assert len(findings_of(lesson(place, title=f"{REFLEKTOIVA} ohjaaja"))) == 1
    place.aim = f"<p>{REFLEKTOIVA}</p>"
    assert len(findings_of(place)) == 1


def test_rows_below_a_page_are_looked_at_too(place):
    survey = make_survey(place)
    survey.questions.add(SurveyQuestion(kind="text", text=f"Mikä oli {REFLEKTOIVA}?"))
    assert len(findings_of(survey)) == 1


def test_the_author_is_told_and_not_stopped(client, place):
    found = lesson(place, heading("h3"), title=f"{REFLEKTOIVA} ohjaaja")
    client.force_login(AdminFactory(language="fi"))
    html = client.get(f"/cms/pages/{found.pk}/edit/").content.decode()
    assert "kyrillisiä kirjaimia" in html
    assert "Tarkista vielä" in html
