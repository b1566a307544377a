"""The outbox's way to the mail server: claim a row, send it, try again later if that failed.

No mail goes twice by itself. Two workers never send the same one, because claiming is one conditional UPDATE. Right
before the words go over the line the row notes it; a worker that dies, or a line that breaks, after that moment leaves
a mail of which nobody knows whether it went. Such a mail is `unsure`: people decide about it on the outbox page.
"""

import logging
import re
import time
from datetime import datetime, timedelta
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.core.mail.backends.base import BaseEmailBackend
from django.db.models import F

from notifications.framing import html_of
from notifications.models import OutgoingMail
from notifications.server import Server, is_no_such_address, is_surely_not_sent

logger = logging.getLogger(__name__)

State = OutgoingMail.State
MOST_TRIES = 5
PAUSES = (timedelta(minutes=1), timedelta(minutes=5), timedelta(minutes=30), timedelta(hours=2))
LEASE = timedelta(minutes=10)  # a mail being sent for longer was left by a worker that died
MOST_AT_ONCE = 200
METHOD = re.compile(r"^METHOD:([A-Z]+)\r?$", re.MULTILINE)


def is_shown_in_outbox() -> bool:
    """Return whether mails are read at the development outbox page instead of being sent."""
    return settings.DEMO and not settings.MAIL_URL


def deliver(mail_id: int, *, at: datetime, server: Server | None = None) -> bool:
    """Send the mail if it is due and nobody else is sending it; return whether it went out now.

    In an installation that has no mail server yet the mail stays in the queue.
    """
    if not settings.MAIL_URL and not is_shown_in_outbox():
        return False
    mail = _claim(mail_id, at=at)
    if mail is None:
        return False
    line = server or Server()
    try:
        if not is_shown_in_outbox():
            line.send(
                lambda connection: _message(mail, connection=connection),
                before_data=lambda: _note_handing_over(mail, at=at),
            )
    except Exception as error:
        line.close()
        _note_failure(mail, error, at=at)
        return False
    finally:
        if server is None:
            line.close()
    _note_sent(mail, at=at)
    return True


def deliver_due(*, at: datetime, most: int = MOST_AT_ONCE) -> int:
    """Send the mails that are due over one connection, oldest first; return how many went out."""
    due = OutgoingMail.objects.filter(state=State.QUEUED, next_try_at__lte=at)
    ids = list(due.order_by("next_try_at", "pk").values_list("pk", flat=True)[:most])
    server, started, done = Server(), time.monotonic(), 0
    for pk in ids:
        now = at + timedelta(seconds=time.monotonic() - started)  # a slow server must not let claims look abandoned
        done += deliver(pk, at=now, server=server)
    server.close()
    return done


def release_abandoned_mail(*, at: datetime) -> int:
    """Queue the mails again that a dead worker had not sent yet, and return how many it had left in all.

    One that it may have sent is not sent again by itself.
    """
    left = OutgoingMail.objects.filter(state=State.SENDING, claimed_at__lt=at - LEASE)
    unsure = left.exclude(handed_over_at=None).update(state=State.UNSURE, error="abandoned")
    gave_up = left.filter(attempts__gte=MOST_TRIES).update(state=State.FAILED, error="abandoned")
    return unsure + gave_up + left.update(state=State.QUEUED, next_try_at=at)


def _claim(mail_id: int, *, at: datetime) -> OutgoingMail | None:
    due = OutgoingMail.objects.filter(pk=mail_id, state=State.QUEUED, next_try_at__lte=at)
    if not due.update(state=State.SENDING, claimed_at=at, handed_over_at=None, attempts=F("attempts") + 1):
        return None
    return OutgoingMail.objects.get(pk=mail_id)


def _note_handing_over(mail: OutgoingMail, *, at: datetime) -> None:
    """Note that from now on the mail may have gone; who takes it from us in the meantime keeps it from being sent."""
    ours = OutgoingMail.objects.filter(pk=mail.pk, state=State.SENDING, claimed_at=mail.claimed_at)
    if not ours.update(handed_over_at=at):
        raise ConnectionRefusedError("taken by another worker")
    mail.handed_over_at = at


def _note_sent(mail: OutgoingMail, *, at: datetime) -> None:
    """Note that it went; what was said is not kept, since codes and personal matters stand in mails."""
    kept = {} if is_shown_in_outbox() else {"text": "", "html": "", "calendar": ""}
    OutgoingMail.objects.filter(pk=mail.pk).update(state=State.SENT, sent_at=at, error="", **kept)


def _note_failure(mail: OutgoingMail, error: Exception, *, at: datetime) -> None:
    logger.warning("Mail %s was not sent, try %s: %s", mail.public_id, mail.attempts, type(error).__name__)
    ours = OutgoingMail.objects.filter(pk=mail.pk, state=State.SENDING, claimed_at=mail.claimed_at)
    reason = type(error).__name__[:300]
    if mail.handed_over_at is not None and not is_surely_not_sent(error):
        ours.update(state=State.UNSURE, error=reason)
    elif is_no_such_address(error):
        ours.update(state=State.BOUNCED, error=reason)
    elif mail.attempts >= MOST_TRIES:
        ours.update(state=State.FAILED, error=reason)
    else:
        ours.update(state=State.QUEUED, error=reason, next_try_at=at + PAUSES[mail.attempts - 1])


def _message(mail: OutgoingMail, *, connection: BaseEmailBackend) -> EmailMultiAlternatives:
    host = urlsplit(settings.BASE_URL).hostname or "localhost"
    one_click = {}
    if mail.unsubscribe_url:  # RFC 8058: the mail program may switch the digest off by its own button
        one_click = {
            "List-Unsubscribe": f"<{mail.unsubscribe_url}>",
            "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
        }
    message = EmailMultiAlternatives(
        subject=mail.subject,
        body=mail.text,
        from_email=mail.sender,
        to=[mail.to],
        reply_to=[mail.reply_to] if mail.reply_to else None,
        connection=connection,
        headers={
            "Message-ID": f"<{mail.public_id}@{host}>",
            "Auto-Submitted": "auto-generated",
            "Content-Language": mail.language,
            **one_click,
        },
    )
    html = mail.html or html_of(subject=mail.subject, text=mail.text, language=mail.language)
    message.attach_alternative(html, "text/html")
    if mail.calendar:
        _attach_calendar(message, mail.calendar)
    return message


def _attach_calendar(message: EmailMultiAlternatives, calendar: str) -> None:
    """Put the appointment in as mail programs expect it: beside the text with its method, and as a file to open."""
    method = METHOD.search(calendar)
    if method and method[1] != "PUBLISH":
        message.attach_alternative(calendar, f"text/calendar; method={method[1]}")
    message.attach("kalenteri.ics", calendar.encode(), "application/ics")
