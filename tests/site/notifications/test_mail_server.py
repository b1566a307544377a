"""Mails over a real connection: what goes over the line, and what is known when it breaks."""

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.utils import timezone
from factories.mail_server import MailServer

from notifications import sending
from notifications.bounces import take_report
from notifications.domain import failing_addresses, queue_mail
from notifications.models import OutgoingMail
from notifications.sweeps import sweep

pytestmark = pytest.mark.django_db


@pytest.fixture
def server(settings):
    server = MailServer()
    settings.MAIL_URL = f"smtp://127.0.0.1:{server.port}"
    settings.MAIL_CONFIG = {
        "EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend",
        "EMAIL_HOST": "127.0.0.1",
        "EMAIL_PORT": server.port,
    }
    yield server
    server.close()


def queued(
    to="kuovi@esimerkki.test", text="Hei Kuovi,\n\n- läppäri\n- <eväät>\n\nhttps://peili.test/a?b=1&c=2\n", **more
):
    return queue_mail(to=to, subject="Ä & Ö", text=text, language="sv", at=timezone.now(), **more)


def state_of(mail):
    return OutgoingMail.objects.get(pk=mail.pk).state


def test_a_mail_has_plain_text_and_html_that_say_the_same_and_fetch_nothing(server):
    queued()
    assert sending.deliver_due(at=timezone.now()) == 1
    (mail,) = server.mails
    assert [part.get_content_type() for part in mail.iter_parts()] == ["text/plain", "text/html"]
    plain = mail.get_body(("plain",)).get_content()
    html = mail.get_body(("html",)).get_content()
    assert "- <eväät>" in plain
    assert '<html lang="sv">' in html
    assert ">&lt;eväät&gt;</li>" in html
    assert '<a href="https://peili.test/a?b=1&amp;c=2"' in html
    assert mail["Subject"] == "Ä & Ö"
    for fetched in ("<img", "<link", "url(", "<script", "@import", "src="):
        assert fetched not in html


def test_many_go_over_one_connection(server):
    for number in range(5):
        queued(to=f"lintu{number}@esimerkki.test")
    assert sending.deliver_due(at=timezone.now()) == 5
    assert (len(server.raw), server.connections) == (5, 1)


def test_a_line_that_breaks_after_the_words_leaves_a_mail_to_people(server):
    server.breaks = True
    mail = queued()
    assert not sending.deliver(mail.pk, at=timezone.now())
    assert state_of(mail) == "unsure"
    server.breaks = False
    for hours in (0, 1, 48):
        assert sweep(at=timezone.now() + timedelta(hours=hours)) == 0
    assert len(server.raw) == 1


def test_an_address_that_is_refused_comes_back_at_once_and_a_busy_server_is_tried_again(server):
    server.refuses, server.later = {"poissa@esimerkki.test"}, {"kiire@esimerkki.test"}
    gone, busy, fine = queued(to="poissa@esimerkki.test"), queued(to="kiire@esimerkki.test"), queued()
    assert sending.deliver_due(at=timezone.now()) == 1
    assert [state_of(mail) for mail in (gone, busy, fine)] == ["bounced", "queued", "sent"]
    assert failing_addresses(["poissa@esimerkki.test", "kuovi@esimerkki.test"]) == {"poissa@esimerkki.test"}
    server.later = set()
    assert sweep(at=timezone.now() + timedelta(minutes=2)) == 1


def test_what_a_dead_worker_may_have_sent_is_not_sent_again(server):
    at = timezone.now()
    before, after = queued(), queued(to="toinen@esimerkki.test")
    OutgoingMail.objects.update(state="sending", claimed_at=at, attempts=1)
    OutgoingMail.objects.filter(pk=after.pk).update(handed_over_at=at)
    assert sweep(at=at + timedelta(minutes=11)) == 1
    assert (state_of(before), state_of(after)) == ("sent", "unsure")


def test_the_same_key_is_queued_once():
    assert queued(key="kutsu-1").pk == queued(key="kutsu-1").pk
    assert OutgoingMail.objects.count() == 1


REPORT = """From: MAILER-DAEMON@esimerkki.test
To: peili@localhost
Subject: Undelivered Mail
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="b"

--b
Content-Type: text/plain

Sorry.
--b
Content-Type: message/delivery-status

Reporting-MTA: dns; esimerkki.test

Final-Recipient: rfc822; kuovi@esimerkki.test
Action: {action}
Status: {status}

--b
Content-Type: {head}

From: peili@localhost
Message-ID: <{id}@testserver>

--b--
"""


@pytest.mark.parametrize(
    ("given", "state"),
    [
        ({}, "bounced"),
        ({"head": "message/rfc822"}, "bounced"),
        ({"action": "delayed", "status": "4.4.1"}, "sent"),
        ({"status": "2.0.0"}, "sent"),
        ({"id": "00000000-0000-4000-8000-000000000000"}, "sent"),
    ],
)
def test_a_report_of_the_mail_server_marks_the_mail_that_came_back(given, state):
    mail = queued()
    sending.deliver(mail.pk, at=timezone.now())
    values = {"action": "failed", "status": "5.1.1", "head": "text/rfc822-headers", "id": mail.public_id} | given
    take_report(REPORT.format(**values).encode())
    assert state_of(mail) == state


@pytest.mark.parametrize("raw", [b"", b"\xff\0", b"Subject: Hei\n\nOlen lomalla."])
def test_what_is_no_report_changes_nothing(raw, monkeypatch, capsys):
    import io
    from types import SimpleNamespace

    monkeypatch.setattr("sys.stdin", SimpleNamespace(buffer=io.BytesIO(raw)))
    call_command("take_bounce")
    assert "not about a mail of ours" in capsys.readouterr().out
