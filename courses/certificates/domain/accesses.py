"""Who has looked at a certificate and who has fetched it: the holder sees all of it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from django.db.models import QuerySet

from accounts.models import Organisation
from courses.certificates.models import AccessHat, AccessKind, Certificate, CertificateAccess, CertificateShare
from courses.statements import Insertion

if TYPE_CHECKING:
    from accounts.models import User

ROW = Insertion(CertificateAccess)
ONE_LOOK = timedelta(minutes=30)  # opening the page again in this time is the same look


def record_access(
    *,
    certificate: Certificate,
    hat: str,
    user: User | None,
    organisation: Organisation | None = None,
    share: CertificateShare | None = None,
    kind: str = AccessKind.DOWNLOAD,
    at: datetime,
) -> None:
    """This function will record one download."""
    ROW.add(
        certificate_id=certificate.pk,
        at=at,
        hat=hat,
        kind=kind,
        user_id=user.pk if user else None,
        organisation_id=organisation.pk if organisation and hat == AccessHat.ORGANISATION else None,
        share_id=share.pk if share else None,
    )


def record_look(
    *,
    certificate: Certificate,
    hat: str,
    user: User | None = None,
    organisation: Organisation | None = None,
    share: CertificateShare | None = None,
    at: datetime,
) -> None:
    """This function will record that somebody opened the page of a certificate; once in half an hour."""
    same = CertificateAccess.objects.filter(
        certificate=certificate,
        kind=AccessKind.VIEW,
        hat=hat,
        user=user,
        organisation=organisation,
        share=share,
        at__gt=at - ONE_LOOK,
    )
    if not same.exists():
        record_access(
            certificate=certificate,
            hat=hat,
            user=user,
            organisation=organisation,
            share=share,
            kind=AccessKind.VIEW,
            at=at,
        )


def record_many(
    certificate_ids: Iterable[int],
    *,
    hat: str,
    user: User | None,
    organisation: Organisation | None,
    kind: str = AccessKind.BUNDLE,
    at: datetime,
) -> None:
    """This function will record that many certificates were fetched at once; each holder sees their own."""
    rows = (
        CertificateAccess(certificate_id=pk, at=at, hat=hat, kind=kind, user=user, organisation=organisation)
        for pk in certificate_ids
    )
    CertificateAccess.objects.bulk_create(rows, batch_size=500)


def accesses_to(certificate: Certificate, most: int = 100) -> QuerySet[CertificateAccess]:
    """Return who has seen the certificate, newest first; all versions of it count as one."""
    same = CertificateAccess.objects.filter(
        certificate__number=certificate.number, certificate__enrolment=certificate.enrolment_id
    )
    return same.select_related("user", "organisation", "certificate", "share").order_by("-at", "-pk")[:most]
