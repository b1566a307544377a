"""Forms of inviting: the list, one row of it, an address; and of answering an invitation."""

from __future__ import annotations

from typing import Any
from uuid import UUID, uuid4

from django import forms
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from accounts.forms import NameField
from accounts.models import User
from accounts.names import LONGEST
from courses.invitations.domain.accepting import Names
from courses.invitations.domain.addresses import LONGEST_ADDRESS, clean_address
from courses.invitations.domain.reading import Found, read_text
from courses.invitations.domain.refusals import UnableToInvite
from courses.invitations.domain.sheets import MAX_BYTES, read_file

LONGEST_PASTED = 1_000_000


class ListForm(forms.Form):
    """The people to invite: pasted or in a file."""

    pasted = forms.CharField(
        label=_("Osoitteet"),
        required=False,
        max_length=LONGEST_PASTED,
        help_text=_("Liitä osoitteet omille riveilleen tai pilkuin eroteltuina. Myös ”Meri Koski <meri@…>” käy."),
        widget=forms.Textarea(attrs={"rows": 8, "spellcheck": "false", "autocapitalize": "none"}),
    )
    file = forms.FileField(
        label=_("Tai tiedosto"),
        required=False,
        max_length=200,
        help_text=_("Excel (XLSX) tai CSV, enintään 5 000 riviä. Otsikkorivi käy, mutta ei ole pakollinen."),
        error_messages={"empty": _("Tiedosto on tyhjä. Valitse toinen tiedosto.")},
        widget=forms.FileInput(attrs={"accept": ".xlsx,.csv,.txt,.tsv"}),
    )
    key = forms.UUIDField(widget=forms.HiddenInput)  # sent twice it is one list

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["key"].initial = uuid4
        for name in ("pasted", "file"):
            self.fields[name].says_optional = False  # type: ignore[attr-defined]  # one of the two is needed
        self.people: list[Found] = []

    def clean_file(self) -> Any:
        """Refuse a file that is too large before it is read."""
        file = self.cleaned_data["file"]
        if file and file.size > MAX_BYTES:
            raise forms.ValidationError(_("Tiedosto on liian suuri: enintään %(limit)s Mt."), params={"limit": 3})
        return file

    def clean(self) -> dict[str, Any]:
        """Read the people out of what was given; the error stands beside the field it came from."""
        data: dict[str, Any] = super().clean() or {}
        file, pasted = data.get("file"), data.get("pasted", "")
        if self.errors:
            return data
        if bool(file) == bool(pasted.strip()):
            both = _("Valitse joko liitetyt osoitteet tai tiedosto, ei molempia.")
            self.add_error("pasted", both if file else _("Liitä osoitteet tai valitse tiedosto."))
            return data
        try:
            self.people = read_file(file.read()) if file else read_text(pasted)
        except UnableToInvite as error:
            self.add_error("file" if file else "pasted", str(error))
        return data

    def list_key(self) -> UUID:
        """Return the key of the form as it was drawn."""
        key: UUID = self.cleaned_data["key"]
        return key


class AddressField(forms.CharField):
    """An address as people type it; what is wrong with it is said in words."""

    def __init__(self, **kwargs: Any) -> None:
        attrs = {"autocomplete": "off", "spellcheck": "false", "autocapitalize": "none", "inputmode": "email"}
        defaults = {"label": _("Sähköposti"), "max_length": LONGEST_ADDRESS, "widget": forms.TextInput(attrs=attrs)}
        super().__init__(**{**defaults, **kwargs})

    def clean(self, value: Any) -> str:
        typed = super().clean(value)
        address, fault = clean_address(typed)
        if fault:
            raise forms.ValidationError(fault.label, code=fault.value)
        return address


class RowForm(forms.Form):
    """One row of a list, corrected."""

    email = AddressField()
    name = NameField(label=_("Nimi"), required=False, max_length=2 * LONGEST - 2)


class CorrectForm(forms.Form):
    """The address that was meant."""

    email = AddressField(
        label=_("Oikea sähköpostiosoite"),
        help_text=_("Uusi kutsu lähtee tähän osoitteeseen, ja vanhan kutsun linkki lakkaa toimimasta heti."),
    )


class JoinForm(forms.Form):
    """Who joins, as it will be printed on the certificate, and the terms."""

    given_name = NameField(label=_("Etunimi"), widget=forms.TextInput(attrs={"autocomplete": "given-name"}))
    family_name = NameField(label=_("Sukunimi"), widget=forms.TextInput(attrs={"autocomplete": "family-name"}))
    certificate_name = NameField(
        label=_("Nimi todistuksessa"),
        required=False,
        max_length=2 * LONGEST,
        help_text=_("Jätä tyhjäksi, jos etunimi ja sukunimi käyvät."),
    )
    terms = forms.BooleanField(
        label=_("Hyväksyn käyttöehdot"), error_messages={"required": _("Hyväksy käyttöehdot, niin voit jatkaa.")}
    )

    def __init__(self, *args: Any, user: User | None, version: str, accepted: bool, name: str, **kwargs: Any) -> None:
        given, _blank, family = name.rpartition(" ")
        initial = {"given_name": given or family, "family_name": family if given else ""}
        if user is not None:
            initial = {field: getattr(user, field) for field in ("given_name", "family_name", "certificate_name")}
        super().__init__(*args, **{"initial": initial, **kwargs})
        if accepted:
            del self.fields["terms"]
        else:  # in a tab of its own: what has been typed so far stays where it is
            text = _("Lue käyttöehdot %(version)s (avautuu uuteen välilehteen)") % {"version": version}
            self.fields["terms"].help_text = format_html('<a href="/tili/ehdot/" target="_blank">{}</a>', text)

    def names(self) -> Names:
        """Return the names as they were confirmed."""
        return Names(**{name: self.cleaned_data[name] for name in ("given_name", "family_name", "certificate_name")})


class RefuseForm(forms.Form):
    """Not coming, and whether any other invitation is welcome."""

    for_good = forms.BooleanField(label=_("En halua kutsuja muihinkaan koulutuksiin"), required=False)
