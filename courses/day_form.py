"""The day on which staff look at a run as a trainee would."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from courses.domain.opening import Learner


@dataclass(frozen=True)
class Day:
    """The end of a day, and the imagined trainee who looks."""

    at: datetime
    learner: Learner


class DayForm(forms.Form):
    """A day of the calendar, and whether to imagine that everything but the time is in order."""

    paiva = forms.DateField(
        label=_("Päivä"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        validators=[MinValueValidator(date(2000, 1, 1)), MaxValueValidator(date(2100, 1, 1))],
    )
    tehty = forms.BooleanField(label=_("Oleta muut ehdot täyttyneiksi"), required=False)

    def chosen(self) -> Day | None:
        """Return the day that was asked for, or None when none was."""
        if not self.is_bound or not self.is_valid():
            return None
        at = timezone.make_aware(datetime.combine(self.cleaned_data["paiva"], time(23, 59)))
        return Day(at, Learner({}, frozenset(), has_met_all=self.cleaned_data["tehty"]))
