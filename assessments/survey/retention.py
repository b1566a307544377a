"""Answers that can be told to be somebody's go a year after the run was closed; anonymous ones belong to nobody."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from accounts.clocks import Clock
from assessments.survey.models import SurveyResponse
from courses.run_clocks import run_clock


def clocks() -> list[Clock]:
    """Return the clock of the answers."""
    return [
        run_clock(
            key="survey.responses",
            title=_("Nimellä tai koodilla annetut kyselyvastaukset"),
            then=_("poistetaan; nimettömät vastaukset jäävät"),
            days="LEARNING_KEPT_DAYS",
            rows=lambda: SurveyResponse.objects.exclude(anonymity="anonymous"),
            run="run",
            clear=lambda rows: rows.delete(),
        )
    ]
