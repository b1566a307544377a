"""The pages of announcements and of a run's outbox: who sees them, what they take, what they never show."""

import re
from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from factories.accounts import UserFactory
from factories.courses import EnrolmentFactory, make_run, make_staff

from courses.announcements.domain.sending import send_or_schedule
from courses.announcements.domain.writing import Content, write_announcement
from courses.announcements.models import Announcement
from courses.announcements.open_ends import open_ends
from courses.domain.telling import about_run
from notifications.domain import notify
from notifications.models import Notification, OutgoingMail

pytestmark = pytest.mark.django_db
GOOD = {"title": "Ota läppäri", "text": "Hei!", "audience": "all", "pace": "now", "send_at": ""}


@pytest.fixture
def run(client):
    run = make_run()
    run.trainer, run.coordinator = make_staff(run), make_staff(run, "coordinator")
    run.trainee = EnrolmentFactory(run=run).user
    client.force_login(run.trainer)
    return run


def url(name, run, **kwargs):
    return reverse(f"announcements:{name}", kwargs={"run": run.slug, **kwargs})


def write(run, *, sends=True, **values):
    content = Content(**{"title": "Ota läppäri", "text": "Hei!", "audience": "all", "pace": "now"} | values)
    row = write_announcement(run=run, content=content, by=run.trainer, at=timezone.now(), key=uuid4())
    return send_or_schedule(announcement=row, by=run.trainer, at=timezone.now()) if sends else row


STAFF, COORDINATOR, TRAINEE = ("trainer", "coordinator"), ("coordinator",), ("trainee",)


def test_each_page_is_there_for_its_roles_alone(client, run):
    row, draft = write(run), write(run, sends=False)
    mail = OutgoingMail.objects.get()
    OutgoingMail.objects.update(state="failed")
    other = make_run()
    people = {
        "trainer": run.trainer,
        "coordinator": run.coordinator,
        "trainee": run.trainee,
        "other trainer": make_staff(other),
        "other coordinator": make_staff(other, "coordinator"),
        "other trainee": EnrolmentFactory(run=other).user,
        "superuser": UserFactory(is_superuser=True),
    }
    pages = [
        ("get", url("run", run), STAFF),
        ("get", url("write", run), STAFF),
        ("get", url("show", run, announcement=row.public_id), STAFF),
        ("get", url("change", run, announcement=draft.public_id), STAFF),
        ("get", url("withdraw", run, announcement=row.public_id), STAFF),
        ("post", url("send", run, announcement=row.public_id), STAFF),
        ("get", url("mails", run), COORDINATOR),
        ("post", url("resend", run, mail=mail.public_id), COORDINATOR),
        ("get", url("list", run), TRAINEE),
        ("get", url("read", run, announcement=row.public_id), TRAINEE),
        ("get", url("read", run, announcement=draft.public_id), ()),
        ("get", url("show", other, announcement=row.public_id), ()),
        ("post", url("resend", other, mail=mail.public_id), ()),
    ]
    for name, person in people.items():
        client.force_login(person)
        for method, address, roles in pages:
            status = getattr(client, method)(address).status_code
            assert (status in (200, 302)) == (name in roles), (name, address, status)
            assert status in (200, 302, 404), (name, address)
    client.logout()
    for method, address, _roles in pages:
        assert getattr(client, method)(address).url.startswith("/tili/login"), address


def test_an_announcement_is_written_seen_and_sent_once(client, run):
    page = client.get(url("write", run))
    data = GOOD | {"key": re.search(r'name="key" value="([^"]+)"', page.text)[1]}
    for _click in range(2):
        shown = client.post(url("write", run), data, follow=True)
    assert Announcement.objects.count() == 1
    assert run.trainee.get_full_name() in shown.text
    assert "Tiedote lähtee 1 henkilölle" in shown.text
    assert not OutgoingMail.objects.exists()
    row = Announcement.objects.get()
    for _click in range(2):
        sent = client.post(url("send", run, announcement=row.public_id), follow=True)
    assert "Kerrottu 1 henkilölle." in sent.text
    assert OutgoingMail.objects.count() == 1
    client.force_login(run.trainee)
    notice = Notification.objects.get()
    read = client.get(reverse("notifications:open", args=[notice.public_id]), follow=True)
    assert "Ota läppäri" in read.text
    assert "uusi" not in client.get(url("list", run)).text


BAD = [
    {"title": ""},
    {"title": "x" * 121},
    {"title": "a\0b"},
    {"text": " "},
    {"text": "x" * 4001},
    {"text": "a\0b"},
    {"audience": "everybody"},
    {"pace": ""},
    {"send_at": "31.2.2027 9.00"},
    {"send_at": "2020-01-01T10:00"},
    {"key": "x"},
]


def test_bad_input_is_answered_beside_its_field_and_script_is_words(client, run):
    for values in BAD:
        answer = client.post(url("write", run), GOOD | {"key": str(uuid4())} | values)
        assert answer.status_code == 422, values
    assert not Announcement.objects.exists()
    data = GOOD | {
        "key": str(uuid4()),
        "title": "<script>alert(1)</script> 🌲",
        "text": "<b>x</b> https://peili.test/a",
    }
    page = client.post(url("write", run), data, follow=True)
    assert "<script>alert" not in page.text
    assert 'href="https://peili.test/a"' in page.text


def test_looking_changes_nothing_and_reading_is_marked_by_a_button(client, run):
    row = write(run)
    assert client.get(url("withdraw", run, announcement=row.public_id)).status_code == 200
    assert client.get(url("send", run, announcement=row.public_id)).status_code == 405
    client.force_login(run.trainee)
    address = url("read", run, announcement=row.public_id)
    assert "Merkitse luetuksi" in client.get(address).text
    assert Notification.objects.get().read_at is None
    for _click in range(2):
        assert client.post(address).status_code == 302
    assert Notification.objects.get().read_at is not None


def test_a_sent_one_is_changed_and_taken_away_by_its_pages(client, run):
    row = write(run)
    data = {"title": "Ota laturi", "text": "Uusi.", "audience": "quiet", "key": str(row.key)}
    changed = client.post(url("change", run, announcement=row.public_id), data, follow=True)
    assert "Uutta sähköpostia siitä ei lähetetty" in changed.text
    assert "Mitä tässä luki ennen" in changed.text
    assert client.post(url("withdraw", run, announcement=row.public_id), follow=True).status_code == 200
    client.force_login(run.trainee)
    gone = client.get(url("read", run, announcement=row.public_id))
    assert (gone.status_code, "Tiedote on poistettu" in gone.text) == (410, True)
    assert client.get(url("read", run, announcement=uuid4())).status_code == 404


def test_the_outbox_shows_states_and_no_words_and_sends_again_to_the_present_address(client, run):
    write(run, text="Salainen asia")
    mail = OutgoingMail.objects.get()
    OutgoingMail.objects.filter(pk=mail.pk).update(state="bounced", text="")
    notify(user=run.trainee, kind="x", subject="Toinen asia", text="", at=timezone.now())  # of no run
    assert "sähköposti ei mennyt perille" not in client.get(f"/kouluttaja/{run.slug}/edistyminen/").text
    client.force_login(run.coordinator)
    assert "1 sähköposti ei mennyt perille" in client.get(f"/kouluttaja/{run.slug}/edistyminen/").text
    page = client.get(url("mails", run), {"tila": "stuck"}).text
    assert "Ota läppäri" in page
    assert "Palautunut" in page
    assert "Salainen asia" not in page
    assert "Toinen asia" not in page
    for value in ("x", "\0", "sent", "9" * 200):
        assert client.get(url("mails", run), {"tila": value, "haku": value}).status_code == 200
    type(run.trainee).objects.filter(pk=run.trainee.pk).update(email="uusi@esimerkki.test")
    again = url("resend", run, mail=mail.public_id)
    assert "uusi@esimerkki.test" in client.post(again, {"back": "//paha.test"}, follow=True).text
    assert "jo lähdössä" in client.post(again, follow=True).text
    mail.refresh_from_db()
    assert (mail.state, mail.to, mail.attempts) == ("queued", "uusi@esimerkki.test", 0)
    assert "Salainen asia" in mail.text


def test_lists_take_as_many_queries_for_many(client, run):
    counts = []
    for number in (2, 20):
        for _one in range(number):
            row = write(run)
        OutgoingMail.objects.update(about=about_run(run.pk))
        for person, address in (
            (run.coordinator, url("run", run)),
            (run.coordinator, url("mails", run)),
            (run.coordinator, url("show", run, announcement=row.public_id)),
            (run.trainee, url("list", run)),
        ):
            client.force_login(person)
            client.get(address)
            with CaptureQueriesContext(connection) as captured:
                assert client.get(address).status_code == 200
            counts.append(len(captured))
    assert counts[:4] == counts[4:]
    assert max(counts) <= 15


def test_a_timed_one_says_when_it_goes(client, run):
    row = write(run, send_at=timezone.now() + timedelta(days=2))
    page = client.get(url("show", run, announcement=row.public_id)).text
    assert "Ajastettu" in page
    assert "Vastaanottajat katsotaan uudelleen" in page
    assert [end.title for end in open_ends(run=run, at=timezone.now())] == ["Ota läppäri"]
