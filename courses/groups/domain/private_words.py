"""What is "only for me": sealed for its author before it is stored, so that no screen and no copy of the data shows it.

Without the main key nothing opens. An empty text then leaves what is stored alone, as its author could not see it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sealing.domain import UnableToOpen, open_sealed, seal

if TYPE_CHECKING:
    from accounts.models import User

FIELD = "private_text"  # its name in the form, and in what a draft holds as typed


def opened_or_none(*, user: User | None, sealed: str) -> str | None:
    """Return the author's words, or None when they cannot be opened now."""
    if not sealed:
        return ""
    try:
        return open_sealed(user=user, sealed=sealed) if user else None
    except UnableToOpen:
        return None


def sealed_anew(*, user: User, text: str, before: str) -> str:
    """Return what is to be stored for a text when `before` is stored now.

    Raises UnableToOpen for a text that cannot be sealed.
    """
    known = opened_or_none(user=user, sealed=before)
    if known == text or (known is None and not text):
        return before
    return seal(user=user, text=text)


def typed_to_store(*, user: User, typed: dict[str, Any], before: dict[str, Any]) -> dict[str, Any]:
    """Return what was typed with its private words sealed, as a draft stores it. Raises UnableToOpen."""
    sealed = sealed_anew(user=user, text=typed.get(FIELD, ""), before=before.get(FIELD, ""))
    return {**typed, FIELD: sealed} if sealed else typed


def typed_to_show(*, user: User, stored: dict[str, Any]) -> dict[str, Any]:
    """Return a draft as its author typed it; private words that do not open are left out."""
    if not stored.get(FIELD):
        return dict(stored)
    return {**stored, FIELD: opened_or_none(user=user, sealed=stored[FIELD]) or ""}
