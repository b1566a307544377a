"""Documents follow the rule of the pages that show them."""

import json
from datetime import timedelta

import pytest
from django.utils import timezone
from factories.accounts import AdminFactory, UserFactory
from factories.courses import EnrolmentFactory, make_course, make_run, make_staff, session_pages
from factories.media import DocumentFactory
from factories.modules import make_lesson
from wagtail.models import ReferenceIndex

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
