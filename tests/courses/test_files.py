"""Documents and pictures follow the rule of the pages that show them."""

import json
import re
from datetime import timedelta

import pytest
from django.utils import timezone
from factories.accounts import AdminFactory, UserFactory
from factories.assessments import make_question, make_quiz
from factories.courses import EnrolmentFactory, make_course, make_run, make_staff, session_pages
from factories.media import DocumentFactory, PictureFactory, RecordingFactory
from factories.modules import make_lesson
from wagtail.models import ReferenceIndex

from assessments.quiz.domain import start_attempt
from assessments.quiz.models import QuizQuestion

pytestmark = pytest.mark.django_db


class Room:
    """A run whose lesson offers a document; the lesson opens when its session begins."""

    def __init__(self, *, starts_in_days: int = -1, in_text: bool = False):
        self.document = DocumentFactory()
        link = f'<p><a linktype="document" id="{self.document.pk}">Ohje</a></p>'
        block = {"type": "text", "value": link} if in_text else {
            "type": "download", "value": {"document": self.document.pk, "title": "", "description": ""}
        }  # fmt: skip
        self.course = make_course(sessions=1)
        self.page = session_pages(self.course)[0]
        self.lesson = make_lesson(self.page, body=json.dumps([{**block, "id": "b1"}]), opens_when="start")
        ReferenceIndex.create_or_update_for_object(self.lesson)
        self.run = make_run(course=self.course, started_days_ago=-starts_in_days)
        self.enrolment = EnrolmentFactory(run=self.run)


def status(client, room, user):
    client.force_login(user)
    return client.get(room.document.url).status_code


@pytest.mark.parametrize("in_text", [False, True])
def test_who_gets_it(client, in_text):
    room = Room(in_text=in_text)
    assert client.get(room.document.url).status_code == 302
    assert status(client, room, room.enrolment.user) == 200
    assert status(client, room, make_staff(room.run)) == 200
    assert status(client, room, AdminFactory()) == 200
    assert status(client, room, UserFactory()) == 404
    assert status(client, room, EnrolmentFactory(run=make_run()).user) == 404
    assert status(client, room, make_staff(make_run())) == 404


def test_a_closed_activity_keeps_its_files(client):
    room = Room(starts_in_days=5)
    assert status(client, room, room.enrolment.user) == 404
    assert status(client, room, make_staff(room.run)) == 200
    room.run.sessions.update(starts_at=timezone.now() - timedelta(hours=1))
    assert status(client, room, room.enrolment.user) == 200


@pytest.mark.parametrize("state", ["withdrawn", "applied", "cancelled", "declined"])
def test_who_does_not_study_gets_nothing(client, state):
    room = Room()
    room.enrolment.state = state
    room.enrolment.save()
    assert status(client, room, room.enrolment.user) == 404


def test_a_page_taken_away_takes_its_files_along(client):
    room = Room()
    room.lesson.unpublish()
    assert status(client, room, room.enrolment.user) == 404


def test_materials_of_a_session_are_for_those_it_is_open_to(client):
    room = Room()
    document = DocumentFactory()
    room.page.materials = f'<p><a linktype="document" id="{document.pk}">Moniste</a></p>'
    room.page.save_revision().publish()
    room.document = document
    assert status(client, room, room.enrolment.user) == 200
    assert status(client, room, UserFactory()) == 404


def test_publishing_lets_the_file_through_at_once(client):
    room = Room()
    document = DocumentFactory()
    block = {"type": "download", "id": "b2", "value": {"document": document.pk, "title": "", "description": ""}}
    room.lesson.body = json.dumps([block])
    room.lesson.save_revision().publish()
    room.document = document
    assert status(client, room, room.enrolment.user) == 200


class TestPictures:
    """A picture has no rule of its own either."""

    def shown_in(self, *, starts_in_days: int = -1):
        room, picture = Room(starts_in_days=starts_in_days), PictureFactory()
        value = {"image": {"image": picture.pk, "decorative": False, "alt_text": "Järvi"}, "caption": ""}
        room.lesson.body = json.dumps([{"type": "picture", "id": "b3", "value": value}])
        room.lesson.save_revision().publish()
        room.document = picture.get_rendition("width-4")
        return room, picture

    def test_who_sees_it(self, client):
        room, _picture = self.shown_in()
        assert client.get(room.document.url).status_code == 404
        assert status(client, room, room.enrolment.user) == 200
        assert "private" in client.get(room.document.url)["Cache-Control"]
        assert status(client, room, make_staff(room.run)) == 200
        assert status(client, room, EnrolmentFactory(run=make_run()).user) == 404

    def test_the_page_names_an_address_that_works(self, client):
        room, _picture = self.shown_in()
        client.force_login(room.enrolment.user)
        page = client.get(f"/oppi/{room.run.slug}/{room.lesson.slug}/").content.decode()
        sources = re.findall(r'src="(/files/[^"]+)"', page)
        assert sources
        assert {client.get(source).status_code for source in sources} == {200}

    def test_a_closed_lesson_keeps_its_pictures(self, client):
        room, _picture = self.shown_in(starts_in_days=5)
        assert status(client, room, room.enrolment.user) == 404
        room.run.sessions.update(starts_at=timezone.now() - timedelta(hours=1))
        assert status(client, room, room.enrolment.user) == 200

    def test_a_picture_that_a_public_page_shows_too_is_public_and_kept(self, client, django_assert_max_num_queries):
        room, _picture = self.shown_in(starts_in_days=5)
        room.course.body = room.lesson.body
        room.course.save_revision().publish()
        with django_assert_max_num_queries(5):
            response = client.get(room.document.url)
        assert response.status_code == 200
        assert "public" in response["Cache-Control"]
        assert "immutable" in response["Cache-Control"]
        room.course.unpublish()
        assert client.get(room.document.url).status_code == 404

    @pytest.mark.parametrize("kind", ["picture", "document", "recording"])
    def test_what_a_question_shows_follows_the_quiz_that_asks_it(self, client, kind):
        room = Room(starts_in_days=5)
        made = {"picture": PictureFactory, "document": DocumentFactory, "recording": RecordingFactory}[kind]()
        quiz = make_quiz(room.page, kinds=(), opens_when="start")
        text = f'<embed alt="Järvi" embedtype="image" id="{made.pk}">' if kind == "picture" else (
            f'<a href="{made.url}">Kuuntele</a>'
        )  # fmt: skip
        asked = make_question("truefalse", text=f"<p>{text}</p>", format="html")
        QuizQuestion.objects.create(page=quiz, question=asked)
        room.document = made.get_rendition("width-4") if kind == "picture" else made
        assert status(client, room, room.enrolment.user) == 404
        room.run.sessions.update(starts_at=timezone.now() - timedelta(hours=1))
        assert status(client, room, room.enrolment.user) == 200
        assert status(client, room, EnrolmentFactory(run=make_run()).user) == 404

    def test_an_old_attempt_keeps_the_pictures_of_a_question_that_is_asked_no_more(self, client):
        room = Room()
        room.document = PictureFactory()
        text = f'<p><embed alt="Järvi" embedtype="image" id="{room.document.pk}"></p>'
        asked = make_question("truefalse", text=text, format="html")
        quiz = make_quiz(room.page, kinds=())
        link = QuizQuestion.objects.create(page=quiz, question=asked)
        room.document = room.document.get_rendition("width-4")
        start_attempt(enrolment=room.enrolment, page=quiz, at=timezone.now())
        link.delete()
        assert status(client, room, room.enrolment.user) == 200
        assert status(client, room, EnrolmentFactory(run=make_run()).user) == 404
        # Asked by a quiz they may not open, the picture stays in the attempt of the one who has met it.
        closed = make_quiz(session_pages(make_run().course)[0], kinds=())
        QuizQuestion.objects.create(page=closed, question=asked)
        assert status(client, room, room.enrolment.user) == 200
        assert status(client, room, EnrolmentFactory(run=room.run).user) == 404
