"""Forms on what the group has agreed: ground rules and goal style."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from courses.groups.enums import GoalStyle
from courses.groups.forms.fields import NoteField, WholeField
from courses.groups.forms.members import PastDayField


class RulesForm(forms.Form):
    """The ground rules and who agreed on them, as numbers."""

    text = NoteField(label=gettext_lazy("Pelisäännöt"), rows=10, max_length=3000)
    agreed_on = PastDayField(label=gettext_lazy("Sovittu"))
    agreed = WholeField(label=gettext_lazy("Moniko hyväksyi"), min_value=0, max_value=60)
    members = WholeField(label=gettext_lazy("Montako ryhmässä oli"), min_value=1, max_value=60)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("agreed") is not None and data.get("members") and data["agreed"] > data["members"]:
            self.add_error("agreed", _("Hyväksyneitä voi olla enintään yhtä monta kuin ryhmäläisiä."))
        return data


class GoalForm(forms.Form):
    """How goal-oriented the group wants to be."""

    style = forms.ChoiceField(
        label=gettext_lazy("Millainen ryhmä on"),
        choices=GoalStyle.choices,
        widget=forms.RadioSelect,
        help_text=gettext_lazy("Kaikki kolme sopivat malliin. Voit muuttaa tätä milloin vain; aiempi jää näkyviin."),
    )
    noted_on = PastDayField(label=gettext_lazy("Keskusteltu"))
