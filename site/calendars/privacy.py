"""A person's calendar feed: the copy handed out, and its end."""

from datetime import datetime
from typing import Any

from accounts.models import User
from calendars.models import CalendarFeed


def export_person(user: User) -> dict[str, Any]:
    """Return whether the person has a feed, since when, and when it was read last; not its secret address."""
    feed = CalendarFeed.objects.filter(user=user).first()
    if feed is None:
        return {}
    return {"feed": {"is_on": feed.is_on, "made_at": feed.made_at, "fetched_on": feed.fetched_on}}


def erase_person(user: User, *, at: datetime) -> None:
    """Delete the feed, and with it its address."""
    CalendarFeed.objects.filter(user=user).delete()
