"""The secret part of an address that needs no sign-in. It is computed, not stored: a copy of the database is no key."""

from __future__ import annotations

import base64
import hmac
from hashlib import sha256
from uuid import UUID

from django.conf import settings


def token_of(purpose: str, key: UUID) -> str:
    """Return 256 bits that only this site can compute, for one purpose and one row."""
    computed = hmac.new(settings.SECRET_KEY.encode(), f"{purpose}:".encode() + key.bytes, sha256).digest()
    return base64.urlsafe_b64encode(computed).decode().rstrip("=")


def is_token(token: str, purpose: str, key: UUID) -> bool:
    """Say whether it is the token of the row, in a time that tells nothing."""
    return hmac.compare_digest(token.encode("utf-8", "replace"), token_of(purpose, key).encode())
