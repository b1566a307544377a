"""The pages that change a session: form, preview of who is told, deed; and the stale page that explains."""

import re
from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from factories.accounts import UserFactory
from factories.courses import EnrolmentFactory, make_course, make_run, make_staff

from courses.enums import RunState, SessionState
from courses.models import SessionChange, SessionNotice
from notifications.models import OutgoingMail

pytestmark = pytest.mark.django_db

HIDDEN = re.compile(r'<input type="hidden" name="([^"]+)" value="([^"]*)"')


@pytest.fixture
def run(client):
    run = make_run(course=make_course(sessions=3), started_days_ago=-5)
    run.trainer = make_staff(run)
    run.trainee = EnrolmentFactory(run=run)
    client.force_login(run.trainer)
    return run


def url(name, run, position=1):
    return reverse(f"courses:{name}", kwargs={"run": run.slug, "position": position})


def fields(run, position=1, **values):
    session = run.sessions.get(position=position)
    starts_at = timezone.localtime(session.starts_at) + values.pop("later", timedelta())
    return {
        "title": session.title,
        "starts_at": f"{starts_at:%Y-%m-%dT%H:%M}",
        "minutes": session.minutes,
        "mode": session.mode,
        "place": session.place,
        "link": "",
        "support_phone": "",
        "seen": session.sequence,
    } | values


def hidden(page):
    return dict(HIDDEN.findall(page.text.replace('id="id_', 'data-id="')))


def test_nothing_is_told_before_it_was_shown_who_and_then_once(client, run):
    data = fields(run, later=timedelta(days=1))
    page = client.post(url("edit-session", run), data)
    assert page.status_code == 200
    assert run.trainee.user.get_full_name() in page.text
    assert "Tästä kerrotaan 1 henkilölle" in page.text
    assert not OutgoingMail.objects.exists()
    back = client.post(url("edit-session", run), data | {"step": "muokkaa"})
    assert data["starts_at"] in back.text
    key = re.search(r'name="key" value="([^"]+)"', page.text)[1]
    for _click in range(2):
        answer = client.post(url("edit-session", run), data | {"step": "kerro", "key": key, "words": "Anteeksi!"})
        assert answer.status_code == 302
    assert OutgoingMail.objects.filter(kind="session-moved").count() == 1
    told = client.get(url("told", run))
    assert "Anteeksi!" in told.text
    assert run.trainee.user.get_full_name() in told.text
    stale = client.post(url("edit-session", run), data | {"place": "Toinen", "seen": 0})
    assert stale.status_code == 200  # the preview; the deed is refused
    refused = client.post(
        url("edit-session", run), data | {"place": "Toinen", "step": "kerro", "key": "0" * 32, "words": "Näin kävi"}
    )
    assert refused.status_code == 422
    assert "muutettu sillä välin" in refused.text
    assert hidden(refused)["seen"] == "1"  # who has been told and goes on is not refused again


def test_the_past_is_asked_about_beside_its_field_and_what_was_typed_stays(client, run):
    data = fields(run, later=-timedelta(days=20), place="Vanha sali")
    page = client.post(url("edit-session", run), data)
    assert page.status_code == 422
    assert "Kerta todella pidettiin silloin" in page.text
    assert "Vanha sali" in page.text
    again = client.post(url("edit-session", run), data | {"past": "on"})
    assert "Tästä kerrotaan" in again.text  # it was to come, so those who wait for it are told


def test_a_new_title_or_link_is_saved_without_telling(client, run):
    data = fields(run, title="Uusi nimi", link="https://kokous.test/1")
    assert client.post(url("edit-session", run), data).status_code == 302
    assert run.sessions.get(position=1).title == "Uusi nimi"
    assert not SessionChange.objects.exists()


BAD = [
    {"starts_at": ""},
    {"starts_at": "31.2.2027 9.00"},
    {"starts_at": "2027-03-28T03:30"},
    {"minutes": "0"},
    {"minutes": "9" * 400},
    {"minutes": "-5"},
    {"mode": "x"},
    {"title": "x" * 161},
    {"title": "a\0b"},
    {"link": "javascript:alert(1)"},
    {"seen": ""},
]


def test_bad_input_is_answered_beside_its_field(client, run):
    for values in BAD:
        answer = client.post(url("edit-session", run), fields(run) | values)
        assert answer.status_code == 422, values
    assert not SessionChange.objects.exists()


def test_a_time_out_of_order_is_told_beside_the_time(client, run):
    page = client.post(url("edit-session", run, 2), fields(run, 2) | {"starts_at": fields(run)["starts_at"]})
    assert page.status_code == 422
    assert re.search(r'id="id_starts_at_error"[^>]*>.*?Kerta alkaisi ennen kuin kerta 1 on ohi', page.text, re.DOTALL)
    assert "---------" not in page.text


def test_script_and_emoji_are_words(client, run):
    data = fields(run, later=timedelta(days=1), place="<script>alert(1)</script> 🌲")
    page = client.post(url("edit-session", run), data)
    assert "<script>alert(1)" not in page.text
    assert "🌲" in page.text


def test_a_session_is_cancelled_and_taken_back_by_its_page(client, run):
    page = client.get(url("cancel-session", run, 2))
    assert run.trainee.user.get_full_name() in page.text
    assert run.sessions.get(position=2).state == SessionState.PLANNED  # looking changed nothing
    data = {"key": re.search(r'name="key" value="([^"]+)"', page.text)[1], "seen": 0, "words": "x" * 501}
    assert client.post(url("cancel-session", run, 2), data).status_code == 422
    for _click in range(2):
        assert client.post(url("cancel-session", run, 2), data | {"words": "Sairastuin."}).status_code == 302
    assert OutgoingMail.objects.filter(kind="session-cancelled").count() == 1
    back = client.get(url("restore-session", run, 2))
    key = re.search(r'name="key" value="([^"]+)"', back.text)[1]
    assert client.post(url("restore-session", run, 2), {"key": key, "seen": 1, "words": ""}).status_code == 302
    assert run.sessions.get(position=2).state == SessionState.PLANNED
    assert client.post(url("restore-session", run, 2), {"key": "", "seen": "x"}).status_code == 422


def test_a_page_that_was_open_before_the_move_explains(client, run):
    soon = timezone.now() + timedelta(minutes=5)
    run.sessions.filter(position=1).update(starts_at=soon, mode="online", link="https://kokous.test/1", sequence=1)
    client.force_login(run.trainee.user)
    fresh = client.get(url("join", run) + "?v=1")
    assert (fresh.status_code, fresh.url) == (302, "https://kokous.test/1")
    run.sessions.filter(position=1).update(
        starts_at=soon + timedelta(days=1), moved_from=soon, state="moved", sequence=2
    )
    stale = client.get(url("join", run) + "?v=1")
    assert "Kerta on siirretty" in stale.text
    assert "kokous.test" not in stale.text
    assert "Kerta on siirretty" in client.get(url("session", run)).text
    run.sessions.filter(position=1).update(state="cancelled", sequence=3)
    assert "Kerta on peruttu" in client.get(url("join", run) + "?v=2").text
    assert client.get(url("join", run, 2)).status_code == 404


def test_a_run_is_called_off_once(client, run):
    coordinator = make_staff(run, "coordinator")
    applicant = EnrolmentFactory(run=run, state="applied")
    client.force_login(coordinator)
    path = reverse("courses:cancel-run", kwargs={"run": run.slug})
    assert applicant.user.get_full_name() in client.get(path).text
    assert client.post(path, {"words": "Liian vähän osallistujia."}).status_code == 422
    for _click in range(2):
        client.post(path, {"words": "Liian vähän osallistujia.", "sure": "on"})
    mails = OutgoingMail.objects.filter(kind="run-cancelled")
    assert sorted(mail.to for mail in mails) == sorted(
        [run.trainer.email, applicant.user.email, run.trainee.user.email]
    )
    assert all(mail.calendar.count("STATUS:CANCELLED") == 3 for mail in mails)
    run.refresh_from_db()
    assert run.state == RunState.CANCELLED
    assert not run.sessions.exclude(state=SessionState.CANCELLED).exists()
    assert not SessionNotice.objects.exists()
    page = client.get(reverse("courses:schedule", kwargs={"run": run.slug}))
    assert page.status_code == 200
    client.force_login(run.trainee.user)
    assert client.get(url("session", run)).status_code == 410
    client.force_login(UserFactory())
    assert client.get(url("session", run)).status_code == 404


def test_the_pages_take_as_many_queries_for_many_people_and_sessions(client):
    counts = []
    for sessions, people in ((2, 2), (5, 30)):
        run = make_run(course=make_course(sessions=sessions), started_days_ago=-5)
        client.force_login(make_staff(run))
        for _one in range(people):
            EnrolmentFactory(run=run)
        schedule = reverse("courses:schedule", kwargs={"run": run.slug})
        client.get(schedule)
        for path in (schedule, url("cancel-session", run)):
            with CaptureQueriesContext(connection) as captured:
                assert client.get(path).status_code == 200
            counts.append(len(captured))
    assert counts[:2] == counts[2:]
    assert max(counts) <= 14


def test_who_was_told_stands_on_pages_and_lost_mails_come_first(client, run, monkeypatch):
    monkeypatch.setattr("courses.views.moves.PER_PAGE", 1)
    lost = EnrolmentFactory(run=run, user__family_name="Öhman").user
    data = fields(run, later=timedelta(days=1))
    client.post(url("edit-session", run), data | {"step": "kerro", "key": str(uuid4()), "words": ""})
    OutgoingMail.objects.filter(to=lost.email).update(state=OutgoingMail.State.BOUNCED)
    page = client.get(url("told", run))
    assert lost.email in page.text
    assert run.trainee.user.get_full_name() not in page.text
    assert "2 henkilöä" in page.text
    assert run.trainee.user.get_full_name() in client.get(url("told", run) + "?page=2").text
