"""What was typed when the session had ended is there again for the same person, and for nobody else."""

import re

import pytest
from django.contrib.sessions.models import Session
from django.test import Client
from factories.accounts import UserFactory
from factories.assessments import address, make_assignment, make_place, make_quiz
from factories.courses import EnrolmentFactory, make_run, make_staff
from factories.modules import make_recording_page

from assessments.assignment.models import Submission
from assessments.quiz.models import Attempt
from courses.unsent import word_for

pytestmark = pytest.mark.django_db

TEXT = "Tätä en jaksaisi kirjoittaa uudelleen. 😀 <b>Lihavaa</b>"


@pytest.fixture
def place():
    return make_place(make_assignment)


def drawn_form(client, place) -> dict[str, str]:
    page = client.get(address(*place)).content.decode()
    word = re.search(r'name="drawn_for" value="([^"]+)"', page)[1]
    return {"text": TEXT, "version": "0", "drawn_for": word}


def end_session(client) -> None:
    Session.objects.filter(session_key=client.session.session_key).delete()


def test_a_text_sent_after_the_session_ended_comes_back(client, place):
    client.force_login(place[0].user)
    form = drawn_form(client, place)
    end_session(client)
    response = client.post(address(*place, "laheta/"), form)
    assert response.status_code == 302
    assert response.url.endswith(f"?next={address(*place)}")
    assert not Submission.objects.exists()
    client.force_login(place[0].user)
    page = client.get(address(*place)).content.decode()
    assert "Istuntosi ehti päättyä, mutta tekstisi säilyi." in page
    assert "Tätä en jaksaisi kirjoittaa uudelleen. 😀 &lt;b&gt;" in page
    assert Submission.objects.get().draft == TEXT
    assert "Istuntosi ehti" not in client.get(address(*place)).content.decode()


def test_somebody_else_at_the_same_computer_gets_nothing(client, place):
    client.force_login(place[0].user)
    form = drawn_form(client, place)
    end_session(client)
    client.post(address(*place, "laheta/"), form)
    raw = str(dict(client.session))
    assert "jaksaisi" not in raw
    assert str(place[0].user.public_id) not in raw
    client.force_login(EnrolmentFactory(run=place[0].run).user)
    assert "jaksaisi" not in client.get(address(*place)).content.decode()
    assert "unsent" not in client.session


@pytest.mark.parametrize("word", ["", "x", "a:b:c", None])
def test_a_form_without_a_true_word_is_not_kept(client, place, word):
    data = {"text": TEXT} | ({"drawn_for": word} if word is not None else {})
    response = client.post(address(*place, "laheta/"), data)
    assert response.status_code == 302
    assert "unsent" not in client.session


def test_too_much_is_not_kept(client, place):
    client.force_login(place[0].user)
    form = drawn_form(client, place) | {"text": "x" * 300_000}
    end_session(client)
    assert client.post(address(*place, "laheta/"), form).status_code == 302
    assert "unsent" not in client.session


def test_a_page_from_before_signing_in_anew_loses_nothing(place):
    client = Client(enforce_csrf_checks=True)
    client.force_login(place[0].user)
    form = drawn_form(client, place) | {"csrfmiddlewaretoken": "x" * 64}
    response = client.post(address(*place, "laheta/"), form, follow=True)
    page = response.content.decode()
    assert "Sivu oli avattu ennen kirjautumista." in page
    assert "Tätä en jaksaisi kirjoittaa uudelleen." in page
    assert Submission.objects.get().state == "draft"


def kept_in_activity(client, place, rest: str, fields: dict[str, str]) -> str:
    """Send a form after the session has ended, sign in again, and return the page one is led to."""
    client.force_login(place[0].user)
    page = client.get(address(*place, rest)).content.decode()
    word = re.search(r'name="drawn_for" value="([^"]+)"', page)[1]
    action = re.search(r'action="([^"]+(?:tarkista|kysymys)/)"', page)[1]
    end_session(client)
    assert client.post(action, fields | {"drawn_for": word, "version": "0"}).url.endswith(f"?next={address(*place)}")
    client.force_login(place[0].user)
    return client.get(address(*place), follow=True).content.decode()


def test_answers_of_a_quiz_are_kept_in_the_open_attempt(client):
    place = make_place(make_quiz, kinds=("short",))
    client.force_login(place[0].user)
    client.post(address(*place, "aloita/"))
    page = kept_in_activity(client, place, "1/", {"a0": "Vertaisuus"})
    assert "vastauksesi säilyivät" in page
    assert Attempt.objects.get().answers == {"a0": ["Vertaisuus"]}


def test_an_own_question_of_a_recording_is_kept(client):
    place = make_place(make_recording_page, asks_question=True)
    page = kept_in_activity(client, place, "", {"question": "Miten aloitan?"})
    assert "kysymyksesi säilyi" in page
    assert "Miten aloitan?</textarea>" in page


class TestOtherForms:
    """Forms outside of activities lead to a page that shows what was typed and sends it."""

    @pytest.fixture
    def sent(self, client):
        run = make_run()
        staff, trainee = make_staff(run), EnrolmentFactory(run=run)
        url = f"/kouluttaja/{run.slug}/osallistujat/{trainee.public_id}/poikkeus/"
        return staff, url, {"reason": "Pitkä sairaus <b>x</b> 😀", "kind": ["waiver"], "drawn_for": word_for(staff)}

    def test_it_waits_for_its_writer(self, client, sent):
        staff, url, fields = sent
        assert client.post(url, fields).url == "/tili/login/?next=/kesken/"
        client.force_login(staff)
        page = client.get("/kesken/").content.decode()
        assert f'action="{url}"' in page
        assert page.count("Pitkä sairaus &lt;b&gt;x&lt;/b&gt; 😀") == 2
        assert client.get("/kesken/").status_code == 200

    def test_a_form_with_a_password_is_not_kept(self, client, sent):
        _staff, url, fields = sent
        assert "kesken" not in client.post(url, fields | {"oldpassword": "salainen"}).url
        assert "unsent" not in client.session

    def test_nobody_else_finds_it(self, client, sent):
        client.post(sent[1], sent[2])
        client.force_login(UserFactory())
        assert client.get("/kesken/").url == "/"
        client.force_login(sent[0])
        assert client.get("/kesken/").url == "/"

    @pytest.mark.parametrize("word", ["", "x", None])
    def test_without_a_true_word_nothing_is_kept(self, client, sent, word):
        fields = {name: value for name, value in sent[2].items() if name != "drawn_for"}
        response = client.post(sent[1], fields | ({"drawn_for": word} if word is not None else {}))
        assert "kesken" not in response.url
        assert client.get("/kesken/").status_code == 302


def test_any_other_stale_form_shows_what_was_typed():
    client = Client(enforce_csrf_checks=True)
    client.force_login(UserFactory())
    response = client.post("/ilmoitukset/", {"sana": "Pitkä oma teksti <script>", "password": "salainen sana"})
    page = response.content.decode()
    assert response.status_code == 403
    assert "Pitkä oma teksti &lt;script&gt;" in page
    assert "salainen sana" not in page
