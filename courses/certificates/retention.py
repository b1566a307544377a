"""The register of certificates is kept to verify them by; who looked at one is a log and goes."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from accounts.clocks import Clock, age_clock
from courses.certificates.models import Certificate, CertificateAccess
from courses.run_clocks import run_clock


def clocks() -> list[Clock]:
    """Return the clocks of the register and of its log."""
    return [
        run_clock(
            key="certificates.register",
            title=_("Todistusten rekisteri"),
            then=_("organisaatio päättää arkistoinnista"),
            days="RECORD_KEPT_DAYS",
            rows=Certificate.objects.all,
            run="enrolment__run",
            clear=None,
            is_archive=True,
        ),
        age_clock(
            key="certificates.accesses",
            title=_("Loki todistusten katselusta ja lataamisesta"),
            then=_("poistetaan"),
            days="AUDIT_KEPT_DAYS",
            since=_("merkinnästä"),
            rows=CertificateAccess.objects.all,
            field="at",
            clear=lambda rows: rows.delete(),
        ),
    ]
