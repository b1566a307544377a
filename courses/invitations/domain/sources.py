"""Where an address comes from. Who did not give it themselves is told with the first message (GDPR art. 14)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils import translation

from courses.invitations.models import SOURCE_LENGTH, Invitation

if TYPE_CHECKING:
    from accounts.models import User


@dataclass(frozen=True)
class Source:
    """The words that the invitation says it with, made in its language, and whom they name, to go with that person."""

    words: Callable[[], str]
    person: User | None = None


def tell_source(invitation: Invitation, source: Source | None) -> None:
    """This function will put the source's words into an invitation that says none yet; the caller saves it."""
    if source is not None and not invitation.source:
        with translation.override(invitation.language):
            invitation.source = source.words()[:SOURCE_LENGTH]
        invitation.source_person = source.person
