"""Shares that a holder withdrew: withdrawn again after a restore."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from accounts.ledger import Repeatable
from courses.certificates.domain.sharing import SHARE
from courses.certificates.models import CertificateShare


def erasures() -> list[Repeatable]:
    """Return the withdrawal of a share."""
    standing = CertificateShare.objects.filter(withdrawn_at=None)
    return [Repeatable(SHARE, lambda: standing.values_list("public_id", flat=True), _erase)]


def _erase(identity: Any, *, at: datetime) -> None:
    CertificateShare.objects.filter(public_id=identity, withdrawn_at=None).update(withdrawn_at=at)
