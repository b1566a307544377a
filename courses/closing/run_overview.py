"""What closing adds to the overview of a run: that it is over and not closed."""

from __future__ import annotations

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from courses.enums import RunState, StaffRole
from courses.models import CourseRun
from courses.overview import RunAction


def actions(*, run: CourseRun) -> list[RunAction]:
    """Return the closing that waits, once the last day is over."""
    waits = CourseRun.objects.filter(pk=run.pk, closed_on=None, ends_on__lt=timezone.localdate())
    return [
        RunAction(
            rows=waits.exclude(state__in=[RunState.DRAFT, RunState.CANCELLED]),
            words=lambda _n: _("Toteutus on pidetty: sulje se"),
            url=reverse("closing:run", kwargs={"run": run.slug}),
            icon="lock",
            roles=(StaffRole.COORDINATOR,),
        )
    ]
