from datetime import timedelta

import pytest
from django.core import mail as django_mail
from django.core.mail import EmailMultiAlternatives, send_mail
from django.core.mail.backends.base import BaseEmailBackend
from django.db import IntegrityError, transaction
from django.utils import timezone

from notifications import sending
from notifications.domain import queue_mail
from notifications.models import OutgoingMail
from notifications.sweeps import sweep

pytestmark = pytest.mark.django_db
State = OutgoingMail.State


class BrokenServer(BaseEmailBackend):
    def send_messages(self, messages):
        raise ConnectionRefusedError("kuovi@esimerkki.test could not be reached")


@pytest.fixture
def server(settings):
    """A mail server that takes what comes; what came is in `django.core.mail.outbox`."""
    settings.MAIL_URL = "smtp://localhost"
    settings.MAIL_CONFIG = {"EMAIL_BACKEND": "django.core.mail.backends.locmem.EmailBackend"}
    django_mail.outbox = []
    return settings


@pytest.fixture
def broken_server(server):
    server.MAIL_CONFIG = {"EMAIL_BACKEND": f"{__name__}.BrokenServer"}
    import sys

    sys.modules[__name__].BrokenServer = BrokenServer
    return server


def queued(**given):
    return queue_mail(
        **{"to": "kuovi@esimerkki.test", "subject": "Ä", "text": "Ö", "language": "fi", "at": timezone.now(), **given}
    )


def test_a_mail_is_sent_once_and_its_text_forgotten(server):
    mail = queued(html="<p>Ö</p>")
    assert sending.deliver(mail.pk, at=timezone.now())
    assert not sending.deliver(mail.pk, at=timezone.now())
    sent = django_mail.outbox[0]
    assert len(django_mail.outbox) == 1
    assert (sent.to, sent.subject, sent.body) == (["kuovi@esimerkki.test"], "Ä", "Ö")
    assert sent.extra_headers["Message-ID"] == f"<{mail.public_id}@testserver>"
    assert sent.alternatives[0][0] == "<p>Ö</p>"
    mail.refresh_from_db()
    assert (mail.state, mail.text, mail.html, mail.attempts) == (State.SENT, "", "", 1)
    assert mail.sent_at is not None


def test_a_mail_waits_longer_after_each_failure_and_is_given_up_after_five(broken_server):
    mail = queued()
    at = timezone.now()
    for attempt, pause in enumerate([*sending.PAUSES, None], start=1):
        assert not sending.deliver(mail.pk, at=at)
        mail.refresh_from_db()
        assert mail.attempts == attempt
        assert mail.error == "ConnectionRefusedError"
        if pause is None:
            break
        assert (mail.state, mail.next_try_at) == (State.QUEUED, at + pause)
        assert not sending.deliver(mail.pk, at=at + pause - timedelta(seconds=1))
        at += pause
    assert mail.state == State.FAILED
    assert not sending.deliver(mail.pk, at=at + timedelta(days=1))


def test_a_sweep_sends_what_nobody_was_woken_for(server):
    queued()
    queued(to="tiira@esimerkki.test")
    queued(to="myohemmin@esimerkki.test", at=timezone.now() + timedelta(hours=1))
    assert sweep(at=timezone.now()) == 2
    assert sweep(at=timezone.now()) == 0
    assert len(django_mail.outbox) == 2


def test_a_sweep_sends_again_what_a_killed_worker_held(server):
    mail = queued()
    at = timezone.now()
    OutgoingMail.objects.update(state=State.SENDING, claimed_at=at, attempts=1)
    assert sweep(at=at + timedelta(minutes=9)) == 0
    assert sweep(at=at + timedelta(minutes=11)) == 1
    mail.refresh_from_db()
    assert (mail.state, mail.attempts) == (State.SENT, 2)


def test_a_mail_that_kills_each_worker_is_given_up(server):
    at = timezone.now()
    mail = queued()
    OutgoingMail.objects.update(state=State.SENDING, claimed_at=at, attempts=5)
    sweep(at=at + timedelta(minutes=11))
    mail.refresh_from_db()
    assert mail.state == State.FAILED


def test_old_mails_are_forgotten(server):
    old = queued()
    waiting = queued()
    at = timezone.now()
    sending.deliver(old.pk, at=at)
    OutgoingMail.objects.update(created_at=at - timedelta(days=31))
    OutgoingMail.objects.filter(pk=waiting.pk).update(next_try_at=at + timedelta(days=9))
    sweep(at=at)
    assert list(OutgoingMail.objects.all()) == [waiting]


def test_without_a_server_the_demo_keeps_the_text_and_a_real_site_keeps_the_mail_waiting(settings):
    mail = queued()
    settings.DEMO = False
    assert not sending.deliver(mail.pk, at=timezone.now())
    mail.refresh_from_db()
    assert (mail.state, mail.attempts) == (State.QUEUED, 0)
    settings.DEMO = True
    assert sending.deliver(mail.pk, at=timezone.now())
    mail.refresh_from_db()
    assert (mail.state, mail.text) == (State.SENT, "Ö")


def test_djangos_own_mail_goes_through_the_outbox():
    message = EmailMultiAlternatives(
        "Ä", "Ö", "joku@test", ["Kuovi <a@x.test>"], bcc=["b@x.test"], reply_to=["c@x.test"]
    )
    message.attach_alternative("<p>Ö</p>", "text/html")
    assert message.send() == 1
    send_mail("Toinen", "teksti", None, ["d@x.test"])
    rows = OutgoingMail.objects.order_by("pk")
    assert [row.to for row in rows] == ["a@x.test", "b@x.test", "d@x.test"]
    assert (rows[0].sender, rows[0].reply_to, rows[0].html) == ("joku@test", "c@x.test", "<p>Ö</p>")


def test_attachments_are_refused():
    message = EmailMultiAlternatives("Ä", "Ö", None, ["a@x.test"])
    message.attach("todistus.pdf", b"%PDF", "application/pdf")
    with pytest.raises(ValueError, match="attachment"):
        message.send()


@pytest.mark.parametrize("change", [{"state": "sent", "sent_at": None}, {"state": "sending", "claimed_at": None}])
def test_the_database_keeps_states_and_times_together(change):
    queued()
    with pytest.raises(IntegrityError), transaction.atomic():
        OutgoingMail.objects.update(**change)
