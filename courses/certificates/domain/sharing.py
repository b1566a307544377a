"""Letting an organization or the bearer of a link see a certificate, and taking that back with immediate effect."""

from __future__ import annotations

import secrets
from datetime import datetime, timedelta
from hashlib import sha256
from typing import TYPE_CHECKING

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from accounts.ledger import record_erasure
from accounts.models import Organisation
from courses.certificates.domain.tokens import token_of
from courses.certificates.models import Certificate, CertificateShare, CertificateState
from courses.groups.models import PeerGroup

if TYPE_CHECKING:
    from accounts.models import User

LINK_DAYS = (1, 7, 30, 90, 365)
MOST_LINKS = 20
SHARE = "certificate-share"  # in the ledger of erasures
SAME_PRESS = timedelta(seconds=30)  # the same link asked for twice in this time is one press of the button


class UnableToShare(Exception):
    """The certificate cannot be shared; the message says why."""


def share_with_organisation(
    *, certificate: Certificate, organisation: Organisation, area: str = "", by: User, at: datetime
) -> CertificateShare:
    """This function will let the contacts of an organization fetch the certificate until the holder withdraws it.

    `area` is the municipality the holder wants to be found by. Repeating it returns the share that is in force,
    and wakes one that rests. Raises UnableToShare for anybody but the holder, for a certificate that does not stand,
    and while there is nobody to wake the share for.
    """
    _check_may_share(certificate, by)
    held = CertificateShare.objects.filter(certificate=certificate, organisation=organisation, withdrawn_at=None)
    try:
        with transaction.atomic():
            known = held.first()
            if known and known.frozen_at:
                _check_has_contact(organisation)
                held.update(frozen_at=None)
                known.frozen_at = None
            return known or CertificateShare.objects.create(
                certificate=certificate, organisation=organisation, area=area, created_at=at
            )
    except IntegrityError:  # the other of two requests sent at once was first
        return held.get()


def share_by_link(*, certificate: Certificate, days: int, label: str = "", by: User, at: datetime) -> CertificateShare:
    """This function will make a link that shows the certificate to whoever has it, for so many days.

    The same link asked for again at once is the one that was just made. Raises UnableToShare for anybody but the
    holder, for a certificate that does not stand, for a time that is not offered, and when there are too many links.
    """
    _check_may_share(certificate, by)
    if days not in LINK_DAYS:
        raise UnableToShare(_("Valitse, kuinka kauan linkki on voimassa."))
    with transaction.atomic():
        Certificate.objects.select_for_update(of=("self",)).get(pk=certificate.pk)  # one press at a time
        links = CertificateShare.objects.in_force(at).filter(certificate=certificate, organisation=None)
        recent = links.filter(label=label, created_at__gt=at - SAME_PRESS)
        for twin in recent:
            if twin.expires_at == twin.created_at + timedelta(days=days):
                return twin
        if links.count() >= MOST_LINKS:
            raise UnableToShare(_("Voimassa olevia linkkejä on jo paljon. Peru ensin jokin niistä."))
        ends = at + timedelta(days=days)
        share = CertificateShare(certificate=certificate, label=label, created_at=at, expires_at=ends)
        share.token_hash = _hash(link_token(share))
        share.save()
    return share


def link_token(share: CertificateShare) -> str:
    """Return the secret part of a link."""
    return token_of("certificate-link", share.public_id)


def is_link_known(share: CertificateShare) -> bool:
    """Say whether the link can still be shown: not after the secret of the site has been changed."""
    return secrets.compare_digest(_hash(link_token(share)), share.token_hash)


def find_by_token(token: str, *, at: datetime) -> CertificateShare | None:
    """Return the link's share while it is in force; a wrong, a withdrawn and an expired link are all nothing."""
    found = CertificateShare.objects.in_force(at).filter(token_hash=_hash(token), organisation=None)
    return found.select_related("certificate__enrolment").first()


def withdraw_share(*, share: CertificateShare, by: User, at: datetime) -> None:
    """This function will end a share at once; done twice it changes nothing. Raises UnableToShare for others."""
    if share.certificate.enrolment.user_id != by.pk:
        raise UnableToShare(_("Vain todistuksen haltija voi peruuttaa jaon."))
    with transaction.atomic():
        if CertificateShare.objects.filter(pk=share.pk, withdrawn_at=None).update(withdrawn_at=at):
            record_erasure(kind=SHARE, identity=share.public_id, at=at)


def shareable_organisations(certificate: Certificate) -> list[Organisation]:
    """Return the organizations that have a contact here and do not see the certificate yet."""
    taken = CertificateShare.objects.filter(certificate=certificate, withdrawn_at=None, organisation__isnull=False)
    return list(
        Organisation.objects.filter(contacts__ended_at=None, contacts__isnull=False)
        .exclude(pk__in=taken.values("organisation"))
        .distinct()
        .order_by("name")
    )


def likely_area(user: User) -> str:
    """Return the municipality of the group that the person facilitates now, for the form to begin with."""
    group = PeerGroup.objects.facilitated_by(user).filter(ended_at=None).order_by("-created_at").first()
    return group.municipality if group else ""


def _check_may_share(certificate: Certificate, by: User) -> None:
    if certificate.enrolment.user_id != by.pk:
        raise UnableToShare(_("Vain todistuksen haltija voi jakaa sen."))
    if certificate.state != CertificateState.ISSUED:
        raise UnableToShare(_("Vain voimassa olevan todistuksen voi jakaa."))


def _check_has_contact(organisation: Organisation) -> None:
    if not organisation.contacts.filter(ended_at=None).exists():
        raise UnableToShare(_("Organisaatiolla ei ole vielä yhteyshenkilöä. Kerromme, kun sellainen tulee."))


def _hash(token: str) -> str:
    return sha256(token.encode("utf-8", "replace")).hexdigest()
