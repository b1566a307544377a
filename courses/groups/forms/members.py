"""Forms on member cards. A card takes a pseudonym and choices; there is no field to write a person into."""

from __future__ import annotations

import re
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from courses.domain.text_privacy import ConcernKind, find_privacy_concerns
from courses.groups.classifications import line_choices, municipality_choices
from courses.groups.domain.members import Card, plain_pseudonym
from courses.groups.enums import HintDecision, SizeClass, Wish, YearsBand
from courses.groups.forms.asking import AskingMixin
from courses.groups.forms.fields import DayField, TextArea
from courses.groups.forms.group import NO_CHOICE
from courses.groups.models import GroupMember, PeerGroup

NEVER = (ConcernKind.EMAIL, ConcernKind.PHONE, ConcernKind.IDENTITY_CODE)
HEALTH = re.compile(r"sairas|sairau|masen|syöp|diabe|raska|uupu|burnout|adhd|lääk|terap", re.IGNORECASE)


class PastDayField(DayField):
    """A day that is not ahead."""

    def validate(self, value: Any) -> None:
        super().validate(value)
        if value and value > timezone.localdate():
            raise forms.ValidationError(_("Päivä on tulevaisuudessa."), code="future")
        if value and value.year < 2000:
            raise forms.ValidationError(_("Tarkista vuosi."), code="past")


class CardForm(AskingMixin, forms.Form):
    """A candidate's or member's card."""

    watched_fields = ("pseudonym",)

    pseudonym = forms.CharField(
        label=gettext_lazy("Peitenimi"),
        max_length=40,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        help_text=gettext_lazy("Sovi peitenimi ryhmäläisen kanssa. Ei oikeaa nimeä, ei yrityksen nimeä."),
    )
    line = forms.ChoiceField(label=gettext_lazy("Toimiala"))
    municipality = forms.ChoiceField(label=gettext_lazy("Kunta"))
    size_class = forms.ChoiceField(
        label=gettext_lazy("Montako työskentelee yrityksessä"), choices=SizeClass.choices, widget=forms.RadioSelect
    )
    years_band = forms.ChoiceField(
        label=gettext_lazy("Kuinka kauan yrittäjänä"), choices=YearsBand.choices, widget=forms.RadioSelect
    )
    wishes = forms.MultipleChoiceField(
        label=gettext_lazy("Toiveet"), choices=Wish.choices, widget=forms.CheckboxSelectMultiple, required=False
    )
    wishes_asked_on = PastDayField(
        label=gettext_lazy("Toiveet kysytty"),
        required=False,
        help_text=gettext_lazy("Päivä, jona kysyit toiveet. Jätä tyhjäksi, jos et ole vielä kysynyt."),
    )

    def __init__(self, *args: Any, group: PeerGroup, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["line"].choices = NO_CHOICE + line_choices()  # type: ignore[attr-defined]
        self.fields["municipality"].choices = NO_CHOICE + municipality_choices()  # type: ignore[attr-defined]
        self.initial.setdefault("municipality", group.municipality)

    @staticmethod
    def initial_of(member: GroupMember) -> dict[str, Any]:
        """Return what the form shows of a stored card."""
        names = ("pseudonym", "line", "municipality", "size_class", "years_band", "wishes_asked_on")
        return {name: getattr(member, name) for name in names} | {"wishes": [row.wish for row in member.wishes.all()]}

    def clean_pseudonym(self) -> str:
        """Refuse contact details and identity codes outright: they may never be stored."""
        value = plain_pseudonym(self.cleaned_data["pseudonym"])
        for concern in find_privacy_concerns(text=value):
            if concern.kind in NEVER:
                raise forms.ValidationError(
                    _("Peitenimessä ei voi olla tätä: %(what)s. Keksi nimi, josta ihmistä ei tunnista."),
                    code="identifies",
                    params={"what": concern.label},
                )
        if not any(sign.isalnum() for sign in value):
            raise forms.ValidationError(_("Kirjoita peitenimi kirjaimin."), code="no_letters")
        return value

    def questions(self) -> list[str]:
        if HEALTH.search(self.cleaned_data.get("pseudonym", "")):
            return [_("Peitenimi näyttää kertovan terveydestä. Terveystietoja ei kirjata, ei edes peitenimenä.")]
        return []

    def card(self) -> Card:
        """Return what was filled in."""
        data = dict(self.cleaned_data)
        data["wishes"] = frozenset(data["wishes"])
        return Card(**data)


class ConfirmForm(forms.Form):
    """What has to have happened before somebody is a member (BR-06)."""

    wishes_asked_on = PastDayField(label=gettext_lazy("Toiveet kysytty"))
    agreed_on = PastDayField(
        label=gettext_lazy("Informointilappu annettu ja tietojen kirjaamisesta sovittu"),
        help_text=gettext_lazy("Ryhmäläinen tietää, mitä hänestä kirjataan ja kuka sen näkee."),
    )


class LeaveForm(forms.Form):
    """When a member left."""

    left_on = PastDayField(label=gettext_lazy("Lähti"))


class DecisionForm(AskingMixin, forms.Form):
    """The written decision on a pair that may compete (BR-04)."""

    watched_fields = ("reason",)

    decision = forms.ChoiceField(label=gettext_lazy("Päätös"), choices=HintDecision.choices, widget=forms.RadioSelect)
    reason = forms.CharField(
        label=gettext_lazy("Perustelu yhdellä lauseella"),
        max_length=300,
        widget=TextArea(2),
        help_text=gettext_lazy("Ei nimiä. Perustelu poistuu korttien mukana."),
    )


class PairForm(forms.Form):
    """Two cards of the group that cannot be together."""

    first = forms.ModelChoiceField(
        queryset=GroupMember.objects.none(),
        to_field_name="public_id",
        label=gettext_lazy("Ryhmäläinen"),
        empty_label=gettext_lazy("Valitse"),
    )
    second = forms.ModelChoiceField(
        queryset=GroupMember.objects.none(),
        to_field_name="public_id",
        label=gettext_lazy("Ei samaan ryhmään kuin"),
        empty_label=gettext_lazy("Valitse"),
    )

    def __init__(self, *args: Any, group: PeerGroup, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("first", "second"):
            field: Any = self.fields[name]
            field.queryset = group.members.all()
            field.label_from_instance = lambda row: row.pseudonym

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("first") and data.get("first") == data.get("second"):
            self.add_error("second", _("Valitse kaksi eri ryhmäläistä."))
        return data
