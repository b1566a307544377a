"""Lists of events with what each shows, in a constant number of queries."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db.models import Count, Prefetch, Q, QuerySet

from events.enums import EventState, SignupState
from events.models import Event, EventWords

CONFIRMED = Count("signups", filter=Q(signups__state=SignupState.CONFIRMED))
WAITING = Count("signups", filter=Q(signups__state=SignupState.WAITING))


def counted(events: QuerySet[Event]) -> QuerySet[Event]:
    """Return the events with `confirmed` and `waiting` beside them, and their words in all languages."""
    words = Prefetch("translations", queryset=EventWords.objects.order_by("pk"))
    return events.annotate(confirmed=CONFIRMED, waiting=WAITING).prefetch_related(words)


def coming_events(*, at: datetime) -> QuerySet[Event]:
    """Return the public events that are not over, the next one first; a canceled one stays until its day."""
    return counted(Event.objects.exclude(state=EventState.DRAFT).filter(ends_at__gt=at)).order_by("starts_at", "pk")


def past_events(*, at: datetime) -> QuerySet[Event]:
    """Return the public events that have been held, the latest first."""
    held = Event.objects.filter(state=EventState.PUBLISHED, ends_at__lte=at)
    return counted(held).order_by("-starts_at", "-pk")


def public_event(*, slug: str) -> Event | None:
    """Return a published or canceled event by its address."""
    return counted(Event.objects.exclude(state=EventState.DRAFT).filter(slug=slug)).first()


def offered(event: Any, *, at: datetime) -> dict[str, Any]:
    """Return what the public pages say of the places of an event that `counted` fetched."""
    left = None if event.capacity is None else max(0, event.capacity - event.confirmed - event.waiting)
    return {
        "is_open": event.is_open(at=at),
        "left": left,
        "is_full": left == 0,
        "is_over": event.ends_at <= at,
        "is_canceled": event.state == EventState.CANCELED,
    }


def shown(event: Any, *, language: str, at: datetime) -> dict[str, Any]:
    """Return what public pages show of an event that `counted` fetched, in the reader's language."""
    return {"event": event, "words": event.in_words(language), **offered(event, at=at)}


def coming_shown(*, language: str, at: datetime, most: int) -> list[dict[str, Any]]:
    """Return the next events that are on, as the front page shows them."""
    return [shown(event, language=language, at=at) for event in coming_events(at=at).filter(canceled_at=None)[:most]]
