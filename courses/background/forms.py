"""The form of the background data: every item can be left for later, answered, or refused."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from courses.background.domain.answering import UnableToAnswer, refuse_recognizable
from courses.background.domain.participants import Participant
from courses.background.enums import (
    ABROAD,
    DECLINED,
    EXIT_ITEMS,
    AgeBand,
    CompanySize,
    Gender,
    Obstacles,
    Work,
)
from courses.background.models import LONGEST_TEXT, BackgroundRecord
from courses.groups.classifications import municipality_choices
from courses.wording import day

LATER = ("", _("Vastaan myöhemmin"))


class Later(forms.ChoiceField):
    """A question that one need not answer; the page says so of all of them at once."""

    says_optional = False

    def __init__(self, *, label: Any, choices: Any, is_long: bool = False) -> None:
        super().__init__(
            label=label,
            required=False,
            choices=[LATER, *choices],
            widget=forms.Select if is_long else forms.RadioSelect,
            error_messages={"invalid_choice": _("Valitse vaihtoehdoista.")},
        )


def _places() -> list[tuple[str, Any]]:
    return [LATER, (DECLINED, _("En halua vastata")), (ABROAD, _("ulkomailla")), *municipality_choices()]


class BackgroundForm(forms.Form):
    """What the funder's reports are made of."""

    gender = Later(label=_("Sukupuoli"), choices=Gender.choices)
    age_band = Later(label=_("Ikäsi aloituspäivänä"), choices=AgeBand.choices)
    municipality = forms.ChoiceField(
        label=_("Kotikunta"),
        required=False,
        choices=_places,
        error_messages={"invalid_choice": _("Valitse kunta luettelosta.")},
    )
    work = Later(label=_("Työtilanteesi, kun aloitit"), choices=Work.choices, is_long=True)
    company_size = Later(label=_("Yrityksesi koko"), choices=CompanySize.choices, is_long=True)
    exit_work = Later(label=_("Työtilanteesi, kun lopetit"), choices=Work.choices, is_long=True)
    obstacles = Later(label=_("Vaikeuttiko jokin osallistumistasi?"), choices=Obstacles.choices)
    obstacles_text = forms.CharField(
        label=_("Mikä vaikeutti?"),
        required=False,
        max_length=LONGEST_TEXT,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_(
            "Täytä vain, jos vastasit kyllä: esimerkiksi tila, kellonaika tai tekniikka. Älä kirjoita nimiä. "
            "Henkilötunnusta ei tallenneta."
        ),
    )

    def __init__(self, data: Any = None, *, person: Participant, record: BackgroundRecord | None) -> None:
        kept = {name: getattr(record, name) for name in self.base_fields} if record else {}
        super().__init__(data, initial=kept)
        self.fields["municipality"].says_optional = False  # type: ignore[attr-defined]
        self.fields["age_band"].help_text = format_lazy(
            "{} {}", _("Aloituspäivä:"), day(person.entered_on)
        )  # the band is picked for this day; no date of birth is asked
        if not person.is_over:
            for name in (*EXIT_ITEMS, "obstacles_text"):
                del self.fields[name]

    def clean_obstacles_text(self) -> str:
        """Refuse what would tell who wrote it."""
        text: str = self.cleaned_data["obstacles_text"]
        try:
            refuse_recognizable(text)
        except UnableToAnswer as error:
            raise forms.ValidationError(str(error)) from error
        return text
