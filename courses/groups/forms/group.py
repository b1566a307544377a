"""Forms on the group itself: its plan, its co-facilitator, its end."""

from __future__ import annotations

import re
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from courses.enums import STUDYING, Mode
from courses.groups.classifications import municipality_choices
from courses.groups.domain.lifecycle import GroupPlan
from courses.groups.forms.asking import AskingMixin
from courses.groups.forms.fields import DayField, WholeField
from courses.groups.models import PeerGroup
from courses.groups.models.group import LARGEST, SMALLEST
from courses.models import Enrolment

FIRM = re.compile(r"(?<!\w)(oy|oyj|ab|abp|ky|tmi|ay|osk|ry)(?!\w)", re.IGNORECASE)
NO_CHOICE = [("", gettext_lazy("Valitse"))]


class GroupForm(AskingMixin, forms.Form):
    """The plan of a group."""

    watched_fields = ("name",)

    name = forms.CharField(
        label=gettext_lazy("Työnimi"),
        max_length=60,
        help_text=gettext_lazy(
            "Vain sinä, toinen ohjaaja ja kouluttaja näette nimen. Älä käytä yritysten tai ihmisten nimiä."
        ),
    )
    municipality = forms.ChoiceField(label=gettext_lazy("Kunta, jossa tapaatte"))
    mode = forms.ChoiceField(
        label=gettext_lazy("Tapaamistapa"), choices=Mode.choices, widget=forms.RadioSelect, initial=Mode.ON_SITE
    )
    planned_size = WholeField(
        label=gettext_lazy("Montako ryhmäläistä toivot"),
        min_value=SMALLEST,
        max_value=LARGEST,
        initial=6,
        help_text=gettext_lazy("Suositus on 4–8. Kun olet epävarma, kutsu yksi enemmän kuin uskallat."),
    )
    cadence_days = WholeField(
        label=gettext_lazy("Tapaamisväli päivinä"), min_value=7, max_value=120, initial=30,
        help_text=gettext_lazy("Noin kerran kuussa on hyvä alku."),
    )  # fmt: skip
    run = forms.ModelChoiceField(
        queryset=Enrolment.objects.none(),
        to_field_name="public_id",
        label=gettext_lazy("Koulutus, johon ryhmä kuuluu"),
        required=False,
        empty_label=gettext_lazy("Ei mihinkään koulutukseen"),
    )

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["municipality"].choices = NO_CHOICE + municipality_choices()  # type: ignore[attr-defined]
        mine = Enrolment.objects.filter(user=user, state__in=STUDYING).order_by("-applied_at", "-pk")
        mine = mine.select_related("run")
        run = self.fields["run"]
        run.queryset = mine  # type: ignore[attr-defined]
        run.label_from_instance = lambda row: row.run.name  # type: ignore[attr-defined]
        if not self.is_bound and "run" not in self.initial and (newest := mine.first()):
            self.initial["run"] = newest.public_id

    @staticmethod
    def initial_of(group: PeerGroup, enrolment: Enrolment | None) -> dict[str, Any]:
        """Return what the form shows of a stored group."""
        names = ("name", "municipality", "mode", "planned_size", "cadence_days")
        return {name: getattr(group, name) for name in names} | {"run": enrolment.public_id if enrolment else ""}

    def questions(self) -> list[str]:
        if FIRM.search(self.cleaned_data.get("name", "")):
            return [_("Nimi näyttää yrityksen tai yhdistyksen nimeltä. Käytä nimeä, josta ryhmäläisiä ei tunnista.")]
        return []

    def plan(self) -> GroupPlan:
        """Return what was filled in."""
        data = self.cleaned_data
        return GroupPlan(data["name"], data["municipality"], data["mode"], data["planned_size"], data["cadence_days"])


class InvitationForm(forms.Form):
    """The address of a second facilitator."""

    email = forms.EmailField(
        label=gettext_lazy("Toisen ohjaajan sähköposti"),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
        help_text=gettext_lazy(
            "Jos osoitteella on tunnus Peilissä, hän saa kutsun ja näkee ryhmän tiedot hyväksyttyään sen."
        ),
    )


class HandoverForm(forms.Form):
    """Whom the group goes to, and that every member has agreed."""

    to = forms.EmailField(
        label=gettext_lazy("Uuden ohjaajan sähköposti"),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
    )
    agreed = WholeField(
        label=gettext_lazy("Montako ryhmäläistä on suostunut"),
        min_value=0,
        max_value=LARGEST,
        help_text=gettext_lazy("Kysy jokaiselta. Luovutus vaatii kaikkien suostumuksen."),
    )
    agreed_on = DayField(label=gettext_lazy("Milloin viimeinen suostui"))
    informed = forms.BooleanField(
        label=gettext_lazy("Olen kertonut ryhmäläisille, kuka heidän korttinsa jatkossa näkee"),
        error_messages={"required": gettext_lazy("Kerro ensin ryhmäläisille, kuka uusi ohjaaja on.")},
    )


class EndForm(forms.Form):
    """How the group ends."""

    how = forms.ChoiceField(
        label=gettext_lazy("Miten ryhmälle käy"),
        choices=[
            ("ended", gettext_lazy("Ryhmä päättyy")),
            ("continuing", gettext_lazy("Ryhmä jatkaa omin voimin ilman ohjaajaa")),
        ],
        widget=forms.RadioSelect,
    )
    sure = forms.BooleanField(
        label=gettext_lazy("Jatko ja tietojen poistaminen on sovittu ryhmän kanssa"),
        error_messages={
            "required": gettext_lazy("Sovi ensin ryhmän kanssa jatkosta ja tiedoista, ja merkitse se tähän.")
        },
    )
