"""The digest: what a person need not act on, gathered into one mail a week, or a day for who wants it so.

One click switches it off.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from django.conf import settings
from django.core import signing
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import ngettext

from accounts.models import User
from notifications.domain import queue_mail
from notifications.models import DigestChoice, Notification, OutgoingMail

SALT = "notifications.digest"
FROM_HOUR = 7  # local time: nobody is woken by a digest
NEWEST_FOR = timedelta(days=14)  # what is older is read in the portal, if at all
MOST_LINES = 20
MOST_AT_ONCE = 200
Pace = DigestChoice.Pace


def send_digests(*, at: datetime) -> int:
    """This function will queue a digest for each person who is due one, and return how many. Safe to repeat."""
    if timezone.localtime(at).hour < FROM_HOUR:
        return 0
    waiting = _waiting(at).exclude(user__digest_choice__pace=Pace.OFF)
    today = timezone.localtime(at).replace(hour=0, minute=0, second=0, microsecond=0)
    waiting = waiting.exclude(user__digest_choice__last_sent_at__gte=today)
    this_week = DigestChoice.objects.filter(pace=Pace.WEEKLY, last_sent_at__gte=today - timedelta(days=6))
    waiting = waiting.exclude(user__in=this_week.values("user"))
    people = waiting.order_by("user_id").values_list("user_id", flat=True).distinct()[:MOST_AT_ONCE]
    return sum(send_digest(user_id=user_id, at=at) is not None for user_id in list(people))


def send_digest(*, user_id: int, at: datetime) -> OutgoingMail | None:
    """This function will gather what waits for one person into one mail, unless one has gone too recently.

    The choice is locked, so that two workers make one digest.
    """
    with transaction.atomic():
        DigestChoice.objects.get_or_create(user_id=user_id)
        choice = DigestChoice.objects.select_for_update(of=("self",)).select_related("user").get(user_id=user_id)
        rows = list(_waiting(at).filter(user_id=user_id).order_by("created_at", "pk"))
        if not rows or not _is_due(choice, at):
            return None
        Notification.objects.filter(pk__in=[row.pk for row in rows]).update(mailed_at=at)
        choice.last_sent_at = at
        choice.save(update_fields=["last_sent_at"])
        with translation.override(choice.user.language):
            return _queue(choice.user, rows, at)


def _waiting(at: datetime):
    """The rows that a digest would take along: unread, recent, of people whose account is in use."""
    return Notification.objects.filter(
        in_digest=True,
        mailed_at=None,
        read_at=None,
        created_at__gt=at - NEWEST_FOR,
        user__is_active=True,
        user__anonymized_at=None,
    )


def _is_due(choice: DigestChoice, at: datetime) -> bool:
    if choice.pace == Pace.OFF:
        return False
    if choice.last_sent_at is None:
        return True
    days = (timezone.localtime(at).date() - timezone.localtime(choice.last_sent_at).date()).days
    return days >= (7 if choice.pace == Pace.WEEKLY else 1)


def _queue(user: User, rows: list[Notification], at: datetime) -> OutgoingMail:
    base = settings.BASE_URL.rstrip("/")
    off = base + reverse("notifications:digest_off", kwargs={"token": token_of(user)})
    count = len(rows)
    frame = {
        "user": user,
        "rows": [{"subject": row.subject, "link": base + row.url if row.url else ""} for row in rows[:MOST_LINES]],
        "more": max(0, count - MOST_LINES),
        "list_url": base + reverse("notifications:list"),
        "off_url": off,
        "is_daily": pace_of(user=user) == Pace.DAILY,
    }
    subject = ngettext("Peilissä on %(count)s uusi asia", "Peilissä on %(count)s uutta asiaa", count)
    return queue_mail(
        to=user.email,
        subject=subject % {"count": count},
        text=render_to_string("notifications/digest.txt", frame),
        kind="digest",
        language=user.language,
        unsubscribe_url=off,
        at=at,
    )


def pace_of(*, user: User) -> str:
    """Return how often the person wants the digest; weekly until the person says something else."""
    return DigestChoice.objects.filter(user=user).values_list("pace", flat=True).first() or Pace.WEEKLY


def change_pace(*, user: User, pace: str) -> None:
    """This function will keep how often the person wants the digest."""
    DigestChoice.objects.update_or_create(user=user, defaults={"pace": pace})


def token_of(user: User) -> str:
    """Return what the link of a digest says whose it is by; good for this one thing only."""
    return signing.dumps(str(user.public_id), salt=SALT)


def whose_token(token: str) -> User | None:
    """Return whose digest a link is about, or None for a link that is not ours."""
    try:
        public_id = signing.loads(token, salt=SALT)
    except signing.BadSignature:
        return None
    return User.objects.filter(public_id=public_id, anonymized_at=None).first()
