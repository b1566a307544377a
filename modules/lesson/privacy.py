"""Reading leaves nothing here: that it is done, and the own question, are in the course's record."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from accounts.models import User


def export_person(user: User) -> dict[str, Any]:
    """Return nothing; see `courses.privacy`."""
    return {}


def erase_person(user: User, *, at: datetime) -> None:
    """Delete nothing; see `courses.privacy`."""
