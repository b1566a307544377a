"""Fields, constraints and filters of certificates; the verbs are in courses.certificates.domain."""

from courses.certificates.models.badge import Badge
from courses.certificates.models.batch import IssueBatch, IssueRequest, RequestState
from courses.certificates.models.bundle import BundlePart, BundleState, CertificateBundle
from courses.certificates.models.certificate import (
    LIVE,
    PUBLISHED,
    Certificate,
    CertificateKind,
    CertificateState,
    NameCheck,
)
from courses.certificates.models.invitation import ContactInvitation
from courses.certificates.models.register import Register, RegisterYear
from courses.certificates.models.sharing import (
    AccessHat,
    AccessKind,
    CertificateAccess,
    CertificateShare,
    ConfidentialityAcceptance,
)
from courses.certificates.models.template import CertificateTemplate, Signatory, TemplateText, TemplateUse

__all__ = [
    "LIVE",
    "PUBLISHED",
    "AccessHat",
    "AccessKind",
    "Badge",
    "BundlePart",
    "BundleState",
    "Certificate",
    "CertificateAccess",
    "CertificateBundle",
    "CertificateKind",
    "CertificateShare",
    "CertificateState",
    "CertificateTemplate",
    "ConfidentialityAcceptance",
    "ContactInvitation",
    "IssueBatch",
    "IssueRequest",
    "NameCheck",
    "Register",
    "RegisterYear",
    "RequestState",
    "Signatory",
    "TemplateText",
    "TemplateUse",
]
