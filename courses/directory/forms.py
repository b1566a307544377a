"""Forms of the register: telling of oneself, finding, writing to a facilitator, taking a listing out."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.visitors import VisitorFormMixin
from courses.directory.domain.finding import Wish
from courses.directory.domain.listing import Told
from courses.directory.domain.relay import Words
from courses.directory.enums import Spoken
from courses.directory.models import Listing
from courses.directory.notices import CONSENT
from courses.directory.places import find_municipality, former_name
from courses.domain.text_privacy import ConcernKind, find_privacy_concerns, validate_no_identity_code
from courses.groups.classifications import line_choices, municipality_choices, municipality_name
from courses.groups.forms.asking import AskingMixin
from courses.groups.forms.fields import NoteField

MOST_LINES = 6
CONTACTS = (ConcernKind.EMAIL, ConcernKind.PHONE)


class ListingForm(AskingMixin, forms.Form):
    """What a facilitator tells of themselves, with the consent it is shown by."""

    watched_fields = ("text",)

    municipality = forms.ChoiceField(label=gettext_lazy("Kunta"))
    covers_neighbors = forms.BooleanField(label=gettext_lazy("Ohjaan myös naapurikunnissa"), required=False)
    is_remote = forms.BooleanField(label=gettext_lazy("Ohjaan myös etänä"), required=False)
    lines = forms.MultipleChoiceField(
        label=gettext_lazy("Toimialat, jotka tunnet"), widget=forms.CheckboxSelectMultiple, required=False
    )
    languages = forms.MultipleChoiceField(
        label=gettext_lazy("Kielet"), choices=Spoken.choices, widget=forms.CheckboxSelectMultiple
    )
    text = NoteField(
        label=gettext_lazy("Esittely"),
        rows=4,
        max_length=400,
        help_text=gettext_lazy(
            "Kenelle ohjaat ryhmiä ja millä otteella? Enintään 400 merkkiä. Älä kerro ryhmäläisistä äläkä kirjoita "
            "osoitetta tai numeroa: viestit tulevat sinulle Peilin kautta."
        ),
    )
    consent = forms.BooleanField(
        label=CONSENT, error_messages={"required": gettext_lazy("Esittelyn voi julkaista vain luvallasi.")}
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        places = [("", _("Valitse")), *municipality_choices()]
        self.fields["municipality"].choices = places  # type: ignore[attr-defined]
        self.fields["lines"].choices = line_choices()  # type: ignore[attr-defined]

    @staticmethod
    def initial_of(listing: Listing | None) -> dict[str, Any]:
        """Return what the form shows of a stored listing; the consent is given with each saving."""
        return vars(Told.of(listing)) if listing else {"languages": [Spoken.FI]}

    def clean_lines(self) -> list[str]:
        """Refuse a list that says nothing any more."""
        lines = self.cleaned_data["lines"]
        if len(lines) > MOST_LINES:
            raise forms.ValidationError(_("Valitse enintään %(n)s toimialaa.") % {"n": MOST_LINES}, code="many")
        return lines

    def clean_text(self) -> str:
        """Refuse contact details: they would be on a public page, and machines collect them there."""
        text = self.cleaned_data["text"]
        found = next((row for row in find_privacy_concerns(text=text) if row.kind != ConcernKind.NAME), None)
        if found is not None and found.kind in CONTACTS:
            said = _("Jätä ”%(words)s” pois. Viestit tulevat sinulle Peilin kautta.")
            raise forms.ValidationError(said % {"words": found.excerpt}, code="contact")
        validate_no_identity_code(text)
        return text

    def told(self) -> Told:
        """Return what was filled in."""
        data = self.cleaned_data
        several: dict[str, Any] = {name: tuple(data[name]) for name in ("lines", "languages")}
        names = ("municipality", "covers_neighbors", "is_remote", "text")
        return Told(**several, **{name: data[name] for name in names})


class FindForm(forms.Form):
    """What a visitor looks for; a place nobody knows is told, anything else unknown narrows nothing."""

    kunta = forms.CharField(
        label=gettext_lazy("Kunta"),
        required=False,
        max_length=60,
        widget=forms.TextInput(attrs={"list": "kunnat", "autocomplete": "off"}),
    )
    toimiala = forms.ChoiceField(label=gettext_lazy("Toimiala"), required=False)
    puhuu = forms.ChoiceField(label=gettext_lazy("Kieli"), required=False)
    etana = forms.BooleanField(label=gettext_lazy("Etänä ohjaavat"), required=False)

    def __init__(self, data: Any, **kwargs: Any) -> None:
        data = data.copy()
        code = data.get("kunta", "")
        if code and find_municipality(code) == code:
            data["kunta"] = former_name(code) or municipality_name(code)
        super().__init__(data, **kwargs)
        for name, choices in (("toimiala", line_choices()), ("puhuu", Spoken.choices)):
            known = [("", _("Kaikki")), *choices]
            field = self.fields[name]
            field.choices = known  # type: ignore[attr-defined]
            if data.get(name, "") not in dict(known):
                data[name] = ""
            field.says_optional = False  # type: ignore[attr-defined]
        self.fields["kunta"].says_optional = False  # type: ignore[attr-defined]

    def clean_kunta(self) -> str:
        """Return the code of the place that was named."""
        words = self.cleaned_data["kunta"].strip()
        code = find_municipality(words)
        if words and not code:
            said = _("Kuntaa ”%(words)s” ei löydy. Tarkista kirjoitusasu.")
            raise forms.ValidationError(said % {"words": words}, code="unknown")
        return code

    def wish(self) -> Wish:
        """Return what is looked for, from a valid form."""
        data = self.cleaned_data
        return Wish(data["kunta"], data["toimiala"], data["puhuu"], data["etana"])


class MessageForm(forms.Form):
    """What somebody who has signed in writes to a facilitator."""

    text = NoteField(
        label=gettext_lazy("Viestisi"),
        rows=6,
        max_length=1500,
        help_text=gettext_lazy("Kerro, mitä etsit: ryhmää itsellesi, ohjaajaa ryhmälle tai jotain muuta."),
    )

    def clean_text(self) -> str:
        """Refuse a personal identity code: it is stored nowhere."""
        validate_no_identity_code(self.cleaned_data["text"])
        return self.cleaned_data["text"]


class VisitorMessageForm(VisitorFormMixin, MessageForm):
    """What a visitor writes to a facilitator, with where the answer is to go."""

    name = forms.CharField(
        label=gettext_lazy("Nimesi"), max_length=80, widget=forms.TextInput(attrs={"autocomplete": "name"})
    )
    email = forms.EmailField(
        label=gettext_lazy("Sähköpostisi"),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        help_text=gettext_lazy("Ohjaaja vastaa tähän osoitteeseen. Saat ensin viestin, josta vahvistat lähetyksen."),
    )
    field_order = ("name", "email", "text")

    def words(self) -> Words:
        """Return the message."""
        data = self.cleaned_data
        return Words(data["name"], data["email"], data["text"], self.sending_key)


class SignedMessageForm(VisitorFormMixin, MessageForm):
    """The same of somebody whose name and address are known."""

    def words(self) -> Words:
        """Return the message; name and address are the account's."""
        return Words("", "", self.cleaned_data["text"], self.sending_key)


class RemoveForm(forms.Form):
    """Why a coordinator takes a listing out."""

    reason = NoteField(
        label=gettext_lazy("Syy"), rows=2, max_length=300, help_text=gettext_lazy("Ohjaaja saa tämän tiedoksi.")
    )
