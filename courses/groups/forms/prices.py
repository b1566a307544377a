"""The form of the price calculator."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from courses.groups.enums import PriceModel
from courses.groups.forms.asking import AskingMixin
from courses.groups.forms.fields import SumField, TextArea, WholeField
from courses.groups.models import PricePlan


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
    model = forms.ChoiceField(
        label=gettext_lazy("Hintamalli"),
        choices=PriceModel.choices,
        widget=forms.RadioSelect,
        initial=PriceModel.SEASON,
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

    @staticmethod
    def initial_of(plan: PricePlan) -> dict[str, Any]:
        """Return what the form shows of a stored plan."""
        return {name: getattr(plan, name) for name in PriceForm.base_fields}
