"""Writing a reflection: drafts, two windows, remarks before sending, bad input."""

from copy import deepcopy

import pytest
from factories.accounts import UserFactory
from factories.assessments import address, make_assignment, make_place, send_text
from factories.courses import EnrolmentFactory, make_run, make_staff
from hypothesis import given
from hypothesis import strategies as st

from assessments.assignment.domain import count_words
from assessments.assignment.models import Submission, SubmissionRound

pytestmark = pytest.mark.django_db

JSON = {"Accept": "application/json"}
TEXT = "Minua kuunneltiin rauhassa, ja opin odottamaan."


@pytest.fixture(scope="module")
def made(kept_rows):
    return make_place(make_assignment, min_words=3, max_words=10)


@pytest.fixture
def place(made):
    return deepcopy(made)


@pytest.fixture
def learner(client, place):
    client.force_login(place[0].user)
    return client


def text_of(response) -> str:
    return response.content.decode()


def test_a_draft_is_kept_and_shown_again(learner, place):
    page = text_of(learner.get(address(*place)))
    assert "Kuvaa hetki." in page
    assert "kokemus on konkreettinen" in page
    assert "Ohjepituus 3–10 sanaa" in page
    page = text_of(learner.post(address(*place, "tallenna/"), {"text": TEXT, "version": 0}, follow=True))
    assert "Luonnos on tallennettu." in page
    assert TEXT in page
    assert "<span data-words>6</span>" in page
    assert Submission.objects.get().state == "draft"


def test_the_script_saves_and_is_told_the_new_version(learner, place):
    for version in (0, 1):
        answer = learner.post(address(*place, "tallenna/"), {"text": f"a{version}", "version": version}, headers=JSON)
        assert answer.json()["version"] == version + 1
        assert answer.json()["message"].startswith("Luonnos tallennettu klo ")


def test_of_two_windows_the_later_text_wins_and_the_other_is_kept(learner, place):
    save = address(*place, "tallenna/")
    learner.post(save, {"text": "ensimmäinen ikkuna", "version": 0}, headers=JSON)
    answer = learner.post(save, {"text": "toinen ikkuna", "version": 0}, headers=JSON).json()
    assert answer["overtook"] is True
    page = text_of(learner.get(address(*place)))
    assert "toinen ikkuna</textarea>" in page
    assert "ensimmäinen ikkuna" in page
    page = text_of(learner.post(save, {"text": "kolmas", "version": 1}, follow=True))
    assert "Kirjoitit tätä myös toisessa ikkunassa." in page


def test_sending_makes_a_round_and_tells_what_follows(learner, place):
    page = text_of(learner.post(address(*place, "laheta/"), {"text": TEXT, "version": 0}, follow=True))
    assert "Tekstisi on lähetetty kouluttajalle." in page
    assert "Odottaa kouluttajaa" in page
    assert "<textarea" not in page
    found = SubmissionRound.objects.get()
    assert (found.text, found.number, found.remarks_passed) == (TEXT, 1, 0)
    assert Submission.objects.get().state == "submitted"


def test_sending_twice_sends_once(learner, place):
    for _press in range(2):
        response = learner.post(address(*place, "laheta/"), {"text": TEXT, "version": 0}, follow=True)
        assert response.status_code == 200
    assert SubmissionRound.objects.count() == 1


def test_a_stale_page_cannot_overwrite_what_has_been_sent(learner, place):
    send_text(*place)
    for rest, message in (("laheta/", "Olet jo lähettänyt"), ("tallenna/", "on jo lähetetty")):
        response = learner.post(address(*place, rest), {"text": "Muuta tekstiä tuli vielä.", "version": 0})
        assert response.status_code == 422
        assert message in text_of(response)
        assert "Muuta tekstiä tuli vielä." in text_of(response)
    assert SubmissionRound.objects.get().text == "Minua kuunneltiin."


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Liian lyhyt", "Tekstissä on 2 sanaa. Ohje on vähintään 3."),
        ("sana " * 11, "Tekstissä on 11 sanaa. Ohje on enintään 10."),
        ("Juttelin Pekan kanssa siitä.", "<mark>Pekan</mark>"),
        ("Soita hänelle numeroon 040 123 4567.", "<mark>040 123 4567</mark>"),
        ("Osoite on kuovi@example.org, kai.", "<mark>kuovi@example.org</mark>"),
        ("Tunnus on 131052-308T eikä muuta.", "<mark>131052-308T</mark>"),
    ],
)
def test_remarks_are_made_once_before_sending_and_block_nothing(learner, place, text, shown):
    response = learner.post(address(*place, "laheta/"), {"text": text, "version": 0})
    page = text_of(response)
    assert response.status_code == 422
    assert shown in page
    assert "Lähetä silti" in page
    assert not SubmissionRound.objects.exists()
    assert Submission.objects.get().draft == text
    digest = page.split('name="anyway" value="')[1].split('"')[0]
    learner.post(address(*place, "laheta/"), {"text": text, "anyway": digest, "version": 1})
    assert SubmissionRound.objects.get().text == text.strip()
    assert SubmissionRound.objects.get().remarks_passed == shown.count("<mark>")


def test_sending_anyway_covers_only_the_remarks_that_were_shown(learner, place):
    page = text_of(learner.post(address(*place, "laheta/"), {"text": "Juttelin Pekan kanssa siitä.", "version": 0}))
    digest = page.split('name="anyway" value="')[1].split('"')[0]
    text = "Juttelin Pekan ja Liisan kanssa siitä."
    page = text_of(learner.post(address(*place, "laheta/"), {"text": text, "anyway": digest, "version": 1}))
    assert "<mark>Liisan</mark>" in page
    assert not SubmissionRound.objects.exists()


@pytest.mark.parametrize("data", [{}, {"text": ""}, {"text": " \n "}, {"text": "\x00"}, {"text": "…!"}])
def test_nothing_is_not_sent(learner, place, data):
    response = learner.post(address(*place, "laheta/"), data)
    assert response.status_code == 422
    assert "Kirjoita ensin teksti." in text_of(response)
    assert not SubmissionRound.objects.exists()


def test_a_text_that_is_too_long_is_shown_again_whole(learner, place):
    text = "sana " * 4001
    for rest in ("tallenna/", "laheta/"):
        response = learner.post(address(*place, rest), {"text": text, "version": 0, "anyway": "x"})
        assert response.status_code == 422
        assert "Teksti on liian pitkä" in text_of(response)
        assert text in text_of(response)
    assert learner.post(address(*place, "tallenna/"), {"text": text}, headers=JSON).status_code == 422
    assert not Submission.objects.filter(saved_version__gt=0).exists()


@pytest.mark.parametrize(
    "text", ["<script>alert(1)</script> ja muuta tekstiä", "😀 hymyilin sille asialle", "a\x00b sanaa ja toista"]
)
def test_strange_texts_are_kept_as_texts(learner, place, text):
    learner.post(address(*place, "tallenna/"), {"text": text, "version": "x"})
    learner.post(address(*place, "laheta/"), {"text": text, "version": "-1"})
    page = text_of(learner.get(address(*place)))
    assert "<script>alert" not in page
    assert SubmissionRound.objects.get().text == text.replace("\x00", "")


def test_nobody_else_sees_a_draft(client, place):
    client.force_login(place[0].user)
    client.post(address(*place, "tallenna/"), {"text": "Salainen luonnos", "version": 0})
    for user in (
        EnrolmentFactory(run=place[0].run).user,
        make_staff(place[0].run),
        make_staff(place[0].run, role="coordinator"),
    ):
        client.force_login(user)
        assert "Salainen luonnos" not in text_of(client.get(address(*place)))
    for user in (EnrolmentFactory(run=make_run()).user, UserFactory(is_superuser=True, is_staff=True)):
        client.force_login(user)
        assert client.get(address(*place)).status_code == 404


def test_staff_store_nothing(client, place):
    client.force_login(make_staff(place[0].run))
    for rest in ("tallenna/", "laheta/"):
        page = text_of(client.post(address(*place, rest), {"text": TEXT}, follow=True))
        assert "Esikatselussa mitään ei tallenneta." in page
    assert not Submission.objects.exists()


def test_wrong_methods_are_refused(learner, place):
    for rest in ("tallenna/", "laheta/"):
        assert learner.get(address(*place, rest)).status_code == 405


@pytest.mark.parametrize(
    ("text", "words"),
    [("", 0), ("a b", 2), ("yrittäjä-äiti", 1), ("ei... vai?", 2), ("1 234 €", 2), ("SAMK:n", 1), ("_ – !", 0)],
)
def test_words_are_counted_as_a_reader_would(text, words):
    assert count_words(text) == words


@given(st.text(), st.text())
def test_more_text_never_has_fewer_words(one, other):
    assert count_words(f"{one} {other}") == count_words(one) + count_words(other)
