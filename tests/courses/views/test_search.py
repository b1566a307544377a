"""Search over the course one takes: what is open is found, nothing else is hinted at."""

import json

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from factories.accounts import UserFactory
from factories.assessments import make_quiz, make_survey
from factories.courses import EnrolmentFactory, make_course, make_run, make_staff, session_pages
from factories.media import RecordingFactory
from factories.modules import make_exercise, make_lesson, make_recording_page

from assessments.survey.domain import open_survey
from courses.models import Prerequisite

pytestmark = pytest.mark.django_db


def body(text: str) -> str:
    return json.dumps([{"type": "text", "value": f"<p>{text}</p>", "id": "b1"}])


@pytest.fixture
def room(indexed, client):
    class Room:
        course = make_course(sessions=2)
        pages = session_pages(course)
        lesson = make_lesson(pages[0], title="Hiljaisuus", body=body("Luottamuksen rakentaminen alkaa kuuntelusta."))
        run = make_run(course=course)
        enrolment = EnrolmentFactory(run=run)

        def find(self, text, user=None):
            client.force_login(user or self.enrolment.user)
            return client.get(reverse("courses:search", kwargs={"run": self.run.slug}), {"q": text})

        def html(self, text, user=None):
            return self.find(text, user).content.decode()

    indexed(Room.lesson)
    return Room()


@pytest.mark.parametrize("text", ["luottamus", "Luottamuksesta", "kuunt", "hiljaisuutta", "luottamus kuuntelu"])
def test_words_in_any_form_find_the_page(room, text):
    html = room.html(text)
    assert f"/{room.lesson.slug}/" in html
    assert "1 osuma" in html


def test_the_word_is_marked(room):
    assert "<mark>Luottamuksen</mark>" in room.html("luottamus")


def test_all_words_have_to_be_there(room):
    assert "Ei osumia" in room.html("luottamus kirahvi")


def test_what_is_closed_is_not_found_nor_named(room, indexed):
    secret = make_lesson(room.pages[0], title="Salaisuus", body=body("Luottamuksen avain."))
    Prerequisite.objects.create(activity_id=secret.pk, needed_id=room.lesson.pk)
    secret.save_revision().publish()
    staff_only = make_lesson(room.pages[0], title="Kouluttajille", body=body("Luottamuksen ohje."), audience="staff")
    draft = make_lesson(room.pages[0], title="Luonnos", body=body("Luottamuksen luonnos."), live=False)
    other = make_lesson(session_pages(make_course())[0], title="Toinen koulutus", body=body("Luottamus muualla."))
    indexed(secret, staff_only, draft, other)
    html = room.html("luottamus")
    assert "1 osuma" in html
    for title in ("Salaisuus", "Kouluttajille", "Luonnos", "Toinen koulutus"):
        assert title not in html
    assert "Osa koulutuksesta ei ole vielä auki." in html
    assert "Kouluttajille" in room.html("luottamus", make_staff(room.run))


def test_a_survey_is_found_before_and_after_anybody_has_opened_it(room, indexed):
    survey = make_survey(room.pages[0], title="Loppukysely", introduction="<p>Kerro kokemuksestasi.</p>")
    indexed(survey)
    assert f"/{survey.slug}/" in room.html("kokemus")
    open_survey(page=survey)
    assert type(survey).objects.get(pk=survey.pk).searchable_text() == "Kerro kokemuksestasi."


def test_answers_are_not_found(room, indexed):
    check = {"question": "Mitä teet ensin?", "options": [
        {"type": "item", "id": "o1", "value": {"text": "Kysyn", "is_right": True, "feedback": "Kirahvi on oikein."}},
        {"type": "item", "id": "o2", "value": {"text": "Neuvon", "is_right": False, "feedback": "Ei."}},
    ]}  # fmt: skip
    text = json.dumps([{"type": "self_check", "id": "c1", "value": check}])
    exercise, quiz = make_exercise(room.pages[0]), make_quiz(room.pages[0])
    indexed(make_lesson(room.pages[0], title="Testaa", body=text), exercise, quiz)
    assert "Testaa" in room.html("ensin")
    for word in ("kirahvi", "levähdit", "keveni"):
        assert "Ei osumia" in room.html(word)
    for question in quiz.questions.all():
        for word in question.question.text.split()[:2]:
            assert f"/{quiz.slug}/" not in room.html(word)


def test_what_is_said_in_a_recording_is_found(room, indexed):
    page = make_recording_page(room.pages[0], recording=RecordingFactory(transcript="Avaan kolmannen oven."))
    indexed(page)
    assert f"/{page.slug}/" in room.html("kolmas ovi") or f"/{page.slug}/" in room.html("kolmannen")


def test_sessions_are_found_by_their_tasks(room, indexed):
    page = room.pages[1]
    page.pre_task = "<p>Haastattele yhtä yrittäjää.</p>"
    page.trainer_notes = "<p>Kahvitauko aikaisin.</p>"
    page.save()
    indexed(page)
    assert "/kerta/2/" in room.html("haastattele")
    assert "Ei osumia" in room.html("kahvitauko")


@pytest.mark.parametrize(
    "text", ["", "   ", "'", '"', "*", "AND OR NOT", "a" * 5000, "\x00", "🌊", "<script>", "%_", ":*"]
)
def test_any_words_are_answered(room, text):
    response = room.find(text)
    assert response.status_code == 200
    assert "<script>" not in response.content.decode().replace('<script type="module"', "")


def test_who_may_search(room, client):
    assert room.find("luottamus", UserFactory()).status_code == 404
    client.logout()
    assert client.get(reverse("courses:search", kwargs={"run": room.run.slug})).status_code == 302
    client.force_login(room.enrolment.user)
    assert client.post(reverse("courses:search", kwargs={"run": room.run.slug})).status_code == 405


def test_the_same_queries_for_few_and_many(room, indexed):
    def count():
        room.find("luottamus")
        with CaptureQueriesContext(connection) as queries:
            room.find("luottamus")
        return len(queries)

    few = count()
    for number in range(25):
        indexed(make_lesson(room.pages[0], title=f"Osio {number}", body=body("Luottamuksen sana.")))
    assert count() == few
    assert few <= 14


def test_the_frame_leads_to_it(room, client):
    client.force_login(room.enrolment.user)
    address = reverse("courses:search", kwargs={"run": room.run.slug})
    for url in (
        reverse("courses:learn", kwargs={"run": room.run.slug}),
        reverse("courses:session", kwargs={"run": room.run.slug, "position": 1}),
        reverse("courses:activity", kwargs={"run": room.run.slug, "activity": room.lesson.slug}),
    ):
        assert address in client.get(url).content.decode()


def test_an_activity_does_not_take_the_address_of_the_search(room):
    assert make_lesson(room.pages[0], title="Haku", slug="haku").slug == "haku-2"


def test_titles_of_the_training_are_marked_in_its_language(room, client):
    client.force_login(room.enrolment.user)
    page = client.get(reverse("courses:learn", kwargs={"run": room.run.slug}) + "?kieli=sv").text
    assert f'<h1 lang="{room.run.language}">' in page
    assert f'<h3 class="rows__title" lang="{room.run.language}">' in page
