"""Links that open without an account: computed from the server's own key, so that the database holds none of them.

A link names a kind and the public id of a row, and bears a seal over both and the row's generation number. Counting
the generation up revokes every link given out; the row says until when it holds.
"""

from __future__ import annotations

import base64
import binascii
from dataclasses import dataclass
from uuid import UUID

from django.utils.crypto import constant_time_compare, salted_hmac

SEAL = 16  # bytes: 128 bits that cannot be guessed


@dataclass(frozen=True)
class Link:
    """What a link points at, and the seal that is still to be compared."""

    salt: str
    kind: str
    key: UUID
    seal: bytes

    def fits(self, generation: int) -> bool:
        """Whether the link was made for this generation of the row's links."""
        return constant_time_compare(self.seal, _seal(self.salt, self.kind, self.key, generation))


@dataclass(frozen=True)
class LinkKind:
    """The links of one purpose: a salt of their own, and the kinds (one ASCII letter each) they may have."""

    salt: str
    kinds: str

    def make(self, *, key: UUID, generation: int, kind: str = "") -> str:
        """Return the secret part of a link's address: letters, digits, hyphens and underscores."""
        kind = kind or self.kinds[0]
        packed = kind.encode() + key.bytes + _seal(self.salt, kind, key, generation)
        return base64.urlsafe_b64encode(packed).decode().rstrip("=")

    def read(self, token: str) -> Link | None:
        """Return what a token says of itself, or None when it cannot be one of ours. Its seal is not compared yet."""
        try:
            packed = base64.b64decode(token + "=" * (-len(token) % 4), altchars=b"-_", validate=True)
        except (binascii.Error, ValueError):
            return None
        if len(packed) != 1 + 16 + SEAL or packed[:1].decode("latin-1") not in self.kinds:
            return None
        return Link(self.salt, packed[:1].decode(), UUID(bytes=packed[1:17]), packed[17:])


def _seal(salt: str, kind: str, key: UUID, generation: int) -> bytes:
    return salted_hmac(salt, f"{kind}:{key}:{generation}", algorithm="sha256").digest()[:SEAL]
