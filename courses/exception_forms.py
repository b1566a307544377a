"""The form of an exception for one trainee."""

from __future__ import annotations

from typing import Any, cast

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from courses.enums import ExceptionKind
from courses.forms import DAYS

TIMED = (ExceptionKind.MAKE_UP, ExceptionKind.EXTENSION)


class ExceptionForm(forms.Form):
    """An exception for one person: what sort, from which condition, until when, and why."""

    kind = forms.ChoiceField(
        label=_("Millainen poikkeus"),
        widget=forms.RadioSelect,
        choices=[
            (ExceptionKind.MAKE_UP, _("Korvaava tehtävä: tekee muun työn, jonka kouluttaja hyväksyy")),
            (ExceptionKind.EXTENSION, _("Lisäaika: tekee saman myöhemmin")),
            (ExceptionKind.RECOGNIZED, _("Hyväksiluku: osaa tämän jo aiemman perusteella")),
            (ExceptionKind.WAIVED, _("Vapautus: ehtoa ei vaadita")),
        ],
        error_messages={"required": _("Valitse, millainen poikkeus on.")},
    )
    condition = forms.ChoiceField(label=_("Ehto"))
    until = forms.DateField(
        label=_("Viimeinen päivä"),
        input_formats=DAYS,
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text=_("Tarvitaan, kun sovit korvaavasta tehtävästä tai lisäajasta."),
    )
    reason = forms.CharField(
        label=_("Perustelu"),
        max_length=400,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Osallistuja näkee perustelun. Älä kirjoita terveystietoja."),
    )

    def __init__(self, *args: Any, choices: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cast("forms.ChoiceField", self.fields["condition"]).choices = choices

    def clean(self) -> dict[str, Any]:
        """Ask for a last day where the exception is about time, and for one that is still to come."""
        data = super().clean() or {}
        if data.get("kind") in TIMED and data.get("until") is None and "until" not in self.errors:
            self.add_error("until", _("Anna päivä, johon asti aikaa on."))
        if data.get("until") and data["until"] < timezone.localdate():
            self.add_error("until", _("Viimeinen päivä on jo mennyt. Anna tuleva päivä."))
        return data
