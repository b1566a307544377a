"""The secret links of a needs poll: computed from the server's own key, so that the database holds none of them."""

from __future__ import annotations

import base64
import binascii
from dataclasses import dataclass
from uuid import UUID

from django.utils.crypto import constant_time_compare, salted_hmac

EVERYBODY, CARD, ANSWER = "k", "h", "v"  # the poll's common link, one candidate's, that of an answer given
KINDS = (EVERYBODY, CARD, ANSWER)
SEAL = 16  # bytes: 128 bits that cannot be guessed
SALT = "courses.groups.needs-poll"


@dataclass(frozen=True)
class Link:
    """What a link points at, and the seal that is still to be compared."""

    kind: str
    key: UUID
    seal: bytes

    def fits(self, generation: int) -> bool:
        """Whether the link was made for this generation of the poll's links."""
        return constant_time_compare(self.seal, _seal(self.kind, self.key, generation))


def make_token(*, kind: str, key: UUID, generation: int) -> str:
    """Return the secret part of a link's address: letters, digits, hyphens and underscores."""
    packed = kind.encode() + key.bytes + _seal(kind, key, generation)
    return base64.urlsafe_b64encode(packed).decode().rstrip("=")


def read_token(token: str) -> Link | None:
    """Return what a token says of itself, or None when it cannot be one of ours. Its seal is not compared yet."""
    try:
        packed = base64.b64decode(token + "=" * (-len(token) % 4), altchars=b"-_", validate=True)
    except (binascii.Error, ValueError):
        return None
    if len(packed) != 1 + 16 + SEAL or packed[:1].decode("latin-1") not in KINDS:
        return None
    return Link(packed[:1].decode(), UUID(bytes=packed[1:17]), packed[17:])


def _seal(kind: str, key: UUID, generation: int) -> bytes:
    return salted_hmac(SALT, f"{kind}:{key}:{generation}", algorithm="sha256").digest()[:SEAL]
