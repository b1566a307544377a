"""The secret links of a needs poll."""

from __future__ import annotations

from uuid import UUID

from courses.groups.domain.secret_links import Link, LinkKind

EVERYBODY, CARD, ANSWER = "k", "h", "v"  # the poll's common link, one candidate's, that of an answer given
LINKS = LinkKind("courses.groups.needs-poll", EVERYBODY + CARD + ANSWER)

__all__ = ["ANSWER", "CARD", "EVERYBODY", "Link", "make_token", "read_token"]


def make_token(*, kind: str, key: UUID, generation: int) -> str:
    """Return the secret part of a link's address."""
    return LINKS.make(kind=kind, key=key, generation=generation)


def read_token(token: str) -> Link | None:
    """Return what a token says of itself, or None when it cannot be one of ours."""
    return LINKS.read(token)
