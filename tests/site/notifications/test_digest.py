"""The digest: one mail a day at most with what needs no hurry, and none once it is switched off."""

from datetime import datetime, timedelta

import pytest
from django.conf import settings
from django.test import Client
from django.utils import timezone
from factories.accounts import UserFactory

from notifications.digest import change_pace, send_digests, token_of
from notifications.domain import mark_read, notify
from notifications.models import DigestChoice, Notification, OutgoingMail
from notifications.sending import _message

pytestmark = pytest.mark.django_db

NOON = timezone.make_aware(datetime(2026, 11, 21, 12))


@pytest.fixture
def user():
    return UserFactory(given_name="Kuovi")


def tell(user, subject="Vastaus viestiisi", at=NOON, **more) -> Notification:
    return notify(user=user, kind="x", subject=subject, text="", url="/oppi/", at=at, in_digest=True, **more)


def test_what_waits_for_the_digest_sends_no_mail_of_its_own(user):
    told = tell(user)
    assert told.in_digest
    assert not OutgoingMail.objects.exists()


def test_one_mail_gathers_what_is_new(user):
    tell(user, "Ensimmäinen")
    tell(user, "Toinen & <kolmas>")
    assert send_digests(at=NOON) == 1
    mail = OutgoingMail.objects.get()
    assert mail.subject == "Peilissä on 2 uutta asiaa"
    assert "Hei Kuovi," in mail.text
    assert "- Toinen & <kolmas>" in mail.text
    assert f"{settings.BASE_URL}/oppi/" in mail.text
    assert send_digests(at=NOON) == 0


def test_one_a_day_at_most_for_who_wants_it_daily(user):
    change_pace(user=user, pace="daily")
    tell(user)
    send_digests(at=NOON)
    tell(user, at=NOON + timedelta(hours=1))
    assert send_digests(at=NOON + timedelta(hours=11)) == 0
    assert send_digests(at=NOON + timedelta(hours=18)) == 0  # six in the morning
    assert send_digests(at=NOON + timedelta(hours=20)) == 1
    assert OutgoingMail.objects.count() == 2


def test_weekly_means_a_week(user):
    tell(user)  # weekly is what everybody has who has said nothing else
    assert send_digests(at=NOON) == 1
    assert "enintään kerran viikossa" in OutgoingMail.objects.get().text
    tell(user, at=NOON + timedelta(days=5))
    assert send_digests(at=NOON + timedelta(days=6)) == 0
    assert send_digests(at=NOON + timedelta(days=7)) == 1


def test_what_was_read_in_the_portal_is_not_mailed(user):
    tell(user)
    mark_read(user=user, at=NOON)
    assert send_digests(at=NOON) == 0


@pytest.mark.parametrize("change", [{"is_active": False}, {"anonymized_at": NOON}])
def test_who_is_gone_gets_none(user, change):
    tell(user)
    type(user).objects.filter(pk=user.pk).update(**change)
    assert send_digests(at=NOON) == 0


def test_what_is_old_is_left_to_the_portal(user):
    tell(user, at=NOON - timedelta(days=15))
    assert send_digests(at=NOON) == 0


def test_a_long_list_is_cut(user):
    for number in range(25):
        tell(user, f"Asia {number}.")
    send_digests(at=NOON)
    text = OutgoingMail.objects.get().text
    assert "Asia 19." in text
    assert "Asia 20." not in text
    assert "Ja 5 muuta:" in text


def test_the_link_of_the_mail_switches_it_off_without_signing_in_and_looking_changes_nothing(client, user):
    url = f"/kooste-pois/{token_of(user)}/"
    assert "Lopetetaanko koosteviesti?" in client.get(url).content.decode()
    assert not DigestChoice.objects.filter(pace="off").exists()
    outside = Client(enforce_csrf_checks=True)  # a mail program sends this by itself
    assert outside.post(url, {"List-Unsubscribe": "One-Click"}).status_code == 200
    assert "pois päältä" in client.get(url).content.decode()
    tell(user)
    assert send_digests(at=NOON) == 0


def test_the_mail_bears_the_headers_of_the_mail_programs_button(user):
    tell(user)
    send_digests(at=NOON)
    message = _message(OutgoingMail.objects.get(), connection=None)
    html = message.alternatives[0][0]
    assert f'<li style="margin:0 0 6px">Vastaus viestiisi<br><a href="{settings.BASE_URL}/oppi/"' in html
    assert message.extra_headers["List-Unsubscribe"].startswith(f"<{settings.BASE_URL}/kooste-pois/")
    assert message.extra_headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"


@pytest.mark.parametrize("token", ["x", "a:b:c", "😀"])
def test_a_false_link_finds_nobody(client, token):
    assert client.get(f"/kooste-pois/{token}/").status_code == 404


def test_the_choice_is_made_on_the_page_of_notifications(client, user):
    client.force_login(user)
    assert "Koosteviesti sähköpostiin" in client.get("/ilmoitukset/").content.decode()
    client.post("/ilmoitukset/kooste/", {"pace": "weekly"})
    client.post("/ilmoitukset/kooste/", {"pace": "hourly"})
    assert DigestChoice.objects.get(user=user).pace == "weekly"


def test_the_sweep_takes_as_many_queries_for_people_who_wait_for_nothing(user, django_assert_max_num_queries):
    for _one in range(10):
        tell(UserFactory())
    send_digests(at=NOON)
    with django_assert_max_num_queries(1):
        send_digests(at=NOON)
