"""A certificate as an Open Badges 3.0 credential, signed as a JWT; and the list that tells which have ended.

A thin layer over openbadgeslib: it knows the shape of the documents, PyJWT signs them.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from datetime import datetime
from typing import Any

import jwt
from openbadgeslib.baking import SVG_ELEMENT_OB3, SVG_NS_OB3, bake_svg
from openbadgeslib.ob3 import (
    Achievement,
    Evidence,
    IdentityObject,
    OpenBadgeCredential,
    build_status_list_credential,
    status_entry,
)

from courses.certificates.badges.issuer import absolute, issuer, issuer_id, key_address
from courses.certificates.badges.keys import ALGORITHM, BadgeKey

PURPOSE = "revocation"
LIST_SIZE = 131_072  # the smallest that the specification allows: one badge hides among many
TYPE = "CertificateOfCompletion"


def sign_badge(
    *, snapshot: dict[str, Any], words: dict[str, str], key: BadgeKey, place: tuple[int, int], at: datetime
) -> str:
    """Return the credential of a certificate as a compact JWT.

    `words` are description, criteria and evidence in the certificate's language, `place` is the number of the status
    list and the place in it. Nothing is in it that the certificate does not print; the holder is named, not their
    e-mail address.
    """
    address = absolute("badge", code=snapshot["code"])
    number, index = place
    credential = OpenBadgeCredential(
        id=address,
        name=snapshot["course"],
        issuer=issuer(snapshot["issuer"]),
        recipient_id=uuid.uuid5(uuid.NAMESPACE_URL, address).urn,
        identifiers=[IdentityObject(identity_hash=snapshot["holder"], identity_type="name", hashed=False)],
        achievement=_achievement(snapshot, words),
        issuance_date=at.replace(microsecond=0),
        evidence=[Evidence(id=absolute("result", code=snapshot["code"]), narrative=words["evidence"])],
        credential_status=[status_entry(absolute("badge-status", number=number), PURPOSE, index)],
    )
    payload = credential.to_jwt_payload()
    payload["credentialSubject"]["achievement"]["inLanguage"] = snapshot["language"]
    return _sign(payload, key)


def sign_status_list(*, number: int, ended: Iterable[int], key: BadgeKey, at: datetime) -> str:
    """Return the status list as a compact JWT. It is made anew for each reader, so it is never out of date."""
    address = absolute("badge-status", number=number)
    document = build_status_list_credential(
        issuer_id(), address, PURPOSE, ended, size_bits=LIST_SIZE, issued=at.replace(microsecond=0), ttl=0
    )
    claims = {
        "iss": issuer_id(),
        "sub": document["credentialSubject"]["id"],
        "jti": address,
        "nbf": int(at.timestamp()),
    }
    return _sign({**document, **claims}, key)


def contents_of(token: str) -> dict[str, Any]:
    """Return what a credential of ours says, without the claims that only its signature needs."""
    payload: dict[str, Any] = jwt.decode(token, options={"verify_signature": False})
    return {name: value for name, value in payload.items() if name not in ("iss", "sub", "jti", "nbf")}


def enveloped(token: str) -> dict[str, Any]:
    """Return the credential as a JSON document (an EnvelopedVerifiableCredential of the W3C data model)."""
    return {
        "@context": "https://www.w3.org/ns/credentials/v2",
        "type": "EnvelopedVerifiableCredential",
        "id": f"data:application/vc+jwt,{token}",
    }


def baked(picture: bytes, token: str) -> bytes:
    """Return the badge's picture (SVG) with the credential inside, as badge passports take it."""
    return bytes(bake_svg(picture, token, element=SVG_ELEMENT_OB3, namespace=SVG_NS_OB3))


def _achievement(snapshot: dict[str, Any], words: dict[str, str]) -> Achievement:
    """The same course with the same demands is the same achievement, whoever has earned it."""
    content = "\n".join((snapshot["course"], words["description"], words["criteria"]))
    return Achievement(
        id=uuid.uuid5(uuid.NAMESPACE_URL, f"{absolute('badge-issuer')}#{content}").urn,
        name=snapshot["course"],
        description=words["description"],
        criteria_narrative=words["criteria"],
        image_url=absolute("badge-picture"),
        achievement_type=TYPE,
    )


def _sign(payload: dict[str, Any], key: BadgeKey) -> str:
    """The header names the key, for who looks it up at the issuer, and holds it, for validators that want it there."""
    if key.private is None:
        raise ValueError(f"Of key {key.kid} only the public half is here.")
    headers = {"kid": key_address(key), "jwk": key.public_jwk}
    return jwt.encode(payload, key.private, algorithm=ALGORITHM, headers=headers)
