"""Forms of the expert register."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from courses.experts.domain.register import Card
from courses.experts.enums import Fee, Spoken, Topic
from courses.experts.forms.watching import WatchedForm
from courses.experts.models import Expert
from courses.experts.notices import CONSENT
from courses.experts.regions import region_choices
from courses.groups.forms.fields import NoteField, SumField


class CardForm(forms.Form):
    """The expert's own card, with the consent it is kept by."""

    name = forms.CharField(
        label=gettext_lazy("Nimi"), max_length=120, help_text=gettext_lazy("Oma nimesi tai toiminimi.")
    )
    topics = forms.MultipleChoiceField(
        label=gettext_lazy("Aiheet"), choices=Topic.choices, widget=forms.CheckboxSelectMultiple
    )
    languages = forms.MultipleChoiceField(
        label=gettext_lazy("Kielet"), choices=Spoken.choices, widget=forms.CheckboxSelectMultiple
    )
    regions = forms.MultipleChoiceField(
        label=gettext_lazy("Alueet"), choices=region_choices, widget=forms.CheckboxSelectMultiple, required=False
    )
    is_remote = forms.BooleanField(label=gettext_lazy("Myös etänä koko maassa"), required=False)
    introduction = NoteField(label=gettext_lazy("Lyhyt esittely"), rows=3, max_length=600, required=False)
    fee = forms.ChoiceField(
        label=gettext_lazy("Palkkio"), choices=Fee.choices, widget=forms.RadioSelect, initial=Fee.ASK
    )
    fee_amount = SumField(label=gettext_lazy("Palkkio kerralta ilman alv, €"), required=False)
    shows_address = forms.BooleanField(label=gettext_lazy("Ohjaajat saavat nähdä sähköpostiosoitteeni"), required=False)
    is_public = forms.BooleanField(label=gettext_lazy("Kortti saa näkyä myös julkisella sivulla"), required=False)
    consent = forms.BooleanField(
        label=CONSENT, error_messages={"required": gettext_lazy("Kortin voi tallentaa vain luvallasi.")}
    )

    @staticmethod
    def initial_of(expert: Expert) -> dict[str, Any]:
        """Return what the form shows of a stored card; the consent is asked for each text anew."""
        return vars(Card.of(expert)) if expert.name else {}

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if not data.get("regions") and not data.get("is_remote") and "regions" not in self.errors:
            self.add_error("regions", _("Valitse ainakin yksi alue tai kerro, että tulet etänä."))
        if data.get("fee") == Fee.PAID and data.get("fee_amount") is None and "fee_amount" not in self.errors:
            self.add_error("fee_amount", _("Kirjoita palkkio tai valitse, että se sovitaan erikseen."))
        return data

    def card(self) -> Card:
        """Return what was filled in."""
        data = self.cleaned_data
        several: dict[str, Any] = {name: tuple(data[name]) for name in ("topics", "regions", "languages")}
        names = ("name", "introduction", "is_remote", "fee", "fee_amount", "shows_address", "is_public")
        return Card(**several, **{name: data[name] for name in names})


class InviteForm(forms.Form):
    """Whom to ask for a card."""

    email = forms.EmailField(label=gettext_lazy("Asiantuntijan sähköposti"), max_length=254)
    agreed = forms.BooleanField(
        label=gettext_lazy("Asiantuntija tietää, että hänelle tulee pyyntö"),
        error_messages={"required": gettext_lazy("Kerro asiantuntijalle ensin, että lähetät pyynnön.")},
    )


class AddressForm(forms.Form):
    """Where to send the link of one's own card."""

    email = forms.EmailField(label=gettext_lazy("Sähköposti"), max_length=254)


class MessageForm(WatchedForm):
    """What a facilitator asks an expert (curriculum 4.3: the need in one sentence, three questions, time, fee)."""

    watched_fields = ("text",)

    text = NoteField(
        label=gettext_lazy("Viesti"),
        rows=6,
        max_length=1200,
        help_text=gettext_lazy(
            "Tarve yhdellä lauseella, kolme kysymystä, aika, palkkio ja mitä illasta jää käteen. Ryhmäläisistä ei "
            "kerrota mitään."
        ),
    )


class FindForm(forms.Form):
    """How the register is narrowed; what it does not know narrows nothing."""

    aihe = forms.ChoiceField(label=gettext_lazy("Aihe"), required=False)
    alue = forms.ChoiceField(label=gettext_lazy("Alue"), required=False)
    puhuu = forms.ChoiceField(label=gettext_lazy("Kieli"), required=False)
    maksuton = forms.BooleanField(label=gettext_lazy("Vain maksuttomat"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, choices in (("aihe", Topic.choices), ("alue", region_choices()), ("puhuu", Spoken.choices)):
            self.fields[name].choices = [("", _("Kaikki")), *choices]  # type: ignore[attr-defined]
        for field in self.fields.values():
            field.says_optional = False  # type: ignore[attr-defined]

    def asked(self) -> dict[str, Any]:
        """Return what the register is asked for."""
        data = self.cleaned_data if self.is_valid() else {}
        return {
            "topic": data.get("aihe", ""),
            "region": data.get("alue", ""),
            "language": data.get("puhuu", ""),
            "free": data.get("maksuton", False),
        }
