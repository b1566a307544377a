"""Own answers first, models after; drafts; nothing typed is lost."""

import json
from copy import deepcopy

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone
from factories.courses import EnrolmentFactory
from factories.modules import GOOD_ANSWERS, ITEMS, Classroom, make_exercise

from modules.exercise import domain, privacy
from modules.exercise.models import ExercisePage, ExerciseResponse

pytestmark = pytest.mark.django_db
MODEL = "Milloin viimeksi levähdit, ja mikä sen mahdollisti?"


@pytest.fixture(scope="module")
def made(kept_rows):
    return Classroom(make_exercise, content_note="kriisit ja riidat", is_printable=True)


@pytest.fixture
def room(made, client):
    return deepcopy(made).open_for(type(client))


def answers(**changes):
    return {**GOOD_ANSWERS, **{f"v-{name}".replace("_", "-"): value for name, value in changes.items()}}


def test_the_models_are_not_on_the_page_before_answering(room):
    html = room.client.get(room.url()).content.decode()
    assert "”Pidä lomaa.”" in html
    assert "Aloita sanalla milloin." in html
    assert "Sisältöhuomautus" in html
    assert "kriisit ja riidat" in html
    assert "Vain sinä näet vastauksesi." in html
    assert MODEL not in html
    assert "Käsitteet ovat mallin ydintä." not in html
    assert 'style="' not in html


def test_answering_completes_and_shows_the_models(room):
    response = room.client.post(room.url("vastaa/"), GOOD_ANSWERS, follow=True)
    html = response.content.decode()
    assert "Milloin viimeksi lepäsit?" in html
    assert MODEL in html
    assert "Käsitteet ovat mallin ydintä." in html
    assert "Samoin kuin malli: 2/2." in html
    assert "Mikä keveni?" in html
    assert room.is_done()


def test_a_wrong_pair_is_as_good_a_start(room):
    html = room.client.post(room.url("vastaa/"), answers(m1_p1="yhdessä osaamme"), follow=True).content.decode()
    assert "Samoin kuin malli: 1/2." in html
    assert room.is_done()


def test_answers_can_be_changed_afterwards(room):
    room.client.post(room.url("vastaa/"), GOOD_ANSWERS)
    html = room.client.get(room.url(), {"muokkaa": "1"}).content.decode()
    assert "Milloin viimeksi lepäsit?" in html
    assert MODEL not in html
    room.client.post(room.url("vastaa/"), answers(q1="Toisin sanoen?"))
    response = ExerciseResponse.objects.get()
    assert response.answers["q1"] == "Toisin sanoen?"
    assert room.enrolment.completions.count() == 1


def test_double_submit_is_one_response(room):
    for _ in range(2):
        assert room.client.post(room.url("vastaa/"), GOOD_ANSWERS).status_code == 302
    assert ExerciseResponse.objects.count() == 1


BAD = [
    ({}, "Kirjoita oma vastauksesi."),
    (answers(q1="  "), "Kirjoita oma vastauksesi."),
    (answers(q1="x" * 5001), "5000"),
    (answers(q1="a\x00b"), "Tekstissä on merkki, jota ei voi tallentaa"),
    (answers(m1_p1=""), "Valitse pari."),
    (answers(m1_p1="jotain muuta"), "Valitse jokin tarjotuista"),
    (answers(k1=[]), "Valitse 1."),
    (answers(k1=["Mikä keveni?", "Mikä on päällimmäisenä?"]), "Valitse tasan 1."),
    (answers(k1=["<script>"]), "Valitse jokin tarjotuista"),
]


@pytest.mark.parametrize(("data", "words"), BAD)
def test_bad_input_gets_a_message_and_loses_nothing(room, data, words):
    response = room.client.post(room.url("vastaa/"), data)
    html = response.content.decode()
    assert response.status_code == 422
    assert "form-errors" in html
    assert words in html
    assert not room.is_done()
    assert MODEL not in html
    if data.get("v-q1", "").startswith("x"):
        assert data["v-q1"] in html


@pytest.mark.parametrize("text", ["<script>alert(1)</script>", "Äiti 🌊 ja öljy", "' OR 1=1 --", "{{ 7|add:1 }}"])
def test_odd_texts_are_kept_and_escaped(room, text):
    html = room.client.post(room.url("vastaa/"), answers(q1=text), follow=True).content.decode()
    assert ExerciseResponse.objects.get().answers["q1"] == text
    assert "<script>alert(1)</script>" not in html


class TestDrafts:
    def test_a_draft_is_kept_and_completes_nothing(self, room):
        response = room.client.post(room.url("luonnos/"), {"v-q1": "Kesken…"}, follow=True)
        html = response.content.decode()
        assert "Luonnos tallennettu" in html
        assert "Kesken…" in html
        assert not room.is_done()

    def test_a_draft_survives_leaving(self, room):
        room.client.post(room.url("luonnos/"), {"v-q1": "Kesken…", "v-m1-p1": "yhdessä osaamme"})
        html = room.browser(room.enrolment.user).get(room.url()).content.decode()
        assert "Kesken…" in html
        assert '<option value="yhdessä osaamme" selected>' in html

    def test_the_script_gets_words(self, room):
        response = room.client.post(room.url("luonnos/"), {"v-q1": "Kesken"}, headers={"Accept": "application/json"})
        assert response.json()["message"].startswith("Luonnos tallennettu klo ")

    def test_a_draft_that_is_too_long_says_so_and_keeps_the_earlier_one(self, room):
        room.client.post(room.url("luonnos/"), {"v-q1": "Aiempi"})
        response = room.client.post(room.url("luonnos/"), {"v-q1": "x" * 6000}, headers={"Accept": "application/json"})
        assert response.status_code == 422
        assert response.json()["message"]
        assert room.client.post(room.url("luonnos/"), {"v-q1": "x" * 6000}).status_code == 422
        assert ExerciseResponse.objects.get().answers["q1"] == "Aiempi"

    def test_the_address_opened_by_hand_leads_back(self, room):
        for rest in ("luonnos/", "vastaa/"):
            assert room.client.get(room.url(rest)).url == room.url()


class TestRepublishing:
    def change(self, room):
        page = ExercisePage.objects.get()
        page.items = json.dumps([item for item in ITEMS if item["id"] != "q1"])
        page.save_revision().publish()

    def test_text_typed_into_a_question_that_is_gone_is_shown(self, room):
        self.change(room)
        response = room.client.post(room.url("vastaa/"), answers(q1="Tätä mietin kauan."))
        html = response.content.decode()
        assert response.status_code == 422
        assert "Harjoitus on muuttunut sillä välin" in html
        assert "Tätä mietin kauan." in html
        assert not room.is_done()

    def test_what_was_saved_before_stays_in_the_own_data(self, room):
        room.client.post(room.url("vastaa/"), answers(q1="Tätä mietin kauan."))
        self.change(room)
        room.client.post(room.url("vastaa/"), {k: v for k, v in GOOD_ANSWERS.items() if k != "v-q1"})
        rows = privacy.export_person(room.enrolment.user)["exercises"][0]["answers"]
        assert {"asked": None, "answer": "Tätä mietin kauan."} in rows
        assert room.is_done()


def test_answers_are_nobody_elses(room):
    room.client.post(room.url("vastaa/"), answers(q1="Vain minulle."))
    assert "Vain minulle." not in room.browser(room.trainer).get(room.url()).content.decode()
    assert "Vain minulle." not in room.browser(room.fellow().user).get(room.url()).content.decode()
    assert room.browser(EnrolmentFactory().user).get(room.url()).status_code == 404


def test_staff_see_the_models_and_store_nothing(room):
    trainer = room.browser(room.trainer)
    assert MODEL in trainer.get(room.url()).content.decode()
    for rest in ("vastaa/", "luonnos/"):
        response = trainer.post(room.url(rest), GOOD_ANSWERS, follow=True)
        assert "Esikatselussa mitään ei tallenneta." in response.content.decode()
    assert not ExerciseResponse.objects.exists()


def test_baskets_share_a_target(client):
    pairs = [("Mikä on päällimmäisenä?", "Avaa"), ("Mikä keveni?", "Sulkee"), ("Mikä hiersi?", "Avaa")]
    items = [
        {
            "type": "match",
            "id": "m",
            "value": {
                "instruction": "Lajittele.",
                "pairs": [
                    {"type": "item", "id": f"p{n}", "value": {"item": item, "target": target}}
                    for n, (item, target) in enumerate(pairs)
                ],
                "feedback": "",
            },
        }
    ]
    room = Classroom(make_exercise, type(client), items=json.dumps(items))
    html = room.client.get(room.url()).content.decode()
    assert html.count('<option value="Avaa">') == 3
    assert html.count("<select") == 3
    data = {f"v-m-p{n}": target for n, (_item, target) in enumerate(pairs)}
    assert "Samoin kuin malli: 3/3." in room.client.post(room.url("vastaa/"), data, follow=True).content.decode()


def test_an_optional_question_may_be_left_empty(client):
    item = {"type": "question", "id": "q", "value": {"prompt": "Jos haluat", "hint": "", "is_optional": True}}
    room = Classroom(make_exercise, type(client), items=json.dumps([item]))
    assert "vapaaehtoinen" in room.client.get(room.url()).content.decode()
    html = room.client.post(room.url("vastaa/"), {}, follow=True).content.decode()
    assert "Et vastannut tähän." in html
    assert room.is_done()


def test_the_domain_asks_for_all_answers(room):
    one = {"q1": "Vain yksi"}
    with pytest.raises(domain.UnableToSubmit):
        domain.submit_answers(enrolment=room.enrolment, exercise=room.page, answers=one, at=timezone.now())
    assert not ExerciseResponse.objects.exists()


def test_an_exercise_with_nothing_to_do_is_refused(room):
    room.page.items = json.dumps([ITEMS[0]])
    with pytest.raises(ValidationError) as caught:
        room.page.full_clean()
    assert "items" in caught.value.message_dict


def test_own_data(room):
    room.client.post(room.url("vastaa/"), GOOD_ANSWERS)
    user = room.enrolment.user
    rows = privacy.export_person(user)["exercises"][0]["answers"]
    assert rows[0] == {"asked": "”Pidä lomaa.”", "answer": "Milloin viimeksi lepäsit?"}
    assert rows[1]["answer"]["resilienssi"] == "suunta löytyi uudelleen"
    assert rows[2]["answer"] == ["Mikä keveni?"]
    privacy.erase_person(user, at=timezone.now())
    assert privacy.export_person(user) == {"exercises": []}
