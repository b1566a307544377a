"""Forms of events: signing up without an account, planning, counting who came."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import normalize_email
from accounts.names import LONGEST, clean_name, validate_name
from accounts.visitors import VisitorFormMixin
from courses.domain.text_privacy import validate_no_identity_code
from events.domain.signing_up import Visitor
from events.models import Event, EventWords
from events.models.event import LARGEST

MOMENTS = ["%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M", "%d.%m.%Y %H.%M", "%d.%m.%Y klo %H.%M", "%d.%m.%Y %H:%M"]


class NameField(forms.CharField):
    """A person's name, held to the same rules as in accounts."""

    def to_python(self, value: Any) -> str:
        return clean_name(super().to_python(value) or "")

    def validate(self, value: str) -> None:
        super().validate(value)
        if value:
            validate_name(value)


class SignUpForm(VisitorFormMixin, forms.Form):  # type: ignore[misc]
    """What an event needs of somebody who means to come."""

    name = NameField(label=_("Nimi"), max_length=LONGEST, widget=forms.TextInput(attrs={"autocomplete": "name"}))
    email = forms.EmailField(
        label=_("Sähköposti"),
        max_length=254,
        help_text=_("Lähetämme vahvistuksen ja linkin, jolla voit perua."),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
    needs = forms.CharField(
        label=_("Mitä tarvitset voidaksesi osallistua?"),
        max_length=500,
        required=False,
        validators=[validate_no_identity_code],
        help_text=_("Esimerkiksi esteetön kulku, induktiosilmukka tai kirjoitustulkkaus. Vain järjestäjä näkee tämän."),
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def visitor(self, *, language: str) -> Visitor:
        """Return who signs up, from a valid form."""
        data = self.cleaned_data
        return Visitor(data["name"], normalize_email(data["email"]), data["needs"].strip(), language)


class MomentField(forms.DateTimeField):
    """A day and a time; the browser's own calendar, or typed the Finnish way."""

    def __init__(self, **kwargs: Any) -> None:
        widget = forms.DateTimeInput(format="%Y-%m-%dT%H:%M", attrs={"type": "datetime-local"})
        super().__init__(**{"widget": widget, "input_formats": MOMENTS, **kwargs})
        self.error_messages["invalid"] = _("Kirjoita päivä ja kellonaika, esimerkiksi 24.11.2026 14.00.")


class EventForm(forms.ModelForm):
    """An event as its organizer plans it."""

    starts_at = MomentField(label=_("Alkaa"))
    ends_at = MomentField(label=_("Päättyy"))
    closes_at = MomentField(
        label=_("Ilmoittautuminen päättyy"),
        required=False,
        help_text=_("Tyhjä: ilmoittautua voi tapahtuman alkuun asti."),
    )
    online_url = forms.URLField(
        label=_("Verkkotapaamisen linkki"),
        required=False,
        max_length=200,
        assume_scheme="https",
        help_text=_("Näytetään vain ilmoittautuneille."),
    )

    class Meta:
        model = Event
        fields: ClassVar = [
            *("title", "series", "summary", "description", "language", "starts_at", "ends_at", "mode", "place"),
            *("online_url", "accessibility", "capacity", "closes_at", "organizer", "contact", "project"),
        ]
        widgets: ClassVar = {
            "summary": forms.Textarea(attrs={"rows": 2}),
            "description": forms.Textarea(attrs={"rows": 6}),
            "accessibility": forms.Textarea(attrs={"rows": 4}),
            "capacity": forms.TextInput(attrs={"inputmode": "numeric", "class": "input--tiny"}),
            "mode": forms.RadioSelect,
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "project" in self.fields:
            self.fields["project"].empty_label = _("Ei kuulu hankkeeseen")  # type: ignore[attr-defined]


class NewEventForm(EventForm):
    """What an event needs to be published; the rest is added to the draft."""

    class Meta(EventForm.Meta):
        fields: ClassVar = ["title", "summary", "starts_at", "ends_at", "mode", "place", "accessibility"]

    closes_at = None  # type: ignore[assignment]
    online_url = None  # type: ignore[assignment]


class WordsForm(forms.ModelForm):
    """An event's words in another language."""

    class Meta:
        model = EventWords
        fields: ClassVar = ["title", "summary", "description", "accessibility"]
        widgets: ClassVar = {
            "summary": forms.Textarea(attrs={"rows": 2}),
            "description": forms.Textarea(attrs={"rows": 6}),
            "accessibility": forms.Textarea(attrs={"rows": 4}),
        }


class CancelForm(forms.Form):
    """Why the event is called off; it is mailed to whoever has signed up."""

    reason = forms.CharField(
        label=_("Mitä kerrotaan ilmoittautuneille?"),
        max_length=300,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )


class CountForm(forms.Form):
    """How many came."""

    on_site = forms.IntegerField(label=_("Kävijöitä paikan päällä"), min_value=0, max_value=LARGEST)
    online = forms.IntegerField(label=_("Kävijöitä verkossa"), min_value=0, max_value=LARGEST)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.widget = forms.TextInput(attrs={"inputmode": "numeric", "class": "input--tiny"})
