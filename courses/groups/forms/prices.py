"""The form of the price calculator."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from courses.groups.enums import CostCategory, Funding, PriceModel
from courses.groups.forms.asking import AskingMixin
from courses.groups.forms.fields import DayField, SumField, TextArea, WholeField
from courses.groups.models import GroupMeeting, PricePlan
from courses.wording import session_time

LONGEST = timedelta(days=730)  # that an offer stands


class PriceForm(AskingMixin, forms.Form):
    """What the price is reckoned from. Sums are without tax; the tax is never assumed (BR-16)."""

    watched_fields = ("sentence",)

    meetings = WholeField(label=gettext_lazy("Tapaamisia"), min_value=1, max_value=60, initial=8)
    place = SumField(label=gettext_lazy("Tila tapaamista kohden, €"))
    refreshments = SumField(label=gettext_lazy("Tarjoilu henkilöä kohden, €"))
    hours = SumField(label=gettext_lazy("Ohjaustunteja tapaamista kohden"), max_value=24)
    hourly_rate = SumField(label=gettext_lazy("Ohjauksen tuntihinta, €"))
    experts = WholeField(label=gettext_lazy("Asiantuntijoita kaudella"), min_value=0, max_value=60, initial=0)
    expert_fee = SumField(label=gettext_lazy("Asiantuntijan palkkio, €"))
    sharing_groups = WholeField(
        label=gettext_lazy("Montako ryhmää jakaa asiantuntijat"), min_value=1, max_value=50, initial=1
    )
    members = WholeField(
        label=gettext_lazy("Monelleko hinta lasketaan"),
        min_value=1,
        max_value=30,
        required=False,
        help_text=gettext_lazy("Tyhjänä lasketaan ryhmän koolle."),
    )
    margin_percent = SumField(
        label=gettext_lazy("Kate, %"), max_value=100, decimal_places=1, max_digits=4, initial=0, required=False
    )
    model = forms.ChoiceField(
        label=gettext_lazy("Hintamalli"),
        choices=PriceModel.choices,
        widget=forms.RadioSelect,
        initial=PriceModel.SEASON,
    )
    funding = forms.ChoiceField(
        label=gettext_lazy("Jos palvelu rahoitetaan, mitä rahoittaja maksaa"),
        choices=Funding.choices,
        widget=forms.RadioSelect,
        initial=Funding.FACILITATION,
        required=False,
    )
    vat_percent = SumField(
        label=gettext_lazy("Arvonlisävero, %"),
        max_value=100,
        decimal_places=1,
        max_digits=4,
        required=False,
        help_text=gettext_lazy("Jätä tyhjäksi, jos hinta on ilman veroa."),
    )
    sentence = forms.CharField(
        label=gettext_lazy("Lause, jolla perustelet hinnan tai maksuttomuuden"),
        max_length=300,
        required=False,
        widget=TextArea(2),
    )

    def clean_margin_percent(self) -> Any:
        """Take an empty margin as none."""
        return self.cleaned_data["margin_percent"] or Decimal(0)

    def clean_funding(self) -> str:
        """Take the usual funding where none was chosen."""
        return self.cleaned_data["funding"] or Funding.FACILITATION

    @staticmethod
    def initial_of(plan: PricePlan) -> dict[str, Any]:
        """Return what the form shows of a stored plan."""
        return {name: getattr(plan, name) for name in PriceForm.base_fields}


class CostForm(AskingMixin, forms.Form):
    """One cost of a meeting or of the group. The tax rate is never assumed (BR-16)."""

    watched_fields = ("note",)

    key = forms.UUIDField(widget=forms.HiddenInput, required=False)
    meeting = forms.ModelChoiceField(
        queryset=GroupMeeting.objects.none(),
        to_field_name="public_id",
        required=False,
        label=gettext_lazy("Tapaaminen"),
        empty_label=gettext_lazy("Koko ryhmän kulu"),
    )
    category = forms.ChoiceField(label=gettext_lazy("Laji"), choices=CostCategory.choices)
    note = forms.CharField(label=gettext_lazy("Mistä"), max_length=80, required=False)
    net = SumField(label=gettext_lazy("Summa ilman veroa, €"))
    vat_percent = SumField(
        label=gettext_lazy("Arvonlisävero, %"),
        max_value=100,
        decimal_places=1,
        max_digits=4,
        required=False,
        help_text=gettext_lazy("Jätä tyhjäksi, jos et tiedä."),
    )
    sharing_groups = WholeField(label=gettext_lazy("Montako ryhmää jakaa kulun"), min_value=1, max_value=50, initial=1)
    is_first = forms.BooleanField(label=gettext_lazy("Pyöristyserotus on meidän ryhmämme"), required=False)

    def __init__(self, *args: Any, meetings: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["meeting"]
        field.queryset = meetings
        field.label_from_instance = lambda row: session_time(row.starts_at, row.ends_at)


class OfferForm(forms.Form):
    """To whom an offer is made and how long it stands."""

    receiver = forms.CharField(
        label=gettext_lazy("Kenelle"),
        max_length=120,
        required=False,
        help_text=gettext_lazy("Esimerkiksi kunta tai kehittämisyhtiö. Ei ryhmäläisten nimiä."),
    )
    valid_until = DayField(label=gettext_lazy("Voimassa"))

    def clean_valid_until(self) -> Any:
        """Refuse days that have passed and those that are a slip of the finger."""
        day = self.cleaned_data["valid_until"]
        if day < timezone.localdate():
            raise forms.ValidationError(_("Päivä on jo mennyt."), code="past")
        if day - timezone.localdate() > LONGEST:
            raise forms.ValidationError(_("Tarkista vuosi."), code="far")
        return day
