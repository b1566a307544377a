"""A person's key goes with the person: what was sealed with it, in any backup of later days, opens no more."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from accounts.models import User
from sealing.models import PersonalKey


def export_person(user: User) -> dict[str, Any]:
    """Return when the person's key was made; the texts are given out by the apps that hold them."""
    key = PersonalKey.objects.filter(user=user).first()
    return {"private_texts_since": key.made_at} if key else {}


def erase_person(user: User, *, at: datetime) -> None:
    """Delete the person's key."""
    PersonalKey.objects.filter(user=user).delete()
