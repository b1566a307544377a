"""What a trainer types: points for an answer in own words, and more time for one trainee."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from assessments.questions.domain import Shown
from assessments.quiz.models import TimeExtension


class MarkForm(forms.Form):
    """Points and words for one answer."""

    points = forms.DecimalField(
        label=_("Pisteet"),
        min_value=0,
        max_digits=6,
        decimal_places=2,
        localize=True,
        widget=forms.TextInput(attrs={"inputmode": "decimal", "class": "input--short"}),
        error_messages={"required": _("Anna pisteet."), "invalid": _("Kirjoita pisteet lukuna.")},
    )
    comment = forms.CharField(label=_("Palaute"), required=False, widget=forms.Textarea(attrs={"rows": 4}), strip=False)

    def __init__(self, *args: Any, question: Shown, **kwargs: Any) -> None:
        kwargs["prefix"] = f"v{question.index}"
        super().__init__(*args, **kwargs)
        self.question = question
        most = self.fields["points"]
        most.help_text = _("0–%(most)s") % {"most": question.points}


class ExtensionForm(forms.Form):
    """More time for one trainee."""

    trainee = forms.ChoiceField(
        label=_("Osallistuja"),
        error_messages={"required": _("Valitse osallistuja."), "invalid_choice": _("Valitse osallistuja.")},
    )
    minutes = forms.IntegerField(
        label=_("Lisäaika minuutteina"),
        widget=forms.TextInput(attrs={"inputmode": "numeric", "class": "input--short"}),
        error_messages={
            "required": _("Kirjoita lisäaika minuutteina, 1–600."),
            "invalid": _("Kirjoita lisäaika minuutteina, 1–600."),
        },
    )
    reason = forms.CharField(
        label=_("Perustelu"),
        max_length=TimeExtension._meta.get_field("reason").max_length,
        help_text=_("Jää talteen. Älä kirjoita terveystietoja."),
        error_messages={"required": _("Kirjoita perustelu.")},
    )

    def __init__(self, *args: Any, trainees: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["trainee"].choices = [("", _("Valitse")), *trainees]  # type: ignore[attr-defined]
