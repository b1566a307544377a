"""Writing in the private notebook, and finding what one has written."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User as Account
from courses.notebook.models import Note
from sealing.domain import UnableToOpen, open_many, open_sealed, seal

if TYPE_CHECKING:
    from accounts.models import User

LONGEST = 10_000  # characters of one note
MOST = 1_000  # notes of one person: all of them are opened in memory when one searches
SHOWN = 90  # characters of a note in the list


class UnableToWrite(Exception):
    """The note cannot be stored; the message says why."""


class StaleNote(Exception):
    """The note has been changed since the form was opened; `note` holds what is stored."""

    def __init__(self, note: Note) -> None:
        super().__init__()
        self.note = note


@dataclass(frozen=True)
class Line:
    """A note in the list: how it begins, or that it cannot be opened now (None)."""

    note: Note
    begins: str | None


def write_note(*, owner: User, key: UUID, text: str, revision: int, at: datetime) -> Note:
    """This function will store a note as it stands now: a new one, or a new version of the one begun in that form.

    The same text again changes nothing. Raises StaleNote when another window has stored something else meanwhile,
    UnableToWrite for an empty or endless text and a full notebook, and UnableToOpen when it cannot be sealed.
    """
    text = text.strip()
    if not text:
        raise UnableToWrite(_("Kirjoita muistiinpano."))
    if len(text) > LONGEST:
        raise UnableToWrite(_("Muistiinpano on liian pitkä. Jaa se kahdeksi."))
    with transaction.atomic():
        Account.objects.select_for_update().get(pk=owner.pk)  # one window at a time
        note = Note.objects.filter(owner=owner, key=key).first()
        if note is None:
            return _begin(owner, key, text, at)
        if open_sealed(user=owner, sealed=note.sealed) == text:
            return note
        if note.revision != revision:
            raise StaleNote(note)
        note.sealed, note.changed_at = seal(user=owner, text=text), at
        note.revision += 1
        note.save(update_fields=["sealed", "changed_at", "revision"])
    return note


def _begin(owner: User, key: UUID, text: str, at: datetime) -> Note:
    if Note.objects.filter(owner=owner).count() >= MOST:
        raise UnableToWrite(_("Muistikirja on täynnä. Lataa se omista tiedoistasi ja poista vanhoja muistiinpanoja."))
    sealed = seal(user=owner, text=text)
    return Note.objects.create(owner=owner, key=key, sealed=sealed, created_at=at, changed_at=at)


def delete_note(*, note: Note) -> None:
    """This function will delete a note for good."""
    Note.objects.filter(pk=note.pk).delete()


def text_of(note: Note) -> str | None:
    """Return the text for its owner, or None when it cannot be opened now."""
    try:
        return open_sealed(user=note.owner, sealed=note.sealed)
    except UnableToOpen:
        return None


def lines_of(*, owner: User, notes: list[Note]) -> list[Line]:
    """Return how the notes begin; one question to the database, whatever their number."""
    try:
        texts: list[str | None] = [*open_many(user=owner, sealed=[note.sealed for note in notes])]
    except UnableToOpen:
        texts = [None] * len(notes)
    return [Line(note, None if text is None else _beginning(text)) for note, text in zip(notes, texts, strict=True)]


def _beginning(text: str) -> str:
    first = " ".join(text.split())
    return first if len(first) <= SHOWN else first[:SHOWN].rsplit(" ", 1)[0] + "…"


def search_notes(*, owner: User, words: str) -> list[Line]:
    """Return the notes that hold every word, the newest first; opened in memory, two questions to the database.

    Raises UnableToOpen when they cannot be opened now.
    """
    wanted = words.casefold().split()
    notes = list(Note.objects.filter(owner=owner)[:MOST])
    texts = open_many(user=owner, sealed=[note.sealed for note in notes])
    found = [
        Line(note, _beginning(text))
        for note, text in zip(notes, texts, strict=True)
        if all(word in text.casefold() for word in wanted)
    ]
    return found if wanted else []
