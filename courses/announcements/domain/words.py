"""How an announcement reads as a message."""

from __future__ import annotations

from courses.announcements.models import Announcement


def subject_of(row: Announcement) -> str:
    """Return the subject of the message."""
    return row.title


def text_of(row: Announcement) -> str:
    """Return what the message says: the words, and who wrote them."""
    signed = ", ".join(part for part in (row.author.get_full_name() if row.author else "", row.run.name) if part)
    return f"{row.text.strip()}\n\n– {signed}"


def values_of(row: Announcement) -> dict[str, str]:
    """Return what an editor's own text may name."""
    author = row.author.get_full_name() if row.author else ""
    return {"toteutus": row.run.name, "kirjoittaja": author, "tiedote": row.text.strip()}
