"""The trainer's inbox: whatever waits for a human being, from any app, oldest first.

An app that has such work offers `pending(*, user) -> list[ReviewEntry]` in its `review_queue.py`, in one query.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from importlib import import_module
from importlib.util import find_spec
from typing import TYPE_CHECKING

from django.apps import apps

if TYPE_CHECKING:
    from accounts.models import User

OVERDUE_AFTER = timedelta(days=14)  # ten working days (C6)


@dataclass(frozen=True)
class ReviewEntry:
    """One thing that waits for a trainer."""

    kind: str  # what it is, in the reader's language: "reflektio", "tapaamiskirjaus"
    title: str
    person: str
    run: str
    waiting_since: datetime
    url: str
    needs_help: bool = False

    def is_overdue(self, at: datetime) -> bool:
        """Say whether it has waited longer than promised to trainees."""
        return at - self.waiting_since > OVERDUE_AFTER


def pending_reviews(*, user: User) -> list[ReviewEntry]:
    """Return everything that waits for this trainer, those who asked for help first, then the oldest."""
    entries: list[ReviewEntry] = []
    for config in apps.get_app_configs():
        name = f"{config.name}.review_queue"
        if find_spec(name) is not None:
            entries += import_module(name).pending(user=user)
    return sorted(entries, key=lambda entry: (not entry.needs_help, entry.waiting_since))
