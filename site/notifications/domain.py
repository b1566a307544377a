"""Telling people: in the portal now, by mail soon."""

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.utils import translation
from django.utils.functional import Promise

from accounts.models import User
from notifications.background import wake
from notifications.framing import absolute, mail_row, one_line
from notifications.kinds import Urgency, all_kinds
from notifications.models import Notification, OutgoingMail
from notifications.tasks import deliver_mail
from notifications.wording import Said, say, template_of

# What is said is put into words in the receiver's language, so a caller hands over a lazy string, or a function
# that makes the text when it has values in it (`%` on a lazy string would translate at once).
Words = str | Promise | Callable[[], str]
# What an editor's template may name besides: variables of the kind (`message_kinds.py`) and their values.
Values = Mapping[str, str] | Callable[[], Mapping[str, str]] | None


class ValuesDiffer(Exception):
    """A caller gives other values than its kind of message lists: an editor's template would stop at sending."""


def notify(
    *,
    user: User,
    kind: str,
    subject: Words,
    text: Words,
    values: Values = None,
    url: str = "",
    at: datetime,
    in_digest: bool = False,
    calendar: bytes = b"",
    about: str = "",
    key: str | None = None,
) -> Notification:
    """Tell a person something: a row in the portal and a mail, both in the person's language.

    Both rows belong to the transaction of what happened, so neither exists without it. `kind` names the sort of
    message (`certificate-issued`), `url` is a path of this site. A person without an active account gets no mail.
    What the person need not act on waits for the digest instead of a mail of its own: the class of the kind says so,
    or `in_digest` for a kind that no app lists. An iCalendar file
    (`calendar`) goes along with the mail. `about` says whose staff sees the mail in their outbox (`run-12`). With a
    `key` the same is told once, however often it is asked for.
    """
    with translation.override(user.language), transaction.atomic():
        if key and (known := Notification.objects.filter(key=key).first()):
            return known
        given = values_of(values)
        check_values(kind, given)
        in_digest = is_for_digest(kind, in_digest)
        built_in = Said(one_line(in_words(subject)), in_words(text))
        template = template_of(kind, user.language)
        said = say(template, built_in=built_in, values=given, name=user.given_name, link=absolute(url))
        told = Notification(user=user, kind=kind, url=url, created_at=at, in_digest=in_digest, key=key)
        told.subject, told.text = one_line(said.subject)[:200], said.text
        if not in_digest and user.is_active and user.anonymized_at is None:
            told.mail = mail_row(
                user=user, kind=kind, said=said, values=given, url=url, calendar=calendar, about=about, key=key, at=at
            )
            told.mail.save()
            wake(deliver_mail, told.mail.pk)
        told.save()
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
    values: Mapping[str, str] | None = None,
    language: str,
    unsubscribe_url: str = "",
    calendar: bytes = b"",
    about: str = "",
    key: str | None = None,
    wakes: bool = True,
    at: datetime,
) -> OutgoingMail:
    """Put a mail to one address into the outbox and wake its sending when the transaction is committed.

    For those who have no account; the text is the whole mail. With a `key` the same is queued once. Who queues a
    great many wakes their sending otherwise (`wakes=False`), so that a sign-in code does not wait behind them.
    """
    if key and (known := OutgoingMail.objects.filter(key=key).first()):
        return known
    given = dict(values or {})
    said = Said(one_line(subject), text)
    if kind in all_kinds():
        check_values(kind, given)
        template = template_of(kind, language[:2])
        said = say(template, built_in=said, values=given, name="", link=given.get("linkki", ""))
    mail = OutgoingMail.objects.create(
        to=to,
        sender=sender or settings.DEFAULT_FROM_EMAIL,
        reply_to=reply_to,
        subject=one_line(said.subject)[:300],
        text="" if said.problem else said.text,
        html=html,
        calendar=calendar.decode(),
        kind=kind[:60],
        language=language[:2],
        unsubscribe_url=unsubscribe_url,
        about=about,
        key=key,
        state=OutgoingMail.State.HELD if said.problem else OutgoingMail.State.QUEUED,
        error=said.problem[:300],
        values={"subject": said.subject, "text": said.text, "values": given} if said.problem else {},
        next_try_at=at,
        created_at=at,
    )
    if wakes and not said.problem:
        wake(deliver_mail, mail.pk)
    return mail


def failing_addresses(addresses: Iterable[str]) -> set[str]:
    """Return those of the addresses whose newest mail that is no longer under way did not get through."""
    lost = [OutgoingMail.State.FAILED, OutgoingMail.State.BOUNCED]
    rows = OutgoingMail.objects.filter(to__in=set(addresses), state__in=[OutgoingMail.State.SENT, *lost])
    newest = dict(rows.order_by("created_at", "pk").values_list("to", "state"))
    return {address for address, state in newest.items() if state in lost}


def mark_read(*, user: User, at: datetime, pk: int | None = None) -> int:
    """Mark one of the person's notifications, or all of them, as read; return how many were unread."""
    unread = Notification.objects.filter(user=user, read_at=None)
    if pk is not None:
        unread = unread.filter(pk=pk)
    return unread.update(read_at=at)


def in_words(words: Words) -> str:
    """Return the words in the active language."""
    return str(words() if callable(words) and not isinstance(words, str | Promise) else words)


def values_of(values: Values) -> dict[str, str]:
    """Return the values of a message's variables in the active language."""
    found = values() if callable(values) else values
    return {name: str(value) for name, value in (found or {}).items()}


def is_for_digest(kind: str, otherwise: bool) -> bool:
    """Say whether a kind of message waits for the digest; for one that no app lists the caller has said it."""
    listed = all_kinds().get(kind)
    return listed.urgency == Urgency.DIGEST if listed else otherwise


def check_values(kind: str, values: Mapping[str, str]) -> None:
    """Raise ValuesDiffer in development when a caller gives other values than the kind lists.

    In production the message goes out in the built-in words, and stops where a template needs what is not there.
    """
    listed = all_kinds().get(kind)
    if settings.MESSAGE_VALUES_ARE_CHECKED and listed and set(values) != set(listed.values):
        raise ValuesDiffer(f"{kind}: {sorted(set(values) ^ set(listed.values))}")
