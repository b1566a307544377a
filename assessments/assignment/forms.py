"""What is typed in a reflection, on both sides of it."""

from __future__ import annotations

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from assessments.assignment.domain import plain_text


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


def cleaned(data: QueryDict, *names: str) -> dict[str, str]:
    """Return the named fields without what no database keeps."""
    return {name: plain_text(data.get(name, "")) for name in names}
