"""What the browser keeps to log a meeting without a connection: nothing personal, and nothing after signing out."""

import re

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from factories.accounts import UserFactory
from factories.groups import log_form_data, make_group, make_log, make_meeting, make_trainee

from courses.groups.domain.offline_lock import lock_of
from courses.groups.models import MeetingLog

pytestmark = pytest.mark.django_db
JSON = {"headers": {"accept": "application/json"}}


@pytest.fixture
def scene(client):
    enrolment = make_trainee()
    group = make_group(enrolment=enrolment)
    client.force_login(enrolment.user)
    return enrolment.user, group, reverse("groups:log-new", kwargs={"group": group.public_id})


def test_the_form_that_is_kept_is_the_same_for_everybody(client, scene):
    user, group, _url = scene
    own, strangers = client.get("/ryhmat/verkotta/"), Client().get("/ryhmat/verkotta/")
    assert own.text == strangers.text
    for word in ("csrf", user.email, user.given_name, group.name, str(user.public_id), lock_of(user)):
        assert word not in own.text
    assert "no-store" in own["Cache-Control"]
    assert own.text.count("<form") == 1


def test_the_worker_looks_after_the_group_pages_alone(client, scene):
    worker = Client().get("/ryhmat/verkotta.js")
    assert worker["Content-Type"].startswith("text/javascript")
    assert worker["Cache-Control"] == "no-cache"
    assert "/ryhmat/verkotta/" in worker.text
    version = re.search(r"peili-verkotta-|[0-9a-f]{12}", worker.text.split("CACHE")[1])[0]
    assert version
    assert worker.text == client.get("/ryhmat/verkotta.js").text
    swedish = Client().get("/ryhmat/verkotta.js?kieli=sv").text
    assert swedish != worker.text
    policy = worker["Content-Security-Policy"]
    assert "worker-src 'self'" in policy
    assert "manifest-src 'self'" in policy


def test_the_manifest_has_icons_of_our_own(client):
    page = client.get("/tili/login/").text
    address = re.search(r'rel="manifest" href="([^"]+)"', page)[1]
    manifest = client.get(address).json()
    assert (manifest["lang"], manifest["start_url"], manifest["display"]) == ("fi", "/ryhmat/", "standalone")
    assert {icon["purpose"] for icon in manifest["icons"]} == {"any", "maskable"}
    assert all(icon["src"].startswith("/static/portal/icons/peili-") for icon in manifest["icons"])


def test_the_check_tells_who_is_signed_in_and_nothing_more(client, scene):
    user, _group, _url = scene
    assert Client().get("/ryhmat/verkotta/yhteys/").json() == {"owner": "", "token": ""}
    told = client.get("/ryhmat/verkotta/yhteys/").json()
    assert (set(told), told["owner"]) == ({"owner", "token"}, str(user.public_id))
    assert lock_of(user) != lock_of(UserFactory())
    assert Client().post("/ryhmat/verkotta/yhteys/").status_code == 405


def test_a_script_is_answered_shortly_and_a_repetition_makes_no_second_log(client, scene):
    _user, group, url = scene
    data = log_form_data()
    first, again = (client.post(url, data, **JSON).json() for _ in range(2))
    log = MeetingLog.objects.get()
    assert first == again == {"sent": reverse("groups:logged", kwargs={"group": group.public_id, "log": log.public_id})}
    asked = client.post(url, log_form_data(helped="Soita 040 123 4567"), **JSON)
    assert (asked.status_code, asked.json()) == (422, {"ask": True})
    assert client.post(url, {}, **JSON).status_code == 422
    stranger = Client()
    assert stranger.post(url, data, **JSON).status_code == 302
    assert MeetingLog.objects.count() == 1


def test_the_same_day_is_asked_about_with_a_way_to_the_other_meeting(client, scene):
    _user, group, url = scene
    meeting = make_meeting(group, days=-1)
    page = client.post(url, log_form_data())
    assert page.status_code == 422
    assert "Onko tämä sama tapaaminen?" in page.text
    assert reverse("groups:log", kwargs={"group": group.public_id, "meeting": meeting.public_id}) in page.text


def test_signing_out_empties_the_browser(client, scene):
    answer = client.post("/tili/logout/")
    assert answer["Clear-Site-Data"] == '"storage"'
    assert "Clear-Site-Data" not in Client().get("/tili/login/")


def test_private_words_of_a_log_survive_a_missing_key(client, scene, settings):
    user, group, _url = scene
    log = make_log(group, author=user, private_text="vain omaa")
    edit = reverse("groups:log", kwargs={"group": group.public_id, "meeting": log.meeting.public_id})
    shown = reverse("groups:logged", kwargs={"group": group.public_id, "log": log.public_id})
    kept, settings.NOTEBOOK_KEYS = settings.NOTEBOOK_KEYS, ["ei avain"]
    assert "palvelimelta puuttuu sen avain" in client.get(shown).text
    data = log_form_data(key=str(log.key), token="l1", topic="toinen aihe", private_text="")
    assert client.post(edit, data).status_code == 302  # the rest can be changed; what is sealed stays
    refused = client.post(edit, {**data, "token": "l2", "private_text": "uutta omaa"})
    assert refused.status_code == 422
    assert "uutta omaa" in refused.text
    draft = client.post(edit, {**data, "token": "l2", "private_text": "uutta omaa", "save": "draft"}, **JSON)
    assert draft.status_code == 422
    assert "ylläpitäjälle" in draft.json()["refused"]
    settings.NOTEBOOK_KEYS = kept
    assert "vain omaa" in client.get(shown).text
    log.refresh_from_db()
    assert (log.topic, "vain omaa" in log.private_sealed) == ("toinen aihe", False)
    assert timezone.now() >= log.changed_at
