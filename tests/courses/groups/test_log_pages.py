"""The log form as people use it: sent once, drafts kept, warnings that never block, two tabs without loss."""

import re
import uuid
from copy import deepcopy

import pytest
from django.urls import reverse
from django.utils import timezone
from factories.courses import make_staff
from factories.groups import add_member, log_form_data, make_group, make_log, make_meeting, make_trainee

from courses.groups.domain.reviewing import acknowledge_log, return_log
from courses.groups.models import CostItem, GroupMeeting, LogDraft, MeetingLog

pytestmark = pytest.mark.django_db
JSON = {"headers": {"accept": "application/json"}}


@pytest.fixture(scope="module")
def made(kept_rows):
    enrolment = make_trainee()
    return enrolment, make_group(enrolment=enrolment)


@pytest.fixture
def scene(client, made):
    """Return a group being gathered whose facilitator is signed in."""
    enrolment, group = deepcopy(made)
    client.force_login(enrolment.user)
    return enrolment, group


def new_url(group):
    return reverse("groups:log-new", kwargs={"group": group.public_id})


def log_url(meeting):
    return reverse("groups:log", kwargs={"group": meeting.group.public_id, "meeting": meeting.public_id})


def hidden(answer, name):
    return re.search(rf'name="{name}" value="([^"]*)"', answer.text)[1]


def test_a_log_is_sent_and_shown(client, scene):
    _enrolment, group = scene
    answer = client.post(new_url(group), log_form_data(), follow=True)
    assert answer.status_code == 200
    assert "odottaa kuittausta" in answer.text
    assert "40,50" in answer.text
    log = MeetingLog.objects.get()
    assert (log.present, log.total, log.mode) == (4, 5, "outdoors")
    assert [row.part for row in log.parts.all()] == ["courage"]


def test_two_hundred_taps_on_send_make_one_log(client, scene):
    _enrolment, group = scene
    data = log_form_data()
    targets = {client.post(new_url(group), data).url for _tap in range(200)}
    assert len(targets) == 1
    assert (MeetingLog.objects.count(), GroupMeeting.objects.count(), CostItem.objects.count()) == (1, 1, 1)


def test_a_planned_meeting_fills_the_form_in_advance(client, scene):
    _enrolment, group = scene
    meeting = make_meeting(group, days=-1, kind="wellbeing")
    page = client.get(log_url(meeting))
    assert 'value="18:00"' in page.text
    assert re.search(r'value="wellbeing"[^>]*checked', page.text)
    client.post(log_url(meeting), log_form_data())
    assert MeetingLog.objects.get().meeting == meeting


BAD = {
    "missing day": {"day": ""},
    "a word for a day": {"day": "eilen"},
    "a day ahead": {"days_ago": -2},
    "a day long past": {"day": "1999-01-01"},
    "no time": {"start": ""},
    "odd time": {"start": "25:99"},
    "too long": {"minutes": "601"},
    "not a number": {"minutes": "kaksi"},
    "huge number": {"minutes": "9" * 400},
    "nobody": {"present": "0"},
    "negative": {"present": "-1"},
    "more than there are": {"present": "9"},
    "no total": {"total": ""},
    "unknown kind": {"kind": "<script>"},
    "no mode": {"mode": ""},
    "unknown part": {"parts": ["nope"]},
    "no topic": {"topic": ""},
    "a speech for a topic": {"topic": "ajankäyttö hinnoittelu jaksaminen verkostot"},
    "endless topic": {"topic": "a" * 61},
    "endless text": {"helped": "a" * 401},
    "endless private": {"private_text": "a" * 1201},
    "zero byte": {"helped": "a\x00b"},
    "zero byte in a choice": {"voice": "yes\x00"},
    "feeling off the scale": {"feeling": "6"},
    "a word for money": {"cost_place": "paljon"},
    "negative money": {"cost_place": "-1"},
    "endless money": {"cost_place": "1" * 300},
    "too fine money": {"cost_place": "1,234"},
    "exponent money": {"cost_place": "1e5"},
    "not a number at all": {"cost_place": "NaN"},
    "tax over all": {"cost_place": "1", "vat_percent": "101"},
    "help without a question": {"needs_help": "on"},
}


@pytest.mark.parametrize("case", BAD)
def test_bad_input_is_told_and_nothing_typed_is_lost(client, scene, case):
    _enrolment, group = scene
    data = log_form_data(**{"next_step": "Tämä <b>säilyy</b> 🙂", **BAD[case]})
    answer = client.post(new_url(group), data)
    assert answer.status_code == 422
    assert 'role="alert"' in answer.text
    assert 'aria-invalid="true"' in answer.text
    assert "Tämä &lt;b&gt;säilyy&lt;/b&gt; 🙂" in answer.text
    assert MeetingLog.objects.count() == 0


def test_emoji_tags_and_line_ends_are_stored_as_they_are(client, scene):
    _enrolment, group = scene
    text = "<script>alert(1)</script> 🙂\r\nToinen rivi"
    answer = client.post(new_url(group), log_form_data(helped=text), follow=True)
    assert "<script>alert" not in answer.text
    assert MeetingLog.objects.get().helped == "<script>alert(1)</script> 🙂\nToinen rivi"


@pytest.mark.parametrize("key", ["", "ei-avain", "x" * 5000, None])
def test_a_spoilt_key_is_replaced(client, scene, key):
    _enrolment, group = scene
    answer = client.post(new_url(group), log_form_data(key=key))
    assert answer.status_code in (302, 422)


def test_a_name_of_the_roster_is_marked_and_may_be_sent_anyway(client, scene):
    _enrolment, group = scene
    name = add_member(group, pseudonym="Yöpöllö").pseudonym
    data = log_form_data(helped=f"Kun {name.lower()}n tarina kuultiin.")
    answer = client.post(new_url(group), data)
    assert answer.status_code == 422
    assert "<mark>yöpöllön</mark>" in answer.text
    assert MeetingLog.objects.count() == 0
    digest = re.search(r'name="anyway" value="([^"]+)"', answer.text)[1]
    changed = client.post(new_url(group), {**data, "anyway": digest, "next_step": "Soita 040 123 4567."})
    assert changed.status_code == 422  # new text is looked at again
    sent = client.post(new_url(group), {**data, "anyway": digest})
    assert sent.status_code == 302
    assert MeetingLog.objects.count() == 1


@pytest.mark.parametrize("field", ["topic", "helped", "next_step", "private_text", "question"])
def test_every_free_text_is_looked_at(client, scene, field):
    _enrolment, group = scene
    values = {field: "a@b.fi"} | ({"needs_help": "on"} if field == "question" else {})
    answer = client.post(new_url(group), log_form_data(**values))
    assert answer.status_code == 422
    assert "<mark>a@b.fi</mark>" in answer.text


def test_the_same_day_is_asked_about(client, scene):
    _enrolment, group = scene
    client.post(new_url(group), log_form_data())
    again = log_form_data(topic="lepo")
    answer = client.post(new_url(group), again)
    assert answer.status_code == 422
    assert "Onko tämä sama tapaaminen?" in answer.text
    digest = re.search(r'name="anyway" value="([^"]+)"', answer.text)[1]
    assert client.post(new_url(group), {**again, "anyway": digest}).status_code == 302
    assert MeetingLog.objects.count() == 2


# --- drafts and tabs ---------------------------------------------------------------------------------------------


def test_a_draft_is_saved_by_script_and_by_button_and_comes_back(client, scene):
    _enrolment, group = scene
    data = log_form_data(topic="", present="kymmenen", helped="kesken\x00") | {"save": "draft"}
    answer = client.post(new_url(group), data, **JSON)
    saved = answer.json()
    assert saved["token"] == "d1"
    data |= {"token": saved["token"], "key": saved["key"], "next_step": "Vielä tämä"}
    assert client.post(new_url(group), data).status_code == 302
    page = client.get(new_url(group))
    assert 'value="kymmenen"' in page.text
    assert "Vielä tämä" in page.text
    assert (hidden(page, "token"), hidden(page, "key")) == ("d2", saved["key"])
    assert LogDraft.objects.count() == 1
    assert MeetingLog.objects.count() == 0


def test_the_draft_is_for_its_author_alone(client, scene):
    _enrolment, group = scene
    client.post(new_url(group), log_form_data(helped="vain minun luonnos") | {"save": "draft"})
    other = make_trainee()
    group.facilitators.create(user=other.user, enrolment=other, since=timezone.now())
    client.force_login(other.user)
    assert "vain minun luonnos" not in client.get(new_url(group)).text


def test_a_second_tab_is_shown_both_versions_and_chooses(client, scene):
    _enrolment, group = scene
    first = log_form_data(topic="lepo") | {"save": "draft"}
    client.post(new_url(group), first)
    second = log_form_data(topic="kävely", helped="Metsä.")
    answer = client.post(new_url(group), second)
    assert answer.status_code == 409
    assert "kävely" in answer.text
    assert "<dd>lepo</dd>" in answer.text
    assert LogDraft.objects.get().typed["topic"] == "lepo"
    chosen = second | {"token": hidden(answer, "token"), "key": hidden(answer, "key")}
    assert client.post(new_url(group), chosen).status_code == 302
    assert MeetingLog.objects.get().topic == "kävely"
    assert LogDraft.objects.count() == 0


def test_the_script_is_told_of_a_second_tab(client, scene):
    _enrolment, group = scene
    client.post(new_url(group), log_form_data(topic="lepo") | {"save": "draft"}, **JSON)
    answer = client.post(new_url(group), log_form_data(topic="kävely") | {"save": "draft"}, **JSON)
    assert answer.status_code == 409
    assert answer.json() == {"conflict": True}


def test_a_stale_page_never_overwrites_a_sent_log(client, scene):
    _enrolment, group = scene
    data = log_form_data(topic="lepo")
    client.post(new_url(group), data)
    answer = client.post(new_url(group), data | {"topic": "kävely"})
    assert answer.status_code == 409
    assert "<dd>lepo</dd>" in answer.text
    assert MeetingLog.objects.get().topic == "lepo"
    chosen = data | {"topic": "kävely", "token": hidden(answer, "token"), "key": hidden(answer, "key")}
    assert client.post(new_url(group), chosen).status_code == 302
    assert MeetingLog.objects.get().topic == "kävely"


def test_a_sent_log_is_edited_through_its_meeting(client, scene):
    _enrolment, group = scene
    log = make_log(group, topic="lepo")
    page = client.get(log_url(log.meeting))
    assert hidden(page, "token") == "l1"
    data = log_form_data(topic="kävely", key=hidden(page, "key"), token="l1")
    assert client.post(log_url(log.meeting), data).status_code == 302
    assert client.post(log_url(log.meeting), data | {"topic": "muu"}).status_code == 409
    log.refresh_from_db()
    assert (log.topic, log.revision) == ("kävely", 2)


def test_a_log_the_trainer_has_read_takes_amendments_only(client, scene):
    enrolment, group = scene
    log = make_log(group)
    acknowledge_log(log=log, by=make_staff(enrolment.run), comment="Hyvä!", revision=1, at=timezone.now())
    assert client.get(log_url(log.meeting)).status_code == 302
    answer = client.post(log_url(log.meeting), log_form_data(topic="uusi", token="l1", key=str(log.key)))
    assert answer.status_code == 409
    assert "uusi" in answer.text
    assert client.post(log_url(log.meeting), log_form_data() | {"save": "draft"}, **JSON).status_code == 409
    amend = reverse("groups:amend", kwargs={"group": group.public_id, "log": log.public_id})
    assert client.post(amend, {"text": ""}).status_code == 422
    assert client.post(amend, {"text": "x" * 601}).status_code == 422
    assert "<mark>" in client.post(amend, {"text": "Soita 040 123 4567"}).text
    assert client.post(amend, {"text": "Kävelimme lopuksi."}).status_code == 302
    shown = client.get(reverse("groups:logged", kwargs={"group": group.public_id, "log": log.public_id})).text
    assert "Kävelimme lopuksi." in shown
    assert "Hyvä!" in shown


def test_a_returned_log_shows_the_comment_in_the_form(client, scene):
    enrolment, group = scene
    log = make_log(group)
    return_log(log=log, by=make_staff(enrolment.run), comment="Kerro kierroksesta.", revision=1, at=timezone.now())
    page = client.get(log_url(log.meeting))
    assert "Kerro kierroksesta." in page.text
    data = log_form_data(helped="Kierros auttoi.", token=hidden(page, "token"), key=hidden(page, "key"))
    assert client.post(log_url(log.meeting), data).status_code == 302
    log.refresh_from_db()
    assert log.state == "sent"


def test_a_meeting_logged_by_the_other_is_shown_not_doubled(client, scene):
    _enrolment, group = scene
    other = make_trainee()
    group.facilitators.create(user=other.user, enrolment=other, since=timezone.now())
    log = make_log(group, author=other.user)
    answer = client.get(log_url(log.meeting))
    assert answer.status_code == 302
    refused = client.post(log_url(log.meeting), log_form_data(key=str(uuid.uuid4())))
    assert refused.status_code == 422
    assert "jo kirjattu" in refused.text
