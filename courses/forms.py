"""Forms of the course core."""

from __future__ import annotations

from datetime import datetime, time
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from courses.enums import Background, RunState
from courses.models import QUESTION_LENGTH, DeliveryForm, Session

DAYS = ["%Y-%m-%d", "%d.%m.%Y"]  # as the date picker sends it, and as people here write it


class EnrolForm(forms.Form):
    """What an applicant tells of themselves."""

    background = forms.ChoiceField(
        label=_("Taustasi"), choices=Background.choices, widget=forms.RadioSelect, initial=Background.ENTREPRENEUR
    )
    motivation = forms.CharField(
        label=_("Mitä toivot koulutukselta?"),
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Muutama lause riittää. Koordinaattori lukee tämän."),
    )
    special_needs = forms.CharField(
        label=_("Tarvitsetko erityisjärjestelyjä?"),
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_(
            "Esimerkiksi tulkkaus tai esteettömyys. Vain koordinaattori näkee tämän, "
            "ja tieto poistetaan koulutuksen jälkeen."
        ),
    )
    accept = forms.BooleanField(label=_("Sitoudun kokoamaan ja ohjaamaan oman ryhmän koulutuksen aikana"))


class RunForm(forms.Form):
    """What a new run needs to know; its sessions come from the delivery form."""

    form = forms.ModelChoiceField(
        label=_("Toteutusmuoto"), queryset=DeliveryForm.objects.all(), empty_label=None, widget=forms.RadioSelect
    )
    name = forms.CharField(label=_("Nimi"), max_length=120, help_text=_("Esimerkiksi ”Syksy 2027”."))
    slug = forms.SlugField(
        label=_("Osoitteen osa"), max_length=80, help_text=_("Pieniä kirjaimia, numeroita ja yhdysmerkkejä.")
    )
    starts_on = forms.DateField(
        label=_("Ensimmäinen päivä"), input_formats=DAYS, widget=forms.DateInput(attrs={"type": "date"})
    )
    capacity = forms.IntegerField(label=_("Paikkoja"), min_value=1, max_value=20_000, initial=14)
    closes_on = forms.DateField(
        label=_("Ilmoittautuminen päättyy"),
        input_formats=DAYS,
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}),
        help_text=_("Jos jätät tyhjäksi, ilmoittautua voi ensimmäiseen päivään asti."),
    )

    def clean(self) -> dict[str, Any]:
        """Refuse an enrollment that ends after the run began."""
        data = super().clean() or {}
        if data.get("closes_on") and data.get("starts_on") and data["closes_on"] > data["starts_on"]:
            self.add_error("closes_on", _("Ilmoittautumisen on päätyttävä viimeistään ensimmäisenä päivänä."))
        return data

    def run_values(self) -> dict[str, Any]:
        """Return what `plan_run` takes; the run is open for enrollment at once."""
        data = dict(self.cleaned_data)
        closes_on = data.pop("closes_on") or data["starts_on"]
        closes = timezone.make_aware(datetime.combine(closes_on, time(23, 59)))
        return data | {"enrolment_closes_at": max(closes, timezone.now()), "state": RunState.ENROLLING}


class SessionForm(forms.ModelForm):
    """Time, place and link of a session."""

    link = forms.URLField(label=capfirst(_("etälinkki")), required=False, assume_scheme="https", max_length=200)

    class Meta:
        model = Session
        fields = ["title", "starts_at", "minutes", "mode", "place", "link", "support_phone"]
        widgets = {
            "starts_at": forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
        }


class QuestionForm(forms.Form):
    """The own question for the next session; activity types that ask for one show it."""

    question = forms.CharField(
        label=_("Oma kysymyksesi seuraavalle kerralle"),
        help_text=_("Mitä jäit miettimään? Sinä ja kouluttajat näette kysymyksen."),
        max_length=QUESTION_LENGTH,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Kirjoita yksi oma kysymys. Se voi olla lyhyt ja keskeneräinen.")},
    )
