"""What is kept of a person's watching."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from accounts.models import User
from modules.recording.models import Viewing


def export_person(user: User) -> dict[str, Any]:
    """Return what the person has watched."""
    mine = Viewing.objects.filter(enrolment__user=user).select_related("page", "enrolment__run")
    return {
        "viewings": [
            {
                "run": viewing.enrolment.run.name,
                "recording": viewing.page.title,
                "watched_seconds": viewing.intervals,
                "position": viewing.position,
                "read_transcript_at": viewing.read_transcript_at,
                "reported_at": viewing.reported_at,
            }
            for viewing in mine.order_by("reported_at")
        ]
    }


def erase_person(user: User, *, at: datetime) -> None:
    """Delete what is known of the person's watching."""
    Viewing.objects.filter(enrolment__user=user).delete()
