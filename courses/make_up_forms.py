"""Forms of make-up work."""

from __future__ import annotations

from datetime import datetime, time
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from courses.forms import DAYS
from media.uploads import DOCUMENTS, UploadValidator


class MakeUpForm(forms.Form):
    """What the trainee hands in: a text, a file, or both."""

    text = forms.CharField(
        label=_("Vastauksesi"),
        max_length=8000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 12}),
        help_text=_("Noin 400 sanaa: mitä kerran osioista jäi mieleen ja mitä kokeilet omassa ryhmässäsi."),
    )
    file = forms.FileField(
        label=_("Tiedosto"),
        required=False,
        max_length=160,
        validators=[UploadValidator(kinds=DOCUMENTS, max_megabytes=10)],
        help_text=_("Esimerkiksi PDF, Word-tiedosto tai kuva, enintään 10 Mt."),
    )
    revision = forms.IntegerField(min_value=1, max_value=2_000_000_000, widget=forms.HiddenInput)


class MakeUpAnswerForm(forms.Form):
    """A trainer's answer to make-up work."""

    comment = forms.CharField(
        label=_("Kommentti"),
        max_length=1200,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Osallistuja näkee tämän. Jos palautat työn, kerro mitä siihen pitää lisätä."),
    )


class MoreTimeForm(forms.Form):
    """A later day for handing in the work."""

    due_on = forms.DateField(
        label=_("Uusi määräpäivä"), input_formats=DAYS, widget=forms.DateInput(attrs={"type": "date"})
    )

    def due_at(self) -> Any:
        """Return the last moment of the chosen day."""
        return timezone.make_aware(datetime.combine(self.cleaned_data["due_on"], time(23, 59)))
