"""Forms on quotes and works. What is typed is looked at for traces of a person before it is saved (BR-14)."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from courses.groups.enums import MemberState, ModelPart
from courses.groups.forms.asking import AskingMixin
from courses.groups.forms.fields import NoteField
from courses.groups.forms.members import PastDayField
from courses.groups.models import GroupMember, PeerGroup
from courses.quotes.domain.quotes import Said
from courses.quotes.domain.works import Work
from courses.quotes.enums import Attribution, Keyword, Use
from media.uploads import DOCUMENTS, UploadValidator

check_file = UploadValidator(kinds=DOCUMENTS, max_megabytes=10)


class QuoteForm(AskingMixin, forms.Form):
    """A member's sentence and what they have consented to."""

    watched_fields = ("text",)

    text = NoteField(
        label=_("Sitaatti"), rows=3, max_length=600,
        help_text=_("Sanasta sanaan. Ei nimiä, ei paikkakuntaa, ei muiden asioita."),
    )  # fmt: skip
    member = forms.ModelChoiceField(
        queryset=GroupMember.objects.none(), to_field_name="public_id", label=_("Kuka sanoi"), empty_label=_("Valitse")
    )
    keyword = forms.ChoiceField(label=_("Mistä se kertoo"), choices=Keyword.choices, widget=forms.RadioSelect)
    part = forms.ChoiceField(label=_("Mallin osa"), choices=[("", _("Valitse")), *ModelPart.choices])
    attribution = forms.ChoiceField(
        label=_("Miten puhuja mainitaan"), choices=Attribution.choices, widget=forms.RadioSelect,
        initial=Attribution.ENTREPRENEUR, help_text=_("Kuntaa ei mainita koskaan."),
    )  # fmt: skip
    uses = forms.MultipleChoiceField(
        label=_("Missä saa käyttää"), choices=Use.choices, widget=forms.CheckboxSelectMultiple,
        help_text=_("Kysy lupa jokaiseen erikseen. Vain rastitetut ovat luvallisia."),
    )  # fmt: skip
    given_on = PastDayField(label=_("Lupa annettu"))
    asked = forms.BooleanField(
        label=_("Näytin lauseen puhujalle, kerroin missä sitä käytetään ja että luvan voi perua milloin vain"),
        error_messages={"required": _("Näytä lause puhujalle ja kysy lupa ennen kuin tallennat.")},
    )

    def __init__(self, *args: Any, group: PeerGroup, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        members = group.members.filter(state__in=[MemberState.JOINED, MemberState.LEFT]).order_by("pseudonym")
        field: Any = self.fields["member"]
        field.queryset = members
        field.label_from_instance = lambda row: row.pseudonym
        self.extra_names = list(group.members.values_list("pseudonym", flat=True))
        self.initial.setdefault("given_on", timezone.localdate())

    def said(self) -> Said:
        """Return what was filled in."""
        data = self.cleaned_data
        names = ("text", "keyword", "part", "attribution", "given_on")
        return Said(**{name: data[name] for name in names}, uses=frozenset(data["uses"]))


class WorkForm(AskingMixin, forms.Form):
    """Something done together."""

    watched_fields = ("title",)

    title = forms.CharField(
        label=_("Mitä tehtiin"), max_length=120,
        help_text=_("Esimerkiksi: vuosikellon pohja. Ei nimiä, ei yrityksiä."),
    )  # fmt: skip
    part = forms.ChoiceField(label=_("Mallin osa"), choices=[("", _("Valitse")), *ModelPart.choices])
    done_on = PastDayField(label=_("Valmistui"))
    is_shareable = forms.BooleanField(
        label=_("Tästä saa kertoa muille"), required=False,
        help_text=_("Muuten sen näkevät vain ryhmän ohjaajat ja koulutuksen kouluttajat."),
    )  # fmt: skip
    file = forms.FileField(
        label=_("Tiedosto"), required=False, max_length=200, validators=[check_file],
        help_text=_("Pohja tai kuva, enintään 10 Mt. Poista siitä ensin nimet ja yritysten tiedot."),
    )  # fmt: skip

    def __init__(self, *args: Any, group: PeerGroup, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.extra_names = list(group.members.values_list("pseudonym", flat=True))
        self.initial.setdefault("done_on", timezone.localdate())

    def work(self) -> Work:
        """Return what was filled in."""
        return Work(**self.cleaned_data)


class WithdrawForm(forms.Form):
    """Which uses a member takes back."""

    uses = forms.MultipleChoiceField(choices=Use.choices, widget=forms.CheckboxSelectMultiple, label=_("Perun luvan"))

    def __init__(self, *args: Any, left: list[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["uses"]
        field.choices = [(value, label) for value, label in Use.choices if value in left]
        field.error_messages["required"] = _("Valitse ainakin yksi käyttö, johon annetun luvan perut.")
