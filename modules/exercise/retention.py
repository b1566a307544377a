"""Answers go a year after the run was closed."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from accounts.clocks import Clock
from courses.run_clocks import run_clock
from modules.exercise.models import ExerciseResponse


def clocks() -> list[Clock]:
    """Return the clock of the answers."""
    return [
        run_clock(
            key="exercise.responses",
            title=_("Harjoitusten vastaukset"),
            then=_("poistetaan"),
            days="LEARNING_KEPT_DAYS",
            rows=ExerciseResponse.objects.all,
            run="enrolment__run",
            clear=lambda rows: rows.delete(),
        )
    ]
