"""The place of a reader, questions to oneself, and content of other services."""

import json
from copy import deepcopy

import pytest
from factories.accounts import UserFactory
from factories.modules import BODY, Classroom, make_lesson

from modules.lesson.models import Reading
from modules.lesson.privacy import erase_person, export_person

pytestmark = pytest.mark.django_db

CHECK = {
    "type": "self_check",
    "id": "c1",
    "value": {
        "question": "Mitä teet ensin?",
        "options": [
            {"type": "item", "id": "o1", "value": {"text": "Neuvon", "is_right": False, "feedback": "Kysy ensin."}},
            {"type": "item", "id": "o2", "value": {"text": "Kysyn", "is_right": True, "feedback": "Juuri niin."}},
        ],
    },
}
EMBED = {
    "type": "embed",
    "id": "e1",
    "value": {"url": "https://youtu.be/dQw4w9WgXcQ", "title": "Kolme ovea", "transcript": "Kävelen käytävää."},
}


@pytest.fixture(scope="module")
def made(kept_rows):
    return Classroom(make_lesson, body=json.dumps([*BODY, CHECK, EMBED]))


@pytest.fixture
def room(made, client):
    return deepcopy(made).open_for(type(client))


def page_of(room, client=None):
    return (client or room.client).get(room.url()).content.decode()


class TestPlace:
    def test_it_is_kept_and_the_next_device_goes_on_from_it(self, room):
        assert room.client.post(room.url("kohta/"), {"block": "b3"}).status_code == 200
        html = page_of(room, room.browser(room.enrolment.user))
        assert 'data-resume="b3"' in html
        assert 'href="#b-b3"' in html

    def test_the_first_block_and_a_read_lesson_need_no_going_on(self, room):
        room.client.post(room.url("kohta/"), {"block": "b1"})
        assert "data-resume" not in page_of(room)
        room.client.post(room.url("kohta/"), {"block": "b3"})
        room.client.post(room.url("luettu/"))
        assert "data-resume" not in page_of(room)

    def test_a_block_that_is_gone_is_not_gone_on_from(self, room):
        room.client.post(room.url("kohta/"), {"block": "b4"})
        room.page.body = json.dumps(BODY[:2])
        room.page.save_revision().publish()
        assert "data-resume" not in page_of(room)

    @pytest.mark.parametrize("block", ["", "x", "b" * 500, "a\x00b", "<script>", "🌊"])
    def test_what_is_no_block_is_refused(self, room, block):
        assert room.client.post(room.url("kohta/"), {"block": block}).status_code == 422
        assert not Reading.objects.exists()

    def test_only_by_post(self, room):
        assert room.client.get(room.url("kohta/")).status_code == 405

    def test_preview_and_strangers_store_nothing(self, room):
        assert room.browser(room.trainer).post(room.url("kohta/"), {"block": "b3"}).status_code == 200
        assert room.browser(UserFactory()).post(room.url("kohta/"), {"block": "b3"}).status_code == 404
        assert not Reading.objects.exists()


class TestSelfCheck:
    def test_an_answer_shows_its_feedback_and_stays(self, room):
        assert "Kysy ensin." not in page_of(room)
        response = room.client.post(room.url("vastaus/c1/"), {"option": "o1"})
        assert response.status_code == 302
        assert response.url.endswith("#b-c1")
        html = page_of(room, room.browser(room.enrolment.user))
        assert "Kysy ensin." in html
        assert "Juuri niin." not in html
        assert "Vain sinä näet vastauksesi." in html

    def test_it_can_be_changed_and_is_one_row(self, room):
        for option in ("o1", "o2", "o2"):
            room.client.post(room.url("vastaus/c1/"), {"option": option})
        assert Reading.objects.get().answers == {"c1": "o2"}
        assert "Juuri niin." in page_of(room)

    def test_a_script_gets_the_question_alone(self, room):
        response = room.client.post(room.url("vastaus/c1/"), {"option": "o2"}, headers={"X-Requested-With": "fetch"})
        html = response.content.decode()
        assert html.lstrip().startswith("<form")
        assert "Juuri niin." in html

    def test_nobody_else_sees_it(self, room):
        room.client.post(room.url("vastaus/c1/"), {"option": "o1"})
        for other in (room.fellow().user, room.trainer):
            assert "Kysy ensin." not in page_of(room, room.browser(other))

    @pytest.mark.parametrize("option", ["", "o9", "a\x00b", "<script>alert(1)</script>", "🌊" * 300])
    def test_what_is_no_answer_gets_a_message(self, room, option):
        response = room.client.post(room.url("vastaus/c1/"), {"option": option})
        assert response.status_code == 422
        assert "Valitse yksi vastauksista." in response.content.decode()
        assert not any(row.answers for row in Reading.objects.all())

    def test_a_question_that_is_not_there_is_404(self, room):
        for block in ("b1", "zz"):
            assert room.client.post(room.url(f"vastaus/{block}/"), {"option": "o1"}).status_code == 404

    def test_the_trainer_tries_it_and_nothing_is_stored(self, room):
        response = room.browser(room.trainer).post(room.url("vastaus/c1/"), {"option": "o1"})
        assert "Kysy ensin." in response.content.decode()
        assert not Reading.objects.exists()

    def test_it_completes_nothing(self, room):
        room.client.post(room.url("vastaus/c1/"), {"option": "o2"})
        assert not room.is_done()


def test_own_data(room):
    room.client.post(room.url("vastaus/c1/"), {"option": "o2"})
    told = export_person(room.enrolment.user)["readings"]
    assert told[0]["answers"] == {"Mitä teet ensin?": "Kysyn"}
    erase_person(room.enrolment.user, at=None)
    assert not Reading.objects.exists()


class TestEmbed:
    def test_nothing_is_loaded_before_the_reader_asks(self, room):
        response = room.client.get(room.url())
        html = response.content.decode()
        assert "<iframe" not in html
        assert 'data-embed="https://www.youtube-nocookie.com/embed/dQw4w9WgXcQ"' in html
        assert "Kävelen käytävää." in html

    def test_only_this_page_may_frame_only_this_service(self, room, client):
        policy = room.client.get(room.url())["Content-Security-Policy"]
        frames = next(part for part in policy.split(";") if part.strip().startswith("frame-src"))
        assert frames.split()[1:] == ["https://www.youtube-nocookie.com"]
        assert "frame-src" not in client.get("/tili/login/")["Content-Security-Policy"]

    def test_a_service_taken_off_the_list_is_a_link_only(self, room, settings):
        settings.EMBED_HOSTS = []
        response = room.client.get(room.url())
        assert "data-embed" not in response.content.decode()
        assert "https://youtu.be/dQw4w9WgXcQ" in response.content.decode()
        assert "frame-src" not in response["Content-Security-Policy"]
