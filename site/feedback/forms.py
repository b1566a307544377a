"""Forms of feedback and data requests: for anybody, and for those who answer."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import User, normalize_email
from accounts.names import LONGEST, clean_name, validate_name
from accounts.visitors import VisitorFormMixin
from courses.domain.text_privacy import validate_no_identity_code
from feedback.domain.requests import Asked
from feedback.enums import RequestKind, Result


def _area(rows: int) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows})


def _email(**values: Any) -> forms.EmailField:
    return forms.EmailField(
        label=_("Sähköposti"), max_length=254, widget=forms.EmailInput(attrs={"autocomplete": "email"}), **values
    )


class FeedbackForm(VisitorFormMixin, forms.Form):
    """What did not work, and where. An address is needed only for an answer."""

    text = forms.CharField(
        label=_("Mikä ei toiminut tai oli hankalaa?"),
        max_length=3000,
        validators=[validate_no_identity_code],
        help_text=_("Kerro omin sanoin. Jos voit, mainitse myös laite, selain tai apuväline, jota käytit."),
        widget=_area(6),
    )
    page = forms.CharField(
        label=_("Millä sivulla?"), max_length=300, required=False, help_text=_("Sivun nimi tai osoite.")
    )
    email = _email(required=False, help_text=_("Tarvitaan vain, jos haluat vastauksen."))

    def clean_email(self) -> str:
        """Return the address as it is stored."""
        return normalize_email(self.cleaned_data["email"])


class RequestForm(VisitorFormMixin, forms.Form):
    """What somebody asks of their data. Who is signed in is asked for no name and no address."""

    kind = forms.ChoiceField(label=_("Mitä pyydät?"), choices=RequestKind.choices, widget=forms.RadioSelect)
    text = forms.CharField(
        label=_("Tarkenna pyyntöäsi"),
        max_length=3000,
        validators=[validate_no_identity_code],
        required=False,
        help_text=_("Esimerkiksi mistä koulutuksesta tai ryhmästä on kyse. Älä kirjoita henkilötunnusta."),
        widget=_area(5),
    )
    name = forms.CharField(label=_("Nimi"), max_length=LONGEST, widget=forms.TextInput(attrs={"autocomplete": "name"}))
    email = _email(help_text=_("Lähetämme linkin, jolla vahvistat pyynnön, ja myöhemmin vastauksen."))

    def __init__(self, *args: Any, user: User | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user
        if user:
            del self.fields["name"], self.fields["email"]

    def clean_name(self) -> str:
        """Return the name as it is stored; held to the same rules as in accounts."""
        name = clean_name(self.cleaned_data["name"])
        validate_name(name)
        return name

    def clean(self) -> dict[str, Any]:
        """A request that says nothing by its kind must say it in words."""
        data = super().clean() or {}
        needs_words = data.get("kind") in (RequestKind.OTHER, RequestKind.RECTIFICATION)
        if needs_words and not data.get("text", "").strip() and "text" not in self.errors:
            self.add_error("text", _("Kerro, mitä asia koskee."))
        return data

    def asked(self, *, language: str) -> Asked:
        """Return what is asked, from a valid form."""
        data = self.cleaned_data
        name = self.user.get_full_name() if self.user else data["name"]
        email = self.user.email if self.user else normalize_email(data["email"])
        return Asked(data["kind"], name[:LONGEST] or email[:LONGEST], email, data["text"], language)


class AnswerForm(forms.Form):
    """The answer to feedback, or what was done."""

    answer = forms.CharField(label=_("Vastaus"), max_length=5000, widget=_area(8))


class RequestAnswerForm(AnswerForm):
    """The answer to a request, and what became of it."""

    result = forms.ChoiceField(label=_("Ratkaisu"), choices=Result.choices, widget=forms.RadioSelect)
    field_order = ("result", "answer")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["answer"].help_text = _(
            "Menee pyytäjän sähköpostiin. Älä liitä viestiin hänen tietojaan: kerro, miten hän saa ne. "
            "Jos pyyntöä ei toteuteta, kerro syy ja oikeus valittaa tietosuojavaltuutetulle."
        )


class IdentifyForm(forms.Form):
    """How a handler made sure of who asks."""

    note = forms.CharField(
        label=_("Miten varmistit, kuka pyytää?"),
        max_length=200,
        help_text=_("Esimerkiksi soitto numeroon, joka oli jo tiedossa. Älä kirjaa asiakirjojen tietoja."),
    )


class ExtendForm(forms.Form):
    """More time, with the reason that is mailed."""

    months = forms.TypedChoiceField(
        label=_("Lisäaika"),
        coerce=int,
        choices=[(1, _("1 kuukausi")), (2, _("2 kuukautta"))],
        widget=forms.RadioSelect,
        initial=1,
    )
    reason = forms.CharField(
        label=_("Miksi käsittely kestää?"),
        max_length=500,
        help_text=_("Menee pyytäjälle sähköpostilla."),
        widget=_area(3),
    )
