"""The notebook belongs to its writer: out with their own export, gone with their account."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

from courses.notebook.models import Note
from sealing.domain import UnableToOpen, open_many

if TYPE_CHECKING:
    from accounts.models import User


def export_person(user: User) -> dict[str, Any]:
    """Return the notes in plain words, for their writer; null where the key is missing now."""
    notes = list(Note.objects.filter(owner=user))
    try:
        texts: list[str | None] = [*open_many(user=user, sealed=[note.sealed for note in notes])]
    except UnableToOpen:
        texts = [None] * len(notes)
    rows = [
        {"written_at": note.created_at, "changed_at": note.changed_at, "text": text}
        for note, text in zip(notes, texts, strict=True)
    ]
    return {"notes": rows} if rows else {}


def erase_person(user: User, *, at: datetime) -> None:
    """Delete the notes."""
    Note.objects.filter(owner=user).delete()
