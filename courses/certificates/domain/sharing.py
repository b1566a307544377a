"""Letting an organization see a certificate, and taking that back with immediate effect."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from accounts.models import Organisation
from courses.certificates.models import AccessHat, Certificate, CertificateAccess, CertificateShare, CertificateState

if TYPE_CHECKING:
    from accounts.models import User


class UnableToShare(Exception):
    """The certificate cannot be shared; the message says why."""


def share_with_organisation(
    *, certificate: Certificate, organisation: Organisation, by: User, at: datetime
) -> CertificateShare:
    """This function will let the contacts of an organization fetch the certificate until the holder withdraws it.

    Repeating it returns the share that is in force. Raises UnableToShare for anybody but the holder, and for a
    certificate that does not stand.
    """
    if certificate.enrolment.user_id != by.pk:
        raise UnableToShare(_("Vain todistuksen haltija voi jakaa sen."))
    if certificate.state != CertificateState.ISSUED:
        raise UnableToShare(_("Vain voimassa olevan todistuksen voi jakaa."))
    held = CertificateShare.objects.filter(certificate=certificate, organisation=organisation, withdrawn_at=None)
    try:
        with transaction.atomic():
            known = held.first()
            return known or CertificateShare.objects.create(
                certificate=certificate, organisation=organisation, created_at=at
            )
    except IntegrityError:  # the other of two requests sent at once was first
        return held.get()


def withdraw_share(*, share: CertificateShare, by: User, at: datetime) -> None:
    """This function will end a share at once; done twice it changes nothing. Raises UnableToShare for others."""
    if share.certificate.enrolment.user_id != by.pk:
        raise UnableToShare(_("Vain todistuksen haltija voi peruuttaa jaon."))
    CertificateShare.objects.filter(pk=share.pk, withdrawn_at=None).update(withdrawn_at=at)


def shareable_organisations(certificate: Certificate) -> list[Organisation]:
    """Return the organizations that have a contact here and do not see the certificate yet."""
    taken = CertificateShare.objects.filter(certificate=certificate, withdrawn_at=None, organisation__isnull=False)
    return list(
        Organisation.objects.filter(contacts__ended_at=None, contacts__isnull=False)
        .exclude(pk__in=taken.values("organisation"))
        .distinct()
        .order_by("name")
    )


def record_access(
    *, certificate: Certificate, hat: str, user: User, organisation: Organisation | None = None, at: datetime
) -> CertificateAccess:
    """This function will record one download; the holder sees all of them."""
    seen_for = organisation if hat == AccessHat.ORGANISATION else None
    return CertificateAccess.objects.create(certificate=certificate, at=at, hat=hat, user=user, organisation=seen_for)
