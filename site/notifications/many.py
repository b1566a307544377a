"""Telling many people the same, in batches: a circular's rows are the queue, a task only wakes the telling."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import Count, Q
from django.utils import timezone, translation

from accounts.models import User
from notifications.background import wake
from notifications.domain import Values, Words, check_values, in_words, is_for_digest, values_of
from notifications.framing import absolute, mail_row, one_line
from notifications.models import Circular, CircularReceiver, Notification, OutgoingMail
from notifications.tasks import deliver_waiting, tell_circular
from notifications.wording import Said, say, template_of

AT_ONCE = 40  # so many are told where it was asked for; whoever is more waits for the worker
BATCH = 100
LANGUAGES = tuple(code for code, _name in settings.LANGUAGES)


@dataclass(frozen=True)
class Message:
    """What is told, in one language, without the name of whoever gets it."""

    subject: str
    text: str
    values: Mapping[str, str]

    @classmethod
    def of(cls, *, subject: Words, text: Words, values: Values = None) -> Message:
        """Return the message in the active language."""
        return cls(one_line(in_words(subject)), in_words(text), values_of(values))


def notify_all(
    *,
    people: Sequence[User],
    kind: str,
    message: Callable[[], Message],
    url: str,
    at: datetime,
    in_digest: bool = False,
    about: str = "",
    calendar: Callable[[User], bytes] | None = None,
) -> list[Notification]:
    """Tell people as `notify` tells one, with a handful of queries for all of them; in the order of the people.

    The words are made once for each language. `calendar` makes the file that goes along with a person's mail.
    """
    in_digest = is_for_digest(kind, in_digest)
    made: dict[str, tuple[Message, tuple[str, str] | None]] = {}
    told, mails = [], []
    for user in people:
        with translation.override(user.language):
            if user.language not in made:
                made[user.language] = (message(), template_of(kind, user.language))
                check_values(kind, made[user.language][0].values)
            words, template = made[user.language]
            built_in = Said(words.subject, words.text)
            said = say(template, built_in=built_in, values=words.values, name=user.given_name, link=absolute(url))
            row = Notification(user=user, kind=kind, url=url, created_at=at, in_digest=in_digest)
            row.subject, row.text = one_line(said.subject)[:200], said.text
            if not in_digest and user.is_active and user.anonymized_at is None:
                file = calendar(user) if calendar else b""
                row.mail = mail_row(
                    user=user, kind=kind, said=said, values=words.values, url=url, calendar=file, about=about, at=at
                )
                mails.append(row.mail)
        told.append(row)
    with transaction.atomic():
        OutgoingMail.objects.bulk_create(mails)
        for row in told:
            row.mail_id = row.mail.pk if row.mail else None
        Notification.objects.bulk_create(told)
        if mails:
            wake(deliver_waiting)
    return told


def begin_circular(
    *,
    key: str,
    people: Iterable[User],
    kind: str,
    message: Callable[[], Message],
    url: str = "",
    at: datetime,
    in_digest: bool = False,
    about: str = "",
    calendar: Callable[[], bytes] | None = None,
) -> Circular:
    """Begin to tell people: a row for each of them at once, the first ones told now, the others by the worker.

    The key says what it is about: begun twice, it is the circular that is there already. Call it in the transaction of
    what is told.
    """
    with transaction.atomic():
        words = {}
        for language in LANGUAGES:
            with translation.override(language):
                one = message()
                file = calendar().decode() if calendar else ""
                words[language] = {**vars(one), "values": dict(one.values), "calendar": file}
        circular, is_new = Circular.objects.get_or_create(
            key=key,
            defaults={
                "kind": kind,
                "about": about,
                "url": url,
                "in_digest": in_digest,
                "words": words,
                "created_at": at,
            },
        )
        if not is_new:
            return circular
        CircularReceiver.objects.bulk_create(
            (CircularReceiver(circular=circular, user=user) for user in people), batch_size=500
        )
        tell_some(circular_id=circular.pk, at=at, most=AT_ONCE)
        wake(tell_circular, circular.pk)
    return circular


def tell_some(*, circular_id: int, at: datetime, most: int = BATCH) -> int:
    """Tell the next ones who have not been told, in one transaction with the mark that says so; return how many.

    Two workers never tell the same person: rows that one holds are passed over by the other.
    """
    with transaction.atomic():
        circular = Circular.objects.get(pk=circular_id)
        if circular.done_at is not None:
            return 0
        waiting = CircularReceiver.objects.select_for_update(of=("self",), skip_locked=True).filter(
            circular=circular, told_at=None
        )
        rows = list(waiting.select_related("user").order_by("pk")[:most])
        if not rows:
            _close(circular, at)
            return 0
        told = notify_all(
            people=[row.user for row in rows],
            kind=circular.kind,
            message=lambda: _message(circular),
            url=circular.url,
            at=at,
            in_digest=circular.in_digest,
            about=circular.about,
            calendar=lambda user: _words(circular).get("calendar", "").encode(),
        )
        for row, notification in zip(rows, told, strict=True):
            row.notification, row.told_at = notification, at
        CircularReceiver.objects.bulk_update(rows, ["notification", "told_at"])
        _close(circular, at)
    return len(rows)


def tell_all(*, circular_id: int) -> int:
    """Tell everybody who is left of a circular, by batches; return how many. Safe to run twice and to kill."""
    done = 0
    while told := tell_some(circular_id=circular_id, at=timezone.now()):
        done += told
    return done


def tell_waiting(*, at: datetime) -> int:
    """Tell a batch of each circular that is under way: what a killed worker left behind."""
    left = Circular.objects.filter(done_at=None).order_by("created_at").values_list("pk", flat=True)
    return sum(tell_some(circular_id=pk, at=at) for pk in list(left[:20]))


def progress_of(circular: Circular) -> tuple[int, int]:
    """Return how many have been told so far, and how many there are."""
    counts = circular.receivers.aggregate(all=Count("pk"), told=Count("pk", filter=Q(told_at__isnull=False)))
    return counts["told"], counts["all"]


def _close(circular: Circular, at: datetime) -> None:
    """Note that everybody has been told and forget the words, which stand where they were told from."""
    if not circular.receivers.filter(told_at=None).exists():
        Circular.objects.filter(pk=circular.pk, done_at=None).update(done_at=at, words={})


def _words(circular: Circular) -> dict[str, Any]:
    language = translation.get_language() or LANGUAGES[0]
    found: dict[str, Any] = circular.words.get(language[:2]) or circular.words.get(LANGUAGES[0]) or {}
    return found


def _message(circular: Circular) -> Message:
    words = _words(circular)
    return Message(words["subject"], words["text"], words["values"])
