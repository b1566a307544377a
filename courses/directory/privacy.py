"""A person's own data in the register of facilitators: what is given out, and what goes with the person."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

from courses.directory.domain.listing import own_listing, withdraw_listing
from courses.directory.domain.relay import sender_key
from courses.directory.models import ContactMessage

if TYPE_CHECKING:
    from accounts.models import User


def export_person(user: User) -> dict[str, Any]:
    """Return the person's listing, when they were written to, and their own messages through the relay."""
    listing = own_listing(user=user)
    told = None
    if listing is not None:
        names = ("municipality", "covers_neighbors", "is_remote", "text", "consent_version", "consented_at")
        told = {name: getattr(listing, name) for name in (*names, "confirmed_at")}
        told["tags"] = [f"{tag.kind}: {tag.value}" for tag in listing.tags.all()]
    received = ContactMessage.objects.filter(listing__user=user, sent_at__isnull=False)
    sent = ContactMessage.objects.filter(sender_key=sender_key(user.email))
    return {
        "listing": told,
        "received": list(received.values_list("sent_at", flat=True)),
        "written": list(sent.values("asked_at", "sent_at", "text")),
    }


def erase_person(user: User, *, at: datetime) -> None:
    """Take the person out of the register; messages of theirs that are still on their way are deleted."""
    withdraw_listing(user=user, at=at)
    ContactMessage.objects.filter(sender_key=sender_key(user.email), sent_at=None).delete()
