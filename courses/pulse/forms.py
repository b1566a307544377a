"""Three taps."""

from __future__ import annotations

import uuid
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from courses.pulse.models import HIGHEST, LOWEST, Question

VALUES = [(value, str(value)) for value in range(LOWEST, HIGHEST + 1)]


def _scale(question: Question) -> forms.TypedChoiceField:
    return forms.TypedChoiceField(
        label=question.label,
        choices=VALUES,
        coerce=int,
        widget=forms.RadioSelect,
        help_text=_("1 = ei lainkaan, 5 = täysin"),
        error_messages={"required": _("Napauta yhtä numeroa.")},
    )


class PulseForm(forms.Form):
    """One answer; the nonce makes a form that is sent twice count once."""

    nonce = forms.UUIDField(widget=forms.HiddenInput, required=False)
    openness = _scale(Question.OPENNESS)
    voice = _scale(Question.VOICE)
    use = _scale(Question.USE)

    def clean(self) -> dict[str, Any]:
        """A spoilt nonce is replaced."""
        data = super().clean() or {}
        self.errors.pop("nonce", None)
        data["nonce"] = data.get("nonce") or uuid.uuid4()
        return data
