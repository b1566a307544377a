"""What was watched goes a year after the run was closed."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from accounts.clocks import Clock
from courses.run_clocks import run_clock
from modules.recording.models import Viewing


def clocks() -> list[Clock]:
    """Return the clock of the answers."""
    return [
        run_clock(
            key="recording.viewings",
            title=_("Videoiden ja äänten katselutiedot"),
            then=_("poistetaan; suoritus jää"),
            days="LEARNING_KEPT_DAYS",
            rows=Viewing.objects.all,
            run="enrolment__run",
            clear=lambda rows: rows.delete(),
        )
    ]
