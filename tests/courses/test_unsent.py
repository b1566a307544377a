"""What was typed when the session had ended is there again for the same person, and for nobody else."""

import re

import pytest
from django.contrib.sessions.models import Session
from django.test import Client
from factories.accounts import UserFactory
from factories.assessments import address, make_assignment, make_place
from factories.courses import EnrolmentFactory

from assessments.assignment.models import Submission

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


def test_any_other_stale_form_shows_what_was_typed():
    client = Client(enforce_csrf_checks=True)
    client.force_login(UserFactory())
    response = client.post("/ilmoitukset/", {"sana": "Pitkä oma teksti <script>", "password": "salainen sana"})
    page = response.content.decode()
    assert response.status_code == 403
    assert "Pitkä oma teksti &lt;script&gt;" in page
    assert "salainen sana" not in page
