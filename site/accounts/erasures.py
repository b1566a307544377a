"""People who erased their accounts: erased again after a restore."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from accounts.ledger import Repeatable
from accounts.models import User
from accounts.personal_data import erase_all

PERSON = "person"


def erasures() -> list[Repeatable]:
    """Return the erasure of a person."""
    people = User.objects.filter(anonymized_at=None)
    return [Repeatable(PERSON, lambda: people.values_list("public_id", flat=True), _erase)]


def _erase(identity: Any, *, at: datetime) -> None:
    """Erase without asking for duties: they were handed over before the erasure that is repeated."""
    erase_all(User.objects.get(public_id=identity), at=at)
