"""Open answers go a year after the run was closed; the numbers stay, as the effect of the course is told by them."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from accounts.clocks import Clock
from assessments.selfassessment.models import AssessmentResponse
from courses.run_clocks import run_clock


def clocks() -> list[Clock]:
    """Return the clock of the answers."""
    return [
        run_clock(
            key="selfassessment.answers",
            title=_("Itsearviointien avoimet vastaukset"),
            then=_("teksti poistetaan; luvut jäävät"),
            days="LEARNING_KEPT_DAYS",
            rows=lambda: AssessmentResponse.objects.exclude(open_answer=""),
            run="enrolment__run",
            clear=lambda rows: rows.update(open_answer=""),
        )
    ]
