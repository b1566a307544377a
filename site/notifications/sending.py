"""The outbox's way to the mail server: claim a row, send it, try again later if that failed.

Two workers never send the same mail, because claiming is one conditional UPDATE. A worker that dies between the
server's "accepted" and our note of it makes the mail go out twice: its Message-ID is the same both times, so that
mail programs show it once.
"""

import logging
import re
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMultiAlternatives, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.db.models import F

from notifications.models import OutgoingMail

logger = logging.getLogger(__name__)

State = OutgoingMail.State
MOST_TRIES = 5
PAUSES = (timedelta(minutes=1), timedelta(minutes=5), timedelta(minutes=30), timedelta(hours=2))
LEASE = timedelta(minutes=10)  # a mail being sent for longer was left by a worker that died
METHOD = re.compile(r"^METHOD:([A-Z]+)\r?$", re.MULTILINE)
TIMEOUT = 20  # seconds the mail server may take to answer


def is_shown_in_outbox() -> bool:
    """Return whether mails are read at the development outbox page instead of being sent."""
    return settings.DEMO and not settings.MAIL_URL


def deliver(mail_id: int, *, at: datetime) -> bool:
    """Send the mail if it is due and nobody else is sending it; return whether it went out now.

    In an installation that has no mail server yet the mail stays in the queue.
    """
    if not settings.MAIL_URL and not is_shown_in_outbox():
        return False
    mail = _claim(mail_id, at=at)
    if mail is None:
        return False
    try:
        if not is_shown_in_outbox():
            _message(mail, connection=_server()).send()
    except Exception as error:
        _note_failure(mail, error, at=at)
        return False
    _note_sent(mail, at=at)
    return True


def release_abandoned_mail(*, at: datetime) -> int:
    """Queue the mails again that a dead worker was sending, and return how many there were."""
    left = OutgoingMail.objects.filter(state=State.SENDING, claimed_at__lt=at - LEASE)
    gave_up = left.filter(attempts__gte=MOST_TRIES).update(state=State.FAILED, error="abandoned")
    return gave_up + left.update(state=State.QUEUED, next_try_at=at)


def _claim(mail_id: int, *, at: datetime) -> OutgoingMail | None:
    due = OutgoingMail.objects.filter(pk=mail_id, state=State.QUEUED, next_try_at__lte=at)
    if not due.update(state=State.SENDING, claimed_at=at, attempts=F("attempts") + 1):
        return None
    return OutgoingMail.objects.get(pk=mail_id)


def _note_sent(mail: OutgoingMail, *, at: datetime) -> None:
    """Note that it went; what was said is not kept, since codes and personal matters stand in mails."""
    kept = {} if is_shown_in_outbox() else {"text": "", "html": "", "calendar": ""}
    OutgoingMail.objects.filter(pk=mail.pk).update(state=State.SENT, sent_at=at, error="", **kept)


def _note_failure(mail: OutgoingMail, error: Exception, *, at: datetime) -> None:
    logger.warning("Mail %s was not sent, try %s: %s", mail.public_id, mail.attempts, type(error).__name__)
    ours = OutgoingMail.objects.filter(pk=mail.pk)
    reason = type(error).__name__[:300]
    if mail.attempts >= MOST_TRIES:
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
    if mail.html:
        message.attach_alternative(mail.html, "text/html")
    if mail.calendar:
        _attach_calendar(message, mail.calendar)
    return message


def _attach_calendar(message: EmailMultiAlternatives, calendar: str) -> None:
    """Put the appointment in as mail programs expect it: beside the text with its method, and as a file to open."""
    method = METHOD.search(calendar)
    if method and method[1] != "PUBLISH":
        message.attach_alternative(calendar, f"text/calendar; method={method[1]}")
    message.attach("kalenteri.ics", calendar.encode(), "application/ics")


def _server() -> BaseEmailBackend:
    """Return the connection that MAIL_URL names."""
    config: dict[str, Any] = settings.MAIL_CONFIG
    backend = config["EMAIL_BACKEND"]
    if backend.endswith("filebased.EmailBackend"):
        return get_connection(backend, file_path=config["EMAIL_FILE_PATH"])
    return get_connection(
        backend,
        host=config.get("EMAIL_HOST") or "localhost",
        port=config.get("EMAIL_PORT") or 25,
        username=config.get("EMAIL_HOST_USER") or "",
        password=config.get("EMAIL_HOST_PASSWORD") or "",
        use_tls=config.get("EMAIL_USE_TLS", False),
        use_ssl=config.get("EMAIL_USE_SSL", False),
        timeout=TIMEOUT,
    )
