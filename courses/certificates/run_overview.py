"""What certificates add to the overview of a run: who is ready to be given one, and how long the way took."""

from __future__ import annotations

from collections import Counter
from datetime import datetime
from statistics import median

from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from courses.certificates.models import PUBLISHED, Certificate, CertificateKind
from courses.enums import STUDYING, StaffRole
from courses.models import CourseRun, Enrolment
from courses.overview import RunAction, RunPlot
from courses.plots import Share, columns
from courses.wording import number


def actions(*, run: CourseRun) -> list[RunAction]:
    """Return those who have met everything and have no certificate yet."""
    given = Certificate.objects.live().filter(enrolment=OuterRef("pk"), kind=CertificateKind.CERTIFICATE)
    ready = Enrolment.objects.filter(run=run, state__in=STUDYING, ready_at__isnull=False).exclude(Exists(given))
    return [
        RunAction(
            rows=ready,
            words=lambda n: (
                ngettext("%(n)s todistus valmiina myönnettäväksi", "%(n)s todistusta valmiina myönnettäväksi", n)
                % {"n": n}
            ),
            url=reverse("certificates:run", kwargs={"run": run.slug}),
            icon="certificate",
            roles=(StaffRole.COORDINATOR,),
        )
    ]


def plots(*, run: CourseRun, at: datetime) -> list[RunPlot]:
    """Return how many weeks it took from the enrollment to the first certificate."""
    rows = Certificate.objects.filter(enrolment__run=run, kind=CertificateKind.CERTIFICATE, state__in=PUBLISHED)
    first: dict[int, int] = {}
    for enrolment, issued, applied in rows.order_by("issued_at").values_list(
        "enrolment", "issued_at", "enrolment__applied_at"
    ):
        first.setdefault(enrolment, max(0, (issued - applied).days // 7))
    found = Counter(first.values())
    weeks = range(min(found), max(found) + 1) if found else range(0)
    words = ""
    if first:
        words = _("Puolet sai todistuksensa %(weeks)s viikossa ilmoittautumisesta.") % {
            "weeks": number(median(first.values()), 0)
        }
    return [
        RunPlot(
            key="todistukset",
            title=_("Kuinka kauan matka todistukseen kestää?"),
            lead=words or _("Viikkoja ilmoittautumisesta ensimmäiseen todistukseen."),
            plot=columns([Share(_("%(n)s viikkoa") % {"n": week}, found[week], short=str(week)) for week in weeks])
            if found
            else None,
            head=(_("Kesto"), _("Todistuksia")),
            empty=_("Todistuksia ei ole vielä myönnetty."),
        )
    ]
