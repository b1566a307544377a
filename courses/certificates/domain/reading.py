"""Who may see which certificate. Every lookup goes through here: what one may not know of is not found."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.db.models import Count, Exists, OuterRef, Prefetch, Q, QuerySet

from accounts.models import Organisation, OrganisationContact
from courses.certificates.domain.codes import BadCode, normalize
from courses.certificates.models import (
    PUBLISHED,
    AccessHat,
    Certificate,
    CertificateAccess,
    CertificateShare,
    CertificateState,
)
from courses.models import CourseRun, Enrolment, RunStaff

if TYPE_CHECKING:
    from accounts.models import User


@dataclass(frozen=True)
class Seen:
    """A certificate together with the role in which it may be seen."""

    certificate: Certificate
    hat: str
    organisation: Organisation | None = None


def current_certificate(*, enrolment: Enrolment) -> Certificate | None:
    """Return the trainee's certificate that is in force, or None."""
    return Certificate.objects.issued().filter(enrolment=enrolment).first()


def certificates_of(user: User) -> QuerySet[Certificate]:
    """Return a person's own certificates, newest first, with who may see them and the number of downloads."""
    shares = CertificateShare.objects.filter(withdrawn_at=None).select_related("organisation").order_by("created_at")
    return (
        Certificate.objects.of_holder(user)
        .select_related("enrolment__run")
        .prefetch_related(Prefetch("shares", queryset=shares, to_attr="open_shares"))
        .annotate(downloads=Count("accesses", filter=~Q(accesses__hat=AccessHat.HOLDER)))
    )


def accesses_to(certificate: Certificate, most: int = 100) -> QuerySet[CertificateAccess]:
    """Return who has fetched the certificate, newest first; all versions of it count as one."""
    same = CertificateAccess.objects.filter(
        certificate__number=certificate.number, certificate__enrolment=certificate.enrolment_id
    )
    return same.select_related("user", "organisation", "certificate").order_by("-at", "-pk")[:most]


def find_for(*, user: Any, public_id: Any, at: datetime) -> Seen | None:
    """Return the certificate if the person may see it, in the closest of their roles: holder, staff, organization."""
    if not user.is_authenticated:
        return None
    certificate = Certificate.objects.filter(public_id=public_id).select_related("enrolment__run").first()
    if certificate is None:
        return None
    if certificate.enrolment.user_id == user.pk:
        return Seen(certificate, AccessHat.HOLDER)
    if RunStaff.objects.filter(user=user, run_id=certificate.enrolment.run_id, ended_at=None).exists():
        return Seen(certificate, AccessHat.STAFF)
    for organisation in organisations_of(user):
        shared = find_shared(organisation=organisation, public_id=public_id, at=at)
        if shared is not None:
            return Seen(shared, AccessHat.ORGANISATION, organisation)
    return None


def find_shared(*, organisation: Organisation, public_id: Any, at: datetime) -> Certificate | None:
    """Return the certificate if it is shared with the organization.

    A share moves on when a certificate is corrected: the old one's address then leads to the new one.
    """
    shares = CertificateShare.objects.in_force(at).filter(organisation=organisation)
    shared = Certificate.objects.filter(pk__in=shares.values("certificate")).select_related("enrolment__run")
    found = shared.filter(public_id=public_id).first()
    if found is None:
        number = Certificate.objects.filter(public_id=public_id, state=CertificateState.SUPERSEDED).values("number")
        found = shared.filter(number__in=number).first()
    return found


def find_in_run(*, run: CourseRun, public_id: Any) -> Certificate | None:
    """Return a certificate of a run that the caller is known to be staff of."""
    return (
        Certificate.objects.filter(enrolment__run=run, public_id=public_id)
        .select_related("enrolment__user", "enrolment__run", "enrolment__rule_set")
        .first()
    )


def organisations_of(user: User) -> list[Organisation]:
    """Return the organizations that the person is a contact of now."""
    mine = OrganisationContact.objects.filter(user=user, ended_at=None)
    return list(Organisation.objects.filter(pk__in=mine.values("organisation")).order_by("name"))


def shared_with(*, organisation: Organisation, search: str = "", at: datetime) -> QuerySet[Certificate]:
    """Return the certificates shared with the organization, by the holder's name: those in force, and revoked ones.

    `search` finds parts of the printed name or the number, in any case and without accents, or a whole code.
    """
    shares = CertificateShare.objects.in_force(at).filter(organisation=organisation, certificate=OuterRef("pk"))
    seen = (CertificateState.ISSUED, CertificateState.REVOKED)
    found = Certificate.objects.filter(Exists(shares), state__in=seen)
    if words := [_fold(word) for word in search.split()]:
        rows = found.values_list("pk", "snapshot__holder", "number", "code")
        code = _as_code(search)
        hits = [
            pk for pk, name, number, own in rows if own == code or all(w in _fold(f"{name} {number}") for w in words)
        ]
        found = found.filter(pk__in=hits)
    people = ("enrolment__user__family_name", "enrolment__user__given_name", "number")
    return found.select_related("enrolment__run").order_by(*people)


def _fold(text: str) -> str:
    """Return the text in small letters without accents; databases differ in what they count as the same letter."""
    parts = unicodedata.normalize("NFKD", text.casefold())
    return "".join(sign for sign in parts if not unicodedata.combining(sign))


def _as_code(text: str) -> str:
    try:
        return normalize(text)
    except BadCode:
        return "-"


def published(code: str) -> Certificate | None:
    """Return the certificate that a whole code names, if its file was ever made."""
    found = Certificate.objects.filter(code=code, state__in=PUBLISHED).exclude(pdf_sha256="")
    return found.select_related("enrolment").first()
