"""The secret link of an invitation: computed from the server's key, so that a copy of the database opens nothing."""

from __future__ import annotations

import base64
import binascii
from uuid import UUID

from django.utils.crypto import constant_time_compare, salted_hmac

from accounts.models import normalize_email

SALT = "courses.invitations.link"
SEAL = 16  # bytes: 128 bits that cannot be guessed


def make_token(*, key: UUID, generation: int) -> str:
    """Return the secret part of the link's address."""
    return base64.urlsafe_b64encode(key.bytes + _seal(key, generation)).decode().rstrip("=")


def key_of(token: str) -> UUID | None:
    """Return which invitation a token speaks of, or None for what cannot be one of ours. Its seal is not compared."""
    packed = _unpacked(token)
    return UUID(bytes=packed[:16]) if packed else None


def fits(token: str, *, generation: int) -> bool:
    """Say whether a token was made by this server for this generation of the invitation's link."""
    packed = _unpacked(token)
    return bool(packed) and constant_time_compare(packed[16:], _seal(UUID(bytes=packed[:16]), generation))


def email_key(address: str) -> str:
    """Return the keyed hash by which an address is known again after it has been deleted."""
    return salted_hmac("courses.invitations.address", normalize_email(address), algorithm="sha256").hexdigest()


def _unpacked(token: str) -> bytes:
    try:
        packed = base64.b64decode(token + "=" * (-len(token) % 4), altchars=b"-_", validate=True)
    except (binascii.Error, ValueError):
        return b""
    return packed if len(packed) == 16 + SEAL else b""


def _seal(key: UUID, generation: int) -> bytes:
    return salted_hmac(SALT, f"{key}:{generation}", algorithm="sha256").digest()[:SEAL]
