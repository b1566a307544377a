"""Forms that ask once more before saving: the text may tell of a person, the meeting may be there already (BR-14).

A warning is never a wall: "save anyway" carries a digest of what was warned about, so that changed text is looked
at again and the same text is not asked about twice.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from courses.domain.text_privacy import Concern, find_privacy_concerns

if TYPE_CHECKING:
    from django.http import HttpRequest


@dataclass(frozen=True)
class Piece:
    """A stretch of text, and whether it is what the warning is about."""

    text: str
    is_marked: bool


@dataclass(frozen=True)
class Warned:
    """One field's text with the places to look at again."""

    label: str
    target_id: str
    pieces: tuple[Piece, ...]
    kinds: str


def pieces_of(text: str, concerns: list[Concern]) -> tuple[Piece, ...]:
    """Return the text cut so that the places of concern can be marked."""
    pieces: list[Piece] = []
    place = 0
    for concern in concerns:
        if concern.start > place:
            pieces.append(Piece(text[place : concern.start], False))
        pieces.append(Piece(text[concern.start : concern.end], True))
        place = concern.end
    if place < len(text):
        pieces.append(Piece(text[place:], False))
    return tuple(pieces)


class AskingMixin:
    """Adds the questions to a form; mix in before `forms.Form` and name `watched_fields`."""

    watched_fields: tuple[str, ...] = ()
    extra_names: Iterable[str] = ()

    def warnings(self) -> list[Warned]:
        """Return the watched texts that may tell of a recognizable person."""
        found = []
        for name in self.watched_fields:
            text = self.cleaned_data.get(name) or ""  # type: ignore[attr-defined]
            concerns = find_privacy_concerns(text=text, extra_names=self.extra_names)
            if concerns:
                field = self[name]  # type: ignore[index]
                kinds = ", ".join(dict.fromkeys(concern.label for concern in concerns))
                found.append(Warned(str(field.label), field.auto_id, pieces_of(text, concerns), kinds))
        return found

    def questions(self) -> list[str]:
        """Return other things to ask before saving, as sentences; none by default."""
        return []

    def must_ask(self, request: HttpRequest) -> dict[str, Any] | None:
        """Return what to ask of a valid form (`warned`, `questions`, `digest`), or None when it may be saved."""
        warned, questions = self.warnings(), self.questions()
        if not warned and not questions:
            return None
        digest = self._digest(warned, questions)
        if request.POST.get("anyway") == digest:
            return None
        return {"warned": warned, "questions": questions, "digest": digest, "title": _("Tarkista ennen tallennusta")}

    @staticmethod
    def _digest(warned: list[Warned], questions: list[str]) -> str:
        texts = ["".join(piece.text for piece in row.pieces) for row in warned] + questions
        return hashlib.sha256("\x1f".join(texts).encode()).hexdigest()[:32]
