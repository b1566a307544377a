"""Forms of certificates."""

from __future__ import annotations

from typing import Any, cast
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.forms import NameField
from accounts.models import Organisation
from courses.certificates.domain.codes import LENGTH, SlipOfTheHand, StrangeSign, WrongLength, normalize
from courses.certificates.domain.selection import IN_FORCE, REVOKED, Choices
from courses.groups.classifications import municipality_choices

LONGEST_NAME = 160


class CodeForm(forms.Form):
    """A verification code as somebody types it."""

    koodi = forms.CharField(
        label=_("Vahvistuskoodi"),
        max_length=200,
        help_text=_("Koodi on todistuksen alareunassa QR-koodin vieressä. Kirjainkoolla ei ole väliä."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}),
        error_messages={"required": _("Kirjoita todistuksen vahvistuskoodi.")},
    )
    lang = forms.CharField(required=False, max_length=200, widget=forms.HiddenInput)

    def clean_koodi(self) -> str:
        """Return the code as it is stored; say what is wrong with one that cannot be a code."""
        try:
            return normalize(self.cleaned_data["koodi"])
        except WrongLength as error:
            raise forms.ValidationError(
                _("Koodissa on %(length)s merkkiä. Tarkista, ettei mitään jäänyt pois."), params={"length": LENGTH}
            ) from error
        except StrangeSign as error:
            raise forms.ValidationError(_("Koodissa on vain numeroita ja kirjaimia A–Z, ei U-kirjainta.")) from error
        except SlipOfTheHand as error:
            raise forms.ValidationError(
                _("Koodissa on kirjoitusvirhe. Vertaa merkki merkiltä todistukseen.")
            ) from error


class FileForm(forms.Form):
    """A file to compare with what was issued."""

    tiedosto = forms.FileField(
        label=_("Todistuksen PDF-tiedosto"),
        help_text=_("Enintään 20 Mt. Tiedostoa ei tallenneta."),
        widget=forms.FileInput(attrs={"accept": "application/pdf,.pdf"}),
        error_messages={
            "required": _("Valitse tiedosto."),
            "missing": _("Valitse tiedosto."),
            "empty": _("Tiedosto on tyhjä. Valitse todistuksen PDF-tiedosto."),
        },
    )
    koodi = forms.CharField(required=False, max_length=200, widget=forms.HiddenInput)


class PrintedNameForm(forms.Form):
    """The name as it will be printed."""

    name = NameField(
        label=_("Nimi todistuksessa"),
        max_length=LONGEST_NAME,
        help_text=_("Kirjoita nimi juuri niin kuin haluat sen todistukseen. Myöntämisen jälkeen se ei muutu."),
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
        error_messages={"required": _("Kirjoita nimesi.")},
    )


class ShareForm(forms.Form):
    """The organization that may see the certificate."""

    organisation = forms.ModelChoiceField(
        label=_("Organisaatio"),
        queryset=Organisation.objects.none(),
        to_field_name="public_id",
        empty_label=_("Valitse organisaatio"),
        error_messages={"required": _("Valitse organisaatio."), "invalid_choice": _("Valitse organisaatio listasta.")},
    )

    area = forms.ChoiceField(
        label=_("Kunta, jossa ohjaat"),
        required=False,
        help_text=_("Organisaatio voi hakea ohjaajia kunnan mukaan. Voit jättää tyhjäksi."),
        error_messages={"invalid_choice": _("Valitse kunta listasta.")},
    )

    def __init__(self, *args: Any, organisations: list[Organisation], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        places = [("", _("En kerro kuntaa")), *municipality_choices()]
        cast("forms.ChoiceField", self.fields["area"]).choices = places
        ids = [organisation.pk for organisation in organisations]
        field = cast("forms.ModelChoiceField", self.fields["organisation"])
        field.queryset = Organisation.objects.filter(pk__in=ids).order_by("name")


class LinkForm(forms.Form):
    """How long a link holds, and whom it is for."""

    label = forms.CharField(
        label=_("Kenelle linkki on"),
        required=False,
        max_length=80,
        help_text=_("Vain sinua varten: näin tunnistat linkin luettelosta."),
    )
    days = forms.TypedChoiceField(
        label=_("Linkki on voimassa"),
        coerce=int,
        initial=30,
        choices=[
            (1, _("1 päivän")),
            (7, _("1 viikon")),
            (30, _("30 päivää")),
            (90, _("90 päivää")),
            (365, _("1 vuoden")),
        ],
        error_messages={
            "required": _("Valitse, kuinka kauan linkki on voimassa."),
            "invalid_choice": _("Valitse, kuinka kauan linkki on voimassa."),
        },
    )


class SelectionForm(forms.Form):
    """What a list of certificates is narrowed by. Offers only what the certificates at hand have."""

    haku = forms.CharField(
        label=_("Hae nimellä tai numerolla"), required=False, widget=forms.TextInput(attrs={"type": "search"})
    )
    toteutus = forms.ChoiceField(label=_("Toteutus"), required=False)
    alue = forms.ChoiceField(label=_("Kunta"), required=False)
    vuosi = forms.ChoiceField(label=_("Vuosi"), required=False)
    tila = forms.ChoiceField(label=_("Tila"), required=False)

    def __init__(self, *args: Any, choices: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        states = [(IN_FORCE, _("Voimassa")), (REVOKED, _("Mitätöity"))]
        offered: dict[str, list[tuple[Any, Any]]] = {
            "toteutus": choices.runs,
            "alue": choices.areas,
            "vuosi": [(year, year) for year in choices.years],
            "tila": [row for row in states if row[0] in choices.states],
        }
        for name, rows in offered.items():
            if len(rows) > 1 or self.initial.get(name):
                cast("forms.ChoiceField", self.fields[name]).choices = [("", _("Kaikki")), *rows]
            else:
                del self.fields[name]  # nothing to choose


class ConfidentialityForm(forms.Form):
    """The promise of a contact person."""

    promise = forms.BooleanField(
        label=_("Lupaan pitää tiedot luottamuksellisina"),
        error_messages={"required": _("Rastita lupaus, jotta voit jatkaa.")},
    )
    next = forms.CharField(required=False, max_length=2000, widget=forms.HiddenInput)


class InvitationForm(forms.Form):
    """The address of a colleague."""

    email = forms.EmailField(
        label=_("Kollegan sähköposti"),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
        error_messages={"required": _("Kirjoita sähköpostiosoite.")},
    )


class SuccessorForm(InvitationForm):
    """The address of who takes over."""

    field_order = ["email"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["email"].label = _("Seuraajan sähköposti")
        self.fields["email"].help_text = _("Sinun pääsysi päättyy, kun seuraajasi hyväksyy kutsun.")


class RevokeForm(forms.Form):
    """Why a certificate is revoked."""

    reason = forms.CharField(
        label=_("Syy"),
        max_length=400,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Syy jää rekisteriin. Sitä ei näytetä haltijalle eikä julkisesti."),
        error_messages={"required": _("Kirjoita, miksi todistus mitätöidään.")},
    )


def chosen_ids(values: list[str]) -> list[UUID]:
    """Return the identifiers that were ticked; what is no identifier is left out."""
    found = []
    for value in values[:5000]:
        try:
            found.append(UUID(value))
        except ValueError:
            continue
    return found
