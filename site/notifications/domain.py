"""Telling people: in the portal now, by mail soon."""

from collections.abc import Callable, Iterable
from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.functional import Promise

from accounts.models import User
from notifications.background import wake
from notifications.models import Notification, OutgoingMail
from notifications.tasks import deliver_mail

# What is said is put into words in the receiver's language, so a caller hands over a lazy string, or a function
# that makes the text when it has values in it (`%` on a lazy string would translate at once).
Words = str | Promise | Callable[[], str]


def notify(
    *,
    user: User,
    kind: str,
    subject: Words,
    text: Words,
    url: str = "",
    at: datetime,
    in_digest: bool = False,
    calendar: bytes = b"",
) -> Notification:
    """Tell a person something: a row in the portal and a mail, both in the person's language.

    Both rows belong to the transaction of what happened, so neither exists without it. `kind` names the sort of
    message (`certificate-issued`), `url` is a path of this site. A person without an active account gets no mail.
    What the person need not act on waits for the digest (`in_digest`) instead of a mail of its own. An iCalendar file
    (`calendar`) goes along with the mail.
    """
    with translation.override(user.language), transaction.atomic():
        told = Notification.objects.create(
            user=user,
            kind=kind,
            subject=_one_line(_say(subject))[:200],
            text=_say(text),
            url=url,
            created_at=at,
            in_digest=in_digest,
        )
        if not in_digest and user.is_active and user.anonymized_at is None:
            link = f"{settings.BASE_URL.rstrip('/')}{url}" if url else ""
            frame = {"user": user, "text": told.text, "link": link, "home": settings.BASE_URL}
            told.mail = queue_mail(
                to=user.email,
                subject=told.subject,
                text=render_to_string("notifications/mail.txt", frame),
                kind=kind,
                language=user.language,
                calendar=calendar,
                at=at,
            )
            told.save(update_fields=["mail"])
    return told


def queue_mail(
    *,
    to: str,
    subject: str,
    text: str,
    html: str = "",
    sender: str = "",
    reply_to: str = "",
    kind: str = "",
    language: str,
    unsubscribe_url: str = "",
    calendar: bytes = b"",
    at: datetime,
) -> OutgoingMail:
    """Put a mail to one address into the outbox and wake its sending when the transaction is committed."""
    mail = OutgoingMail.objects.create(
        to=to,
        sender=sender or settings.DEFAULT_FROM_EMAIL,
        reply_to=reply_to,
        subject=_one_line(subject)[:300],
        text=text,
        html=html,
        calendar=calendar.decode(),
        kind=kind[:60],
        language=language[:2],
        unsubscribe_url=unsubscribe_url,
        next_try_at=at,
        created_at=at,
    )
    wake(deliver_mail, mail.pk)
    return mail


def failing_addresses(addresses: Iterable[str]) -> set[str]:
    """Return those of the addresses whose newest mail that is no longer under way did not get through."""
    ended = [OutgoingMail.State.SENT, OutgoingMail.State.FAILED]
    rows = OutgoingMail.objects.filter(to__in=set(addresses), state__in=ended).order_by("created_at", "pk")
    newest = dict(rows.values_list("to", "state"))
    return {address for address, state in newest.items() if state == OutgoingMail.State.FAILED}


def mark_read(*, user: User, at: datetime, pk: int | None = None) -> int:
    """Mark one of the person's notifications, or all of them, as read; return how many were unread."""
    unread = Notification.objects.filter(user=user, read_at=None)
    if pk is not None:
        unread = unread.filter(pk=pk)
    return unread.update(read_at=at)


def _say(words: Words) -> str:
    return str(words() if callable(words) and not isinstance(words, str | Promise) else words)


def _one_line(words: str) -> str:
    return " ".join(words.split())
