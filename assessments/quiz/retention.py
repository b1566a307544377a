"""Answers to questions go a year after the run was closed; that the quiz was passed stays in the record."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from accounts.clocks import Clock
from assessments.quiz.models import Attempt
from courses.run_clocks import run_clock


def clocks() -> list[Clock]:
    """Return the clock of the answers."""
    return [
        run_clock(
            key="quiz.attempts",
            title=_("Tarkistuskysymysten vastaukset"),
            then=_("poistetaan; suoritus jää"),
            days="LEARNING_KEPT_DAYS",
            rows=Attempt.objects.all,
            run="enrolment__run",
            clear=lambda rows: rows.delete(),
        )
    ]
