"""What a person has announced: the copy handed out, and its end. What one was told is among one's notices."""

from datetime import datetime
from typing import Any

from accounts.models import User
from courses.announcements.models import Announcement, AnnouncementStep


def export_person(user: User) -> dict[str, Any]:
    """Return the announcements the person wrote and what the person did to any."""
    return {
        "announcements": list(
            Announcement.objects.filter(author=user)
            .order_by("created_at")
            .values("run__name", "title", "text", "audience", "state", "created_at", "sent_at")
        ),
        "announcement_steps": list(
            AnnouncementStep.objects.filter(by=user).order_by("at").values("announcement__title", "kind", "at")
        ),
    }


def erase_person(user: User, *, at: datetime) -> None:
    """Take the name off what the person announced; the words belong to the run and go with it."""
    Announcement.objects.filter(author=user).update(author=None)
    AnnouncementStep.objects.filter(by=user).update(by=None)
