"""Fields and constraints of events and sign-ups; the verbs are in events.domain."""

from events.models.event import Event, EventWords
from events.models.signup import EventSignup

__all__ = ["Event", "EventSignup", "EventWords"]
