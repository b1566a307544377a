"""Forms of the help loop."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from courses.groups.enums import HelpShown
from courses.groups.forms.asking import AskingMixin
from courses.groups.forms.fields import NoteField


class HelpForm(AskingMixin, forms.Form):
    """A question to the trainers and, unless it is for them alone, to the next session."""

    watched_fields = ("question",)

    question = NoteField(
        label=gettext_lazy("Mihin tarvitset apua"),
        rows=3,
        max_length=400,
        help_text=gettext_lazy("Kirjoita ryhmästä, älä ihmisistä."),
    )
    shown = forms.ChoiceField(
        label=gettext_lazy("Kenelle pyyntö näkyy seuraavan kerran asialistalla"),
        choices=HelpShown.choices,
        widget=forms.RadioSelect,
        initial=HelpShown.UNNAMED,
    )


class AnswerForm(forms.Form):
    """A trainer's answer."""

    answer = NoteField(label=gettext_lazy("Vastauksesi"), rows=4, max_length=1200, required=False)
    discussed = forms.BooleanField(label=gettext_lazy("Asia käsiteltiin yhdessä"), required=False)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if not self.errors and not data.get("answer") and not data.get("discussed"):
            self.add_error("answer", _("Kirjoita vastaus, tai merkitse, että asia käsiteltiin yhdessä."))
        return data
