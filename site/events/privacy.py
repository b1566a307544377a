"""What events hold of somebody with an account: sign-ups by their address, and counts they have entered."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

from events.domain.signing_up import cancel_signup
from events.enums import STANDING
from events.models import Event, EventSignup

if TYPE_CHECKING:
    from accounts.models import User


def export_person(user: User) -> dict[str, Any]:
    """Return the sign-ups made with the person's address."""
    rows = EventSignup.objects.filter(email=user.email)
    columns = ("event__title", "event__starts_at", "name", "needs", "state", "signed_up_at")
    return {"signups": list(rows.values(*columns))}


def erase_person(user: User, *, at: datetime) -> None:
    """Cancel what is coming, delete what has been, and forget who counted."""
    for signup in EventSignup.objects.filter(email=user.email, state__in=STANDING, event__starts_at__gt=at):
        cancel_signup(signup=signup, at=at)
    EventSignup.objects.filter(email=user.email).delete()
    Event.objects.filter(counted_by=user).update(counted_by=None)
