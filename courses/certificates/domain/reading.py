"""Who may see which certificate. Every lookup goes through here: what one may not know of is not found."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.db.models import Count, Exists, Prefetch, Q, QuerySet

from accounts.models import Organisation
from courses.certificates.domain.confidentiality import promises_of
from courses.certificates.models import (
    PUBLISHED,
    AccessHat,
    AccessKind,
    Certificate,
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
    share: CertificateShare | None = None


def current_certificate(*, enrolment: Enrolment) -> Certificate | None:
    """Return the trainee's certificate that is in force, or None."""
    return Certificate.objects.issued().filter(enrolment=enrolment).first()


def certificates_of(user: User, *, at: datetime) -> QuerySet[Certificate]:
    """Return a person's own certificates, newest first, with who may see them and how often others looked."""
    shares = CertificateShare.objects.in_force(at).select_related("organisation").order_by("created_at")
    by_others = ~Q(accesses__hat=AccessHat.HOLDER)
    return (
        Certificate.objects.of_holder(user)
        .select_related("enrolment__run")
        .prefetch_related(Prefetch("shares", queryset=shares, to_attr="open_shares"))
        .annotate(downloads=Count("accesses", filter=by_others & ~Q(accesses__kind=AccessKind.VIEW)))
    )


def find_own(*, user: User, public_id: Any) -> Certificate | None:
    """Return the holder's own certificate."""
    own = Certificate.objects.of_holder(user).select_related("enrolment__run")
    return own.filter(public_id=public_id).first()


def find_elsewhere(*, user: User, public_id: Any, at: datetime) -> Seen | None:
    """Return a certificate of somebody else that the person may see in another role: staff, or an organization."""
    certificate = Certificate.objects.filter(public_id=public_id).select_related("enrolment__run").first()
    if certificate is None:
        return None
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
    in_force = Q(shares__expires_at=None) | Q(shares__expires_at__gt=at)
    shared = Certificate.objects.filter(
        in_force, shares__organisation=organisation, shares__withdrawn_at=None, shares__frozen_at=None
    )
    found = _one(shared.filter(public_id=public_id))
    if found is None:
        number = Certificate.objects.filter(public_id=public_id, state=CertificateState.SUPERSEDED).values("number")
        found = _one(shared.filter(number__in=number))
    return found


def _one(found: QuerySet[Certificate]) -> Certificate | None:
    """Return the only one there can be; each download asks this, so nothing is ordered or joined in vain."""
    return next(iter(found.order_by()[:1]), None)


def find_in_run(*, run: CourseRun, public_id: Any) -> Certificate | None:
    """Return a certificate of a run that the caller is known to be staff of."""
    return (
        Certificate.objects.filter(enrolment__run=run, public_id=public_id)
        .select_related("enrolment__user", "enrolment__run", "enrolment__rule_set")
        .first()
    )


def organisations_of(user: User) -> list[Any]:
    """Return the organizations that the person is a contact of now; each tells whether the person has promised."""
    mine = Organisation.objects.filter(contacts__user=user, contacts__ended_at=None)
    return list(mine.annotate(has_promise=Exists(promises_of(user))).order_by("name"))


def published(code: str) -> Certificate | None:
    """Return the certificate that a whole code names, if its file was ever made."""
    found = Certificate.objects.filter(code=code, state__in=PUBLISHED).exclude(pdf_sha256="")
    return found.select_related("enrolment").first()
