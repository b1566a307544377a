"""What events hold of somebody with an account: sign-ups by their address, events made and counts entered."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

from events.domain.signing_up import forget_visitor
from events.models import Event, EventSignup

if TYPE_CHECKING:
    from accounts.models import User


def export_person(user: User) -> dict[str, Any]:
    """Return the sign-ups made with the person's address."""
    rows = EventSignup.objects.filter(email=user.email)
    columns = ("event__title", "event__starts_at", "name", "needs", "state", "signed_up_at")
    return {"signups": list(rows.values(*columns))}


def erase_person(user: User, *, at: datetime) -> None:
    """Empty the person's sign-ups and forget who made and counted; no mail is made, as the address is going."""
    forget_visitor(email=user.email, at=at)
    Event.objects.filter(counted_by=user).update(counted_by=None)
    Event.objects.filter(made_by=user).update(made_by=None)
