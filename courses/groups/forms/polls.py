"""Forms of the needs poll: the facilitator's, and the one that anybody with a link fills in."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from courses.groups.enums import Wish
from courses.groups.forms.fields import DayField


class PollForm(forms.Form):
    """Until when answers are taken."""

    closes_on = DayField(label=_("Viimeinen vastauspäivä"), help_text=_("Linkit lakkaavat toimimasta tämän jälkeen."))


class WishForm(forms.Form):
    """What one hopes of a group: choices only, so that nobody can be told from an answer."""

    wishes = forms.MultipleChoiceField(
        label=_("Mitä toivot ryhmältä?"),
        help_text=_("Valitse niin monta kuin haluat."),
        choices=Wish.choices,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Valitse ainakin yksi toive.")},
    )
