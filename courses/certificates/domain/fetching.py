"""Fetching a stored file again: one question asks all that must hold, and only what sending the file takes comes back.

Whoever is not found here may still be led elsewhere or told why; that is the slower way of the pages.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from django.db.models import Exists, F, OuterRef, QuerySet
from django.db.models.fields.json import KT

from courses.certificates.domain.confidentiality import CURRENT
from courses.certificates.models import Certificate, CertificateState, ConfidentialityAcceptance
from courses.statements import Statement

if TYPE_CHECKING:
    from accounts.models import User

FIELDS = ("number", "version", "state", "pdf", "pdf_sha256")


def _file_only(found: QuerySet[Certificate]) -> QuerySet[Certificate]:
    names = {name: KT(f"snapshot__{name}") for name in ("given_name", "family_name")}
    return found.filter(state=CertificateState.ISSUED).annotate(**names).only(*FIELDS).order_by()


def _own(user: int, certificate: UUID) -> QuerySet[Certificate]:
    return _file_only(Certificate.objects.filter(public_id=certificate, enrolment__user=user))


def _shared(user: int, organisation: str, certificate: UUID) -> QuerySet[Certificate]:
    promised = ConfidentialityAcceptance.objects.filter(user=OuterRef("shares__organisation__contacts__user"))
    shared = Certificate.objects.filter(
        Exists(promised.filter(version=CURRENT)),
        public_id=certificate,
        shares__withdrawn_at=None,
        shares__frozen_at=None,
        shares__expires_at=None,
        shares__organisation__slug=organisation,
        shares__organisation__contacts__user=user,
        shares__organisation__contacts__ended_at=None,
    )
    return _file_only(shared.annotate(organisation=F("shares__organisation")))


OWN = Statement(_own, user=int, certificate=UUID)
SHARED = Statement(_shared, user=int, organisation=str, certificate=UUID)


def own_file(*, user: User, public_id: UUID) -> Certificate | None:
    """Return the holder's own certificate in force, with what sending its file takes."""
    return next(iter(OWN.rows(user=user.pk, certificate=public_id)), None)


def shared_file(*, user: User, organisation: str, public_id: UUID) -> tuple[Certificate, int] | None:
    """Return a certificate that an organization the person is a contact of may fetch, and the organization's key.

    The person has promised confidentiality, and the share is in force.
    """
    found = next(iter(SHARED.rows(user=user.pk, organisation=organisation, certificate=public_id)), None)
    return (found, vars(found)["organisation"]) if found else None
