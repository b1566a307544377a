"""A person's certificates: the copy handed out, and what stays in the register when a person leaves."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.db.models import Q

from accounts.models import User
from courses.certificates.domain import bundles
from courses.certificates.domain.contacts import leave_role
from courses.certificates.domain.keeping import FileDamaged, stored_bytes
from courses.certificates.models import (
    Badge,
    Certificate,
    CertificateAccess,
    CertificateBundle,
    CertificateShare,
    ContactInvitation,
    IssueRequest,
    NameCheck,
)


def export_person(user: User) -> dict[str, Any]:
    """Return the person's certificates with every printed value, whom they are shared with, and who fetched them."""
    own = Certificate.objects.of_holder(user)
    return {
        "certificates": list(
            own.values(
                "number",
                "version",
                "kind",
                "code",
                "state",
                "issued_at",
                "ended_at",
                "pdf_sha256",
                "snapshot",
                "exceptions",
            )
        ),
        "badges": list(
            Badge.objects.filter(certificate__in=own).values("certificate__number", "signed_at", "credential")
        ),
        "shares": list(
            CertificateShare.objects.filter(certificate__in=own).values(
                "certificate__number",
                "organisation__name",
                "label",
                "area",
                "created_at",
                "expires_at",
                "withdrawn_at",
            )
        ),
        "downloads": list(
            CertificateAccess.objects.filter(Q(certificate__in=own) | Q(user=user)).values(
                "certificate__number", "at", "hat", "kind", "organisation__name"
            )
        ),
        "confidentiality": list(user.confidentiality_acceptances.values("version", "accepted_at")),
        "contact_invitations": list(
            ContactInvitation.objects.filter(Q(invited_by=user) | Q(email=user.email)).values(
                "organisation__name", "created_at", "expires_at", "accepted_at"
            )
        ),
        "bundles": list(
            CertificateBundle.objects.filter(requested_by=user).values(
                "organisation__name", "run__name", "total", "created_at", "expires_at"
            )
        ),
        "issue_requests": list(
            IssueRequest.objects.filter(enrolment__user=user).values("name", "state", "refusal", "handled_at")
        ),
        "name_checks": list(
            NameCheck.objects.filter(enrolment__user=user).values("enrolment__run__name", "name", "confirmed_at")
        ),
    }


def export_files(user: User) -> Iterator[tuple[str, bytes]]:
    """Yield the person's certificates as they were issued; one whose file is damaged is left out."""
    for certificate in Certificate.objects.of_holder(user).exclude(pdf_sha256="").order_by("pk"):
        try:
            yield certificate.file_name, stored_bytes(certificate)
        except FileDamaged:
            continue


def erase_person(user: User, *, at: datetime) -> dict[str, Any]:
    """End all shares and delete what was ordered. The certificates stay: the register is kept to verify them by.

    Returns what is kept and why, in no language (`kept`, `count`, `reason`).
    """
    own = Certificate.objects.of_holder(user)
    CertificateShare.objects.filter(certificate__in=own, withdrawn_at=None).update(withdrawn_at=at)
    for bundle in CertificateBundle.objects.filter(requested_by=user):
        bundles.remove(bundle)
    for contact in user.organisation_contacts.filter(ended_at=None).select_related("organisation"):
        leave_role(organisation=contact.organisation, user=user, at=at)
    user.confidentiality_acceptances.all().delete()
    ContactInvitation.objects.filter(Q(invited_by=user) | Q(email=user.email)).delete()
    NameCheck.objects.filter(enrolment__user=user).delete()
    IssueRequest.objects.filter(enrolment__user=user).update(name="", refusal="")
    return {"kept": "certificates", "count": own.count(), "reason": "register"}
