import pytest
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext, gettext_lazy
from factories.accounts import UserFactory

from notifications.domain import mark_read, notify, queue_mail
from notifications.models import Notification, OutgoingMail

pytestmark = pytest.mark.django_db


def test_a_person_is_told_in_the_portal_and_by_mail(settings, run_on_commit):
    settings.BASE_URL = "https://peili.test"
    user = UserFactory(given_name="Kuovi", email="kuovi@esimerkki.test")
    at = timezone.now()
    with run_on_commit():
        told = notify(user=user, kind="log-accepted", subject="Kuitattu", text="Hieno ilta!", url="/ryhmat/1/", at=at)
    assert (told.user, told.subject, told.url, told.created_at, told.read_at) == (
        user,
        "Kuitattu",
        "/ryhmat/1/",
        at,
        None,
    )
    mail = OutgoingMail.objects.get()
    assert (mail.to, mail.subject, mail.kind, mail.language) == (
        "kuovi@esimerkki.test",
        "Kuitattu",
        "log-accepted",
        "fi",
    )
    assert "Hei Kuovi," in mail.text
    assert "Hieno ilta!" in mail.text
    assert "https://peili.test/ryhmat/1/" in mail.text
    assert mail.state == OutgoingMail.State.SENT


def test_signs_of_html_stay_as_they_are_in_a_mail():
    notify(user=UserFactory(given_name="D'Arc"), kind="x", subject="A & B", text="1 < 2 & 'niin'", at=timezone.now())
    mail = OutgoingMail.objects.get()
    assert "D'Arc" in mail.text
    assert "1 < 2 & 'niin'" in mail.text


@pytest.mark.parametrize(
    "subject",
    [gettext_lazy("Ilmoitukset"), lambda: gettext("Ilmoitukset")],
)
def test_words_are_put_in_the_receivers_language(subject):
    user = UserFactory(language="sv")
    told = notify(user=user, kind="x", subject=subject, text="", at=timezone.now())
    assert told.subject == "Meddelanden"
    assert OutgoingMail.objects.get().language == "sv"


def test_a_subject_is_one_line_and_fits():
    told = notify(
        user=UserFactory(), kind="x", subject="Rivi\r\nBcc: kaikki@test\n" + "a" * 500, text="", at=timezone.now()
    )
    assert len(told.subject) == 200
    assert "\n" not in OutgoingMail.objects.get().subject


def test_who_has_no_active_account_gets_no_mail():
    notify(user=UserFactory(is_active=False), kind="x", subject="S", text="", at=timezone.now())
    assert Notification.objects.exists()
    assert not OutgoingMail.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_what_did_not_happen_is_told_to_nobody():
    user = UserFactory()
    with transaction.atomic():
        notify(user=user, kind="x", subject="S", text="", at=timezone.now())
        transaction.set_rollback(True)
    assert not Notification.objects.exists()
    assert not OutgoingMail.objects.exists()


def test_reading_concerns_ones_own_only():
    mine, other = UserFactory(), UserFactory()
    for user in (mine, mine, other):
        notify(user=user, kind="x", subject="S", text="", at=timezone.now())
    assert mark_read(user=mine, at=timezone.now(), pk=Notification.objects.get(user=other).pk) == 0
    assert mark_read(user=mine, at=timezone.now()) == 2
    assert mark_read(user=mine, at=timezone.now()) == 0
    assert Notification.objects.filter(read_at=None).count() == 1


def test_a_mail_alone_can_be_queued():
    mail = queue_mail(to="x@esimerkki.test", subject="S", text="T", language="fi", at=timezone.now())
    assert mail.state == OutgoingMail.State.QUEUED
