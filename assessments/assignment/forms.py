"""What is typed in a reflection, on both sides of it."""

from __future__ import annotations

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from assessments.assignment.domain import plain_text
from assessments.assignment.models import LONGEST_REASON, AssignmentException


class WritingForm(forms.Form):
    """The trainee's text. Its rules live in the domain; the form only carries it, however long it is."""

    text = forms.CharField(
        label=_("Tekstisi"),
        error_messages={"required": _("Kirjoita ensin teksti.")},
        strip=False,
        widget=forms.Textarea(attrs={"rows": 14, "data-text": ""}),
        help_text=_("Kirjoita omasta kokemuksestasi, älä toisten asioista. Luonnosta ei näe kukaan muu."),
    )


class FeedbackForm(forms.Form):
    """A trainer's feedback; who presses which button decides."""

    feedback = forms.CharField(
        label=_("Palautteesi"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 7}),
        help_text=_("Pakollinen, jos palautat tekstin täydennettäväksi."),
    )


class AgreementForm(forms.Form):
    """What is agreed on with one trainee, why, and until when."""

    kind = forms.ChoiceField(
        label=_("Mitä sovitaan?"),
        choices=AssignmentException.Kind.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Valitse, mitä sovitaan."), "invalid_choice": _("Valitse, mitä sovitaan.")},
    )
    until = forms.DateField(
        label=_("Mihin päivään asti"),
        required=False,
        input_formats=["%Y-%m-%d", "%d.%m.%Y"],
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text=_("Lisäajalle pakollinen."),
        error_messages={"invalid": _("Kirjoita päivä näin: 24.11.2026.")},
    )
    reason = forms.CharField(
        label=_("Perustelu"),
        max_length=LONGEST_REASON,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Osallistuja näkee perustelun. Älä kirjoita terveystietoja."),
        error_messages={"required": _("Kirjoita perustelu.")},
    )


def cleaned(data: QueryDict, *names: str) -> dict[str, str]:
    """Return the named fields without what no database keeps."""
    return {name: plain_text(data.get(name, "")) for name in names}
