"""Forms of the network and its notice board."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy

from courses.experts.enums import NoticeKind
from courses.experts.forms.watching import WatchedForm
from courses.experts.regions import region_choices
from courses.groups.forms.fields import NoteField, WholeField


class JoinForm(forms.Form):
    """Which region's network to join."""

    region = forms.ChoiceField(label=gettext_lazy("Maakunta"), choices=region_choices)


class AddMemberForm(JoinForm):
    """Whom a coordinator adds to a network."""

    email = forms.EmailField(label=gettext_lazy("Ohjaajan sähköposti"), max_length=254)


class NoticeForm(WatchedForm):
    """A notice: wanted or offered."""

    watched_fields = ("title", "text")

    kind = forms.ChoiceField(
        label=gettext_lazy("Laji"), choices=NoticeKind.choices, widget=forms.RadioSelect, initial=NoticeKind.WANTED
    )
    title = forms.CharField(label=gettext_lazy("Otsikko"), max_length=80)
    text = NoteField(
        label=gettext_lazy("Teksti"),
        rows=3,
        max_length=600,
        required=False,
        help_text=gettext_lazy("Ilmoituksen näkevät vain verkoston ohjaajat. Ryhmäläisistä ei kerrota täällä mitään."),
    )
    days = WholeField(label=gettext_lazy("Montako päivää ilmoitus on voimassa"), min_value=1, max_value=90, initial=30)


class AnswerForm(WatchedForm):
    """An answer to a notice."""

    watched_fields = ("text",)

    text = NoteField(label=gettext_lazy("Vastauksesi"), rows=3, max_length=600)
