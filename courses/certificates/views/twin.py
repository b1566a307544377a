"""The certificate as a page: the same content as in the file."""

from __future__ import annotations

from typing import Any

from django.utils import translation

from courses.certificates.domain.codes import grouped
from courses.certificates.domain.printing import deeds, facts, place_and_day, sessions
from courses.certificates.models import Certificate
from courses.wording import hours


def twin_context(certificate: Certificate) -> dict[str, Any]:
    """Return what the page shows, in the certificate's own language."""
    snapshot = certificate.snapshot
    with translation.override(certificate.language):
        return {
            "certificate": certificate,
            "c": snapshot,
            "code": grouped(certificate.code),
            "facts": facts(snapshot),
            "place_and_day": place_and_day(snapshot),
            "sessions": sessions(snapshot),
            "done": deeds(snapshot),
            "hours": hours(snapshot["minutes"]),
        }
