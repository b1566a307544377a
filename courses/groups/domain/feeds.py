"""The calendar a group gives its members: one secret address without names, which the facilitator may take back."""

from __future__ import annotations

import base64
import binascii
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.utils.crypto import constant_time_compare, salted_hmac

from courses.groups.domain.refusals import lock_open_group
from courses.groups.models import GroupFeed, PeerGroup

SEAL = 16  # bytes: 128 bits that cannot be guessed
SALT = "courses.groups.feed"
AFTER_THE_END = timedelta(days=30)  # so long calendars may still learn what was canceled when the group ended


def open_feed(*, group: PeerGroup, shows_place: bool, language: str, at: datetime) -> GroupFeed:
    """This function will open the group's calendar, or change what it shows; the address given out stays good.

    One that had been closed gets a new address.
    """
    with transaction.atomic():
        locked = lock_open_group(group)
        feed = GroupFeed.objects.select_for_update().filter(group=locked).first()
        if feed is None:
            return GroupFeed.objects.create(group=locked, shows_place=shows_place, language=language, opened_at=at)
        if feed.closed_at:
            feed.generation, feed.opened_at, feed.closed_at = feed.generation + 1, at, None
        feed.shows_place, feed.language = shows_place, language
        feed.save()
    return feed


def renew_feed(*, feed: GroupFeed, seen: int) -> None:
    """This function will make the address given out lead nowhere, and let a new one be given.

    `seen` is the generation the page showed: a second tap on the same page changes nothing.
    """
    GroupFeed.objects.filter(pk=feed.pk, generation=seen, closed_at=None).update(generation=seen + 1)


def close_feed(*, feed: GroupFeed, at: datetime) -> None:
    """This function will end the calendar; safe to repeat."""
    GroupFeed.objects.filter(pk=feed.pk, closed_at=None).update(closed_at=at)


def token_of(feed: GroupFeed) -> str:
    """Return the secret part of the address."""
    packed = feed.public_id.bytes + _seal(feed.public_id, feed.generation)
    return base64.urlsafe_b64encode(packed).decode().rstrip("=")


def feed_at(*, token: str, at: datetime) -> GroupFeed | None:
    """Return the calendar at this address, or None for one that was never made or holds no longer."""
    try:
        packed = base64.b64decode(token + "=" * (-len(token) % 4), altchars=b"-_", validate=True)
    except (binascii.Error, ValueError):
        return None
    if len(packed) != 16 + SEAL:
        return None
    key = UUID(bytes=packed[:16])
    feed = GroupFeed.objects.filter(public_id=key, closed_at=None).select_related("group").first()
    if feed is None or not constant_time_compare(packed[16:], _seal(key, feed.generation)):
        return None
    ended = feed.group.ended_at
    return None if ended and at - ended > AFTER_THE_END else feed


def _seal(key: UUID, generation: int) -> bytes:
    return salted_hmac(SALT, f"{key}:{generation}", algorithm="sha256").digest()[:SEAL]
