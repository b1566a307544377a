"""The feed's secret address: making it, ending it, finding the feed it leads to."""

from __future__ import annotations

import base64
import binascii
from datetime import date, datetime
from typing import TYPE_CHECKING
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.db.models import F
from django.urls import reverse
from django.utils.crypto import constant_time_compare, salted_hmac

from calendars.models import CalendarFeed

if TYPE_CHECKING:
    from accounts.models import User

SALT = "calendars.feed"
SEAL = 16  # bytes: 128 bits that cannot be guessed


def feed_of(*, user: User) -> CalendarFeed | None:
    """Return the person's feed if its address is in force."""
    return CalendarFeed.objects.filter(user=user, is_on=True).first()


def make_address(*, user: User, at: datetime) -> CalendarFeed:
    """This function will give the person's feed an address if it has none in force; doing it twice changes nothing."""
    with transaction.atomic():
        feed, is_new = CalendarFeed.objects.select_for_update().get_or_create(user=user, defaults={"made_at": at})
        if not is_new and not feed.is_on:
            feed.is_on, feed.made_at, feed.fetched_on = True, at, None
            feed.save(update_fields=["is_on", "made_at", "fetched_on"])
    return feed


def renew_address(*, user: User, seen: int, at: datetime) -> CalendarFeed | None:
    """This function will end the address in force and make another; a second click on the same page makes no third."""
    ours = CalendarFeed.objects.filter(user=user, is_on=True)
    ours.filter(generation=seen).update(generation=F("generation") + 1, made_at=at, fetched_on=None)
    return ours.first()


def end_address(*, user: User) -> None:
    """This function will end the address in force at once; whatever is made later has another address."""
    CalendarFeed.objects.filter(user=user, is_on=True).update(is_on=False, generation=F("generation") + 1)


def address_of(feed: CalendarFeed) -> str:
    """Return the whole address of the feed; whoever has it reads the feed."""
    packed = feed.public_id.bytes + _seal(feed.public_id, feed.generation)
    token = base64.urlsafe_b64encode(packed).decode().rstrip("=")
    return settings.BASE_URL.rstrip("/") + reverse("calendars:feed", kwargs={"token": token})


def feed_at(token: str) -> CalendarFeed | None:
    """Return the feed whose address in force this is, or None: unknown, ended, or of somebody without account."""
    try:
        packed = base64.b64decode(token + "=" * (-len(token) % 4), altchars=b"-_", validate=True)
    except (binascii.Error, ValueError):
        return None
    if len(packed) != 16 + SEAL:
        return None
    people = CalendarFeed.objects.filter(is_on=True, user__is_active=True, user__anonymized_at=None)
    feed = people.select_related("user").filter(public_id=UUID(bytes=packed[:16])).first()
    if feed is None or not constant_time_compare(packed[16:], _seal(feed.public_id, feed.generation)):
        return None
    return feed


def note_fetch(feed: CalendarFeed, *, on: date) -> None:
    """This function will note the day on which the feed was read last, so that its owner sees whether it is used."""
    if feed.fetched_on != on:
        CalendarFeed.objects.filter(pk=feed.pk).update(fetched_on=on)


def _seal(key: UUID, generation: int) -> bytes:
    return salted_hmac(SALT, f"{key}:{generation}", algorithm="sha256").digest()[:SEAL]
