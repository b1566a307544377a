"""One appointment, and the way apps offer a person's appointments."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from accounts.discovery import modules_named

if TYPE_CHECKING:
    from accounts.models import User

KEPT = timedelta(days=400)  # how long an appointment that is over stays in the feed


@dataclass(frozen=True, kw_only=True)
class Entry:
    """An appointment as a calendar program is told of it.

    `uid` never changes, `sequence` grows by one when time, place or cancelling changes. `url` is a whole address.
    """

    uid: str
    sequence: int
    starts_at: datetime
    ends_at: datetime
    title: str
    place: str = ""
    url: str = ""
    text: str = ""
    is_canceled: bool = False
    updated_at: datetime


def entries_of(*, user: User, at: datetime) -> list[Entry]:
    """Return the appointments of the person from all apps, in the order of time, without those long over."""
    found = [
        entry for _label, module in modules_named("calendar_entries") for entry in module.calendar_entries(user=user)
    ]
    return sorted(
        (entry for entry in found if entry.ends_at > at - KEPT), key=lambda entry: (entry.starts_at, entry.uid)
    )
