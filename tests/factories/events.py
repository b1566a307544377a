"""Public events and sign-ups, made the way the domain makes them."""

from datetime import timedelta
from uuid import uuid4

from django.utils import timezone

from events.domain.signing_up import Visitor, sign_up
from events.enums import EventState
from events.models import Event


def make_event(**values):
    """Return a published event in two weeks, three hours long, with twenty places."""
    starts_at = values.pop("starts_at", timezone.now() + timedelta(days=14))
    base = {
        "title": "Timanttikiertue: Pori",
        "series": "Timanttikiertue",
        "summary": "Iltapäivä pienyrittäjän jaksamisesta.",
        "accessibility": "Esteetön kulku, induktiosilmukka.",
        "place": "Kirjaston sali, Lintukatu 1",
        "starts_at": starts_at,
        "ends_at": starts_at + timedelta(hours=3),
        "capacity": 20,
        "state": EventState.PUBLISHED,
    }
    return Event.objects.create(**{**base, **values})


def join(event, name="Kuovi Rantanen", *, email="", at=None, needs="", language="fi"):
    """Return somebody's sign-up."""
    address = email or f"{uuid4().hex[:8]}@esimerkki.test"
    visitor = Visitor(name, address, needs, language)
    return sign_up(event=event, visitor=visitor, sending_key=uuid4(), at=at or timezone.now())


def move(event, *, days):
    """Move an event in time past all rules, as time itself does."""
    moved = event.starts_at + timedelta(days=days)
    Event.objects.filter(pk=event.pk).update(starts_at=moved, ends_at=moved + timedelta(hours=3))
    event.refresh_from_db()
    return event
