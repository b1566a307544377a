"""What the player reports: stretches played, where one is, and when the page was opened."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any

from django import forms
from django.core import signing
from django.utils.translation import gettext_lazy as _

MAX_STRETCHES = 500
SALT = "modules.recording"


def opening_mark(*, enrolment_id: int, page_id: int, at: datetime) -> str:
    """Return the signed moment at which this person opened this page."""
    return signing.dumps([enrolment_id, page_id, int(at.timestamp())], salt=SALT)


class ReportForm(forms.Form):
    """One report of the player."""

    played = forms.CharField(max_length=40_000)
    position = forms.FloatField(min_value=0, max_value=86_400)
    opened = forms.CharField(max_length=300)

    def __init__(self, *args: Any, enrolment_id: int, page_id: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.owner = [enrolment_id, page_id]

    def clean_played(self) -> list[tuple[float, float]]:
        """Read [[from, to], …]; anything else is refused."""
        problem = forms.ValidationError(_("Katselutietoa ei voitu lukea."), code="played")
        try:
            pairs = json.loads(self.cleaned_data["played"])
            if not isinstance(pairs, list) or len(pairs) > MAX_STRETCHES:
                raise problem
            return [_pair(pair) for pair in pairs]
        except (ValueError, TypeError, RecursionError, OverflowError) as error:
            raise problem from error

    def clean_opened(self) -> datetime:
        """Return when the page was opened; only our own signature for this person and page will do."""
        try:
            *owner, stamp = signing.loads(self.cleaned_data["opened"], salt=SALT)
        except signing.BadSignature as error:
            raise forms.ValidationError(_("Sivu on vanhentunut. Lataa se uudelleen."), code="opened") from error
        if owner != self.owner:
            raise forms.ValidationError(_("Sivu on vanhentunut. Lataa se uudelleen."), code="opened")
        return datetime.fromtimestamp(stamp, tz=UTC)


def _pair(pair: Any) -> tuple[float, float]:
    """Return a pair of numbers. Raises ValueError or TypeError for anything else."""
    start, end = pair
    if not all(isinstance(number, int | float) and not isinstance(number, bool) for number in (start, end)):
        raise ValueError("not numbers")
    return float(start), float(end)
