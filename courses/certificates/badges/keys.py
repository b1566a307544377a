"""The keys that sign badges: a folder of PEM files, named so that the newest comes last (`2026-11-21.pem`).

The newest private key signs. Every key in the folder is published, so that badges signed with an older one can still
be checked; of a key that is out of use, the public half is enough to keep.
"""

from __future__ import annotations

import hashlib
import json
from base64 import urlsafe_b64encode
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec
from django.conf import settings
from jwt.algorithms import ECAlgorithm

from sealing.files import write_once

ALGORITHM = "ES256"  # what the validators of 1EdTech accept, beside RSA


class UnableToReadBadgeKey(Exception):
    """A file in the folder of badge keys holds no P-256 key; the message names it."""


@dataclass(frozen=True)
class BadgeKey:
    """A key of the issuer; `private` is missing when it is only kept to check older badges."""

    kid: str
    public_jwk: dict[str, str]
    private: ec.EllipticCurvePrivateKey | None


def published_keys() -> list[BadgeKey]:
    """Return all keys, the newest first; a demo makes itself one. Raises UnableToReadBadgeKey."""
    folder = Path(settings.BADGE_KEYS)
    files = _files(folder)
    if not files and settings.DEMO:
        make_badge_key(at=datetime.now(tz=UTC))
        files = _files(folder)
    return [_read(path, path.stat().st_mtime_ns) for path in reversed(files)]


def current_key() -> BadgeKey | None:
    """Return the key that signs now; None where badges are not issued. Raises UnableToReadBadgeKey."""
    return next((key for key in published_keys() if key.private), None)


def make_badge_key(*, at: datetime) -> Path | None:
    """This function will make a new key, named after the moment, which signs from now on; None if it is there already.

    Older keys stay where they are.
    """
    path = Path(settings.BADGE_KEYS) / f"{at:%Y-%m-%d}.pem"
    pem = ec.generate_private_key(ec.SECP256R1()).private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    return path if write_once(path, pem) else None


def _files(folder: Path) -> list[Path]:
    return sorted(path for path in folder.glob("*.pem") if not path.name.startswith("."))


@lru_cache(maxsize=32)
def _read(path: Path, changed: int) -> BadgeKey:
    content = path.read_bytes()
    try:
        if b"PRIVATE KEY" in content:
            private: Any = serialization.load_pem_private_key(content, password=None)
            public: Any = private.public_key()
        else:
            private, public = None, serialization.load_pem_public_key(content)
    except (ValueError, TypeError) as error:
        raise UnableToReadBadgeKey(f"{path}: {error}") from error
    if not isinstance(public, ec.EllipticCurvePublicKey) or public.curve.name != "secp256r1":
        raise UnableToReadBadgeKey(f"{path}: no P-256 key")
    whole = json.loads(ECAlgorithm.to_jwk(public))
    jwk = {name: str(whole[name]) for name in ("kty", "crv", "x", "y")}
    return BadgeKey(_thumbprint(jwk), jwk, private)


def _thumbprint(jwk: dict[str, str]) -> str:
    """Return the name of a key that follows from the key itself (RFC 7638)."""
    canonical = json.dumps({name: jwk[name] for name in ("crv", "kty", "x", "y")}, separators=(",", ":"))
    return urlsafe_b64encode(hashlib.sha256(canonical.encode()).digest()).decode().rstrip("=")
