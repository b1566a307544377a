"""Fields, constraints and filters of certificates; the verbs are in courses.certificates.domain."""

from courses.certificates.models.certificate import LIVE, PUBLISHED, Certificate, CertificateState, NameCheck
from courses.certificates.models.register import Register, RegisterYear
from courses.certificates.models.sharing import AccessHat, CertificateAccess, CertificateShare
from courses.certificates.models.template import CertificateTemplate, Signatory, TemplateText, TemplateUse

__all__ = [
    "LIVE",
    "PUBLISHED",
    "AccessHat",
    "Certificate",
    "CertificateAccess",
    "CertificateShare",
    "CertificateState",
    "CertificateTemplate",
    "NameCheck",
    "Register",
    "RegisterYear",
    "Signatory",
    "TemplateText",
    "TemplateUse",
]
