"""Makes the badge of a certificate, once, beside its file; tells which badges have ended."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _

from courses.certificates.badges.credential import LIST_SIZE, sign_badge, sign_status_list
from courses.certificates.badges.keys import current_key
from courses.certificates.domain import reading
from courses.certificates.domain.codes import normalize
from courses.certificates.domain.printing import deeds, extent, facts
from courses.certificates.models import Badge, Certificate, CertificateKind, CertificateTemplate

FILLED = LIST_SIZE // 4  # then a new list begins, so that a free place is soon found


@dataclass(frozen=True)
class DraftBadge:
    """A signed badge that is not stored yet."""

    status_list: int
    status_index: int
    credential: str


def draft_badge(*, certificate: Certificate) -> DraftBadge | None:
    """Return the signed badge of a certificate, for its file; None where no key for badges is set.

    Raises UnableToReadBadgeKey.
    """
    key = current_key()
    if key is None or certificate.kind != CertificateKind.CERTIFICATE:  # having been there is no competence
        return None
    number, index = free_place()
    snapshot = certificate.snapshot
    token = sign_badge(
        snapshot=snapshot, words=_words(snapshot), key=key, place=(number, index), at=certificate.issued_at
    )
    return DraftBadge(number, index, token)


def keep_badge(draft: DraftBadge, *, certificate: Certificate, at: datetime) -> Badge:
    """This function will store a badge in the caller's transaction.

    Raises IntegrityError when somebody has taken its place in the list meanwhile.
    """
    return Badge.objects.create(
        certificate=certificate,
        status_list=draft.status_list,
        status_index=draft.status_index,
        credential=draft.credential,
        signed_at=at,
    )


def free_place() -> tuple[int, int]:
    """Return a list and a place in it, drawn by lot: neighbors in the list then tell nothing of each other."""
    number = Badge.objects.count() // FILLED + 1
    while True:
        index = secrets.randbelow(LIST_SIZE)
        if not Badge.objects.filter(status_list=number, status_index=index).exists():
            return number, index


def find_badge(code: str) -> Badge | None:
    """Return the badge of a whole code, in force or ended; None if there is none. Raises BadCode."""
    certificate = reading.published(normalize(code))
    if certificate is None:
        return None
    return Badge.objects.filter(certificate=certificate).select_related("certificate").first()


def issuer_name() -> str:
    """Return the name under which the newest template issues; the site's own before there is one."""
    newest = CertificateTemplate.objects.order_by("-is_default", "-pk").values_list("issuer", flat=True).first()
    return newest or settings.WAGTAIL_SITE_NAME


def status_list(*, number: int, at: datetime) -> str | None:
    """Return the signed status list as it is now: what was revoked or replaced a moment ago is in it.

    None for a list that no badge names, or where there is no key.
    """
    key = current_key()
    if key is None or not Badge.objects.filter(status_list=number).exists():
        return None
    ended = list(Badge.objects.ended(number).values_list("status_index", flat=True))
    return sign_status_list(number=number, ended=ended, key=key, at=at)


def _words(snapshot: dict[str, Any]) -> dict[str, str]:
    """Return what the badge says in sentences: what was learned, what was asked, what the holder did."""
    with translation.override(snapshot["language"]):
        outcomes = [f"{place}. {text}" for place, text in enumerate(snapshot["outcomes"], start=1)]
        asked = [f"- {row['title']}" for row in snapshot["done"]]
        parts = [
            *([_("Koulutuksen käytyään osallistuja"), "\n".join(outcomes)] if outcomes else []),
            *([_("Hyväksytyt suoritukset"), "\n".join(asked)] if asked else []),
        ]
        return {
            "description": f"{snapshot['course']}, {extent(snapshot)}.",
            "criteria": "\n\n".join(parts) or snapshot["course"],
            "evidence": "\n".join([*facts(snapshot), *(deeds(snapshot))]),
        }
