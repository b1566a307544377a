"""What the funder's data add to the overview of a run: of how many the entry data are missing."""

from __future__ import annotations

from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import ngettext

from courses.background.domain.participants import participations
from courses.background.models import EuraFlag
from courses.enums import StaffRole
from courses.models import CourseRun
from courses.overview import RunAction


def actions(*, run: CourseRun) -> list[RunAction]:
    """Return the participants without a note that the entry data have been given, once the run has begun."""
    if run.project_id is None or run.starts_on > timezone.localdate():
        return []
    given = EuraFlag.objects.filter(user=OuterRef("user"), project=run.project_id, entry_at__isnull=False)
    return [
        RunAction(
            rows=participations().filter(run=run).exclude(Exists(given)),
            words=lambda n: (
                ngettext("%(n)s osallistujan aloitustiedot puuttuvat", "%(n)s osallistujan aloitustiedot puuttuvat", n)
                % {"n": n}
            ),
            url=reverse("background:run", kwargs={"run": run.slug}) + "?nayta=puuttuu",
            roles=(StaffRole.COORDINATOR,),
        )
    ]
