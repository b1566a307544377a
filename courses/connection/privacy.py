"""What is known of the people who give out links: that they did, and what they wrote to the support."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

from courses.connection.models import ConnectionLink, SupportNote

if TYPE_CHECKING:
    from accounts.models import User


def export_person(user: User) -> dict[str, Any]:
    """Return the links the person has given out, with the notes on their side."""
    links = ConnectionLink.objects.filter(made_by=user).prefetch_related("notes").select_related("meeting", "session")
    return {
        "links": [
            {
                "kind": link.kind,
                "starts_at": link.target.starts_at.isoformat(),
                "made_at": link.made_at.isoformat(),
                "shows_join": link.shows_join,
                "notes": [note.text for note in link.notes.all() if not note.from_support],
            }
            for link in links
        ]
    }


def erase_person(user: User, *, at: datetime) -> None:
    """Take back the person's links and delete the notes written with them."""
    links = ConnectionLink.objects.filter(made_by=user)
    SupportNote.objects.filter(link__in=links).delete()
    links.filter(revoked_at=None).update(revoked_at=at)
    links.update(made_by=None)
