"""What messages add to the overview of a run: mails that did not get through, for its coordinators."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import ngettext

from courses.domain.telling import about_run
from courses.enums import StaffRole
from courses.models import CourseRun
from courses.overview import RunAction
from notifications.models import OutgoingMail
from notifications.outbox import STUCK


def actions(*, run: CourseRun) -> list[RunAction]:
    """Return the mails of the run that need somebody."""
    return [
        RunAction(
            rows=OutgoingMail.objects.filter(about=about_run(run.pk), state__in=STUCK),
            words=lambda n: (
                ngettext("%(n)s sähköposti ei mennyt perille", "%(n)s sähköpostia ei mennyt perille", n) % {"n": n}
            ),
            url=reverse("announcements:mails", kwargs={"run": run.slug}) + "?tila=stuck",
            icon="mail",
            roles=(StaffRole.COORDINATOR,),
        )
    ]
