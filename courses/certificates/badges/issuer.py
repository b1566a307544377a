"""Who issues the badges, for machines: the issuer's address, profile, DID document and public keys."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.urls import reverse
from openbadgeslib.ob3 import Issuer, build_did_document, did_web_from_url

from courses.certificates.badges.keys import BadgeKey


def absolute(name: str, **kwargs: Any) -> str:
    """Return the public address of one of our pages; badges name it for as long as they live."""
    return settings.BASE_URL.rstrip("/") + reverse(f"certificates:{name}", kwargs=kwargs)


def issuer_id() -> str:
    """Return the issuer's identifier: did:web, or without https the address of the profile (did:web trusts TLS)."""
    if settings.BASE_URL.startswith("https://"):
        return str(did_web_from_url(settings.BASE_URL))
    return absolute("badge-issuer")


def issuer(name: str) -> Issuer:
    """Return the issuer under the name that a certificate prints."""
    return Issuer(id=issuer_id(), name=name, url=settings.BASE_URL.rstrip("/") + "/")


def profile(name: str) -> dict[str, Any]:
    """Return the issuer's profile as a page for machines."""
    contexts = ["https://www.w3.org/ns/credentials/v2", "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json"]
    return {"@context": contexts, **issuer(name).to_dict()}


def key_address(key: BadgeKey) -> str:
    """Return where the key of a badge is named: the `kid` of its header."""
    return f"{issuer_id()}#{key.kid}"


def did_document(keys: list[BadgeKey]) -> dict[str, Any]:
    """Return the DID document with every key that has ever signed, the newest first."""
    document: dict[str, Any] = build_did_document(issuer_id(), [(key.kid, key.public_jwk) for key in keys])
    return document


def key_set(keys: list[BadgeKey]) -> dict[str, Any]:
    """Return the same keys as a JWK set."""
    rows = [{**key.public_jwk, "kid": key_address(key), "alg": "ES256", "use": "sig"} for key in keys]
    return {"keys": rows}
