"""The log of a meeting: one screen, in the order a person remembers the evening, three minutes on a phone."""

from __future__ import annotations

import re
import uuid
from datetime import datetime, timedelta
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from courses.groups.domain.logs import PLAIN_FIELDS, LogFacts
from courses.groups.enums import CostCategory, HelpShown, MeetingKind, MeetingMode, ModelPart, Voice
from courses.groups.forms.asking import AskingMixin
from courses.groups.forms.fields import ClockField, DayField, NoteField, SumField, WholeField
from courses.groups.models.logs import LARGEST_MEETING
from courses.groups.models.meetings import LONGEST_MEETING

OLDEST = timedelta(days=730)
SHORT_WORD = 3  # "ja" and the like are no words of the topic
MOST_WORDS = 3
TYPED_LIMIT = 5000  # characters of one field that a draft keeps
COST_FIELDS = {f"cost_{category}": category for category in CostCategory.values}
FEELINGS = [(str(number), str(number)) for number in range(1, 6)]


class LogForm(AskingMixin, forms.Form):
    """A meeting's log."""

    watched_fields = ("topic", "helped", "next_step", "question", "private_text")

    key = forms.UUIDField(widget=forms.HiddenInput, required=False)
    token = forms.CharField(widget=forms.HiddenInput, required=False, max_length=20)
    day = DayField(label=gettext_lazy("Päivä"))
    start = ClockField(label=gettext_lazy("Alkoi klo"))
    minutes = WholeField(label=gettext_lazy("Kesto minuutteina"), min_value=1, max_value=LONGEST_MEETING, initial=120)
    kind = forms.ChoiceField(label=gettext_lazy("Laji"), choices=MeetingKind.choices, widget=forms.RadioSelect)
    mode = forms.ChoiceField(label=gettext_lazy("Missä"), choices=MeetingMode.choices, widget=forms.RadioSelect)
    present = WholeField(label=gettext_lazy("Montako ryhmäläistä oli läsnä"), min_value=1, max_value=LARGEST_MEETING)
    total = WholeField(label=gettext_lazy("Montako ryhmässä on"), min_value=1, max_value=LARGEST_MEETING)
    topic = forms.CharField(
        label=gettext_lazy("Aihe 1–3 sanalla"),
        max_length=60,
        help_text=gettext_lazy("Esimerkiksi: ajankäyttö, hinnoittelu"),
    )
    parts = forms.MultipleChoiceField(
        label=gettext_lazy("Mitä mallin osia ilta kosketti"),
        choices=ModelPart.choices,
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    reminded = forms.BooleanField(label=gettext_lazy("Luottamusmuistutus sanottiin"), required=False)
    voice = forms.ChoiceField(
        label=gettext_lazy("Kaikilla oli mahdollisuus puhua"), choices=Voice.choices, widget=forms.RadioSelect
    )
    helped = NoteField(label=gettext_lazy("Mikä auttoi"), max_length=400, required=False)
    next_step = NoteField(label=gettext_lazy("Mitä kokeilen seuraavaksi"), max_length=400, required=False)
    feeling = forms.TypedChoiceField(
        label=gettext_lazy("Oma olo tapaamisen jälkeen"),
        choices=FEELINGS,
        coerce=int,
        widget=forms.RadioSelect,
        help_text=gettext_lazy("1 = raskas, 5 = kevyt"),
    )
    cost_place = SumField(label=gettext_lazy("Tila, €"), required=False)
    cost_refreshments = SumField(label=gettext_lazy("Tarjoilu, €"), required=False)
    cost_facilitation = SumField(label=gettext_lazy("Ohjaus, €"), required=False)
    cost_expert = SumField(label=gettext_lazy("Asiantuntija, €"), required=False)
    cost_other = SumField(label=gettext_lazy("Muut kulut, €"), required=False)
    vat_percent = SumField(
        label=gettext_lazy("Arvonlisävero, %"), max_value=100, decimal_places=1, max_digits=4, required=False,
        help_text=gettext_lazy("Kulut kirjataan ilman veroa. Jätä tyhjäksi, jos et tiedä."),
    )  # fmt: skip
    needs_help = forms.BooleanField(label=gettext_lazy("Tarvitsen apua kouluttajalta"), required=False)
    question = NoteField(label=gettext_lazy("Mihin tarvitset apua"), max_length=400, required=False)
    help_shown = forms.ChoiceField(
        label=gettext_lazy("Kenelle pyyntö näkyy seuraavan kerran asialistalla"),
        choices=HelpShown.choices, widget=forms.RadioSelect, required=False, initial=HelpShown.UNNAMED,
    )  # fmt: skip
    private_text = NoteField(
        label=gettext_lazy("Vain minulle"),
        rows=3,
        max_length=1200,
        required=False,
        help_text=gettext_lazy("Tätä ei näe kouluttaja eikä toinen ohjaaja. Ei nimiä tännekään."),
    )

    def __init__(self, *args: Any, names: tuple[str, ...] = (), also: list[str] | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.extra_names = names
        self.also = also or []
        for name in ("question", "help_shown"):  # seen by who has ticked that help is needed: then it is not optional
            self.fields[name].says_optional = False  # type: ignore[attr-defined]

    def clean_day(self) -> Any:
        """Refuse days ahead and long past."""
        day = self.cleaned_data["day"]
        if day > timezone.localdate():
            text = _("Päivä on tulevaisuudessa. Kirjaa tapaaminen, kun se on pidetty.")
            raise forms.ValidationError(text, code="future")
        if timezone.localdate() - day > OLDEST:
            raise forms.ValidationError(_("Tarkista vuosi."), code="past")
        return day

    def clean_topic(self) -> str:
        """Keep the topic to a few words: it is a heading, not a record of talk."""
        topic = " ".join(self.cleaned_data["topic"].split())
        words = [word for word in re.findall(r"[^\W\d_]+", topic) if len(word) >= SHORT_WORD]
        if len(words) > MOST_WORDS:
            raise forms.ValidationError(_("Kirjoita aihe enintään kolmella sanalla."), code="long")
        return topic

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("present") and data.get("total") and data["present"] > data["total"]:
            self.add_error("present", _("Läsnä voi olla enintään yhtä monta kuin ryhmässä on."))
        if data.get("needs_help") and not data.get("question") and "question" not in self.errors:
            self.add_error("question", _("Kirjoita lyhyesti, mihin tarvitset apua."))
        data["help_shown"] = data.get("help_shown") or HelpShown.UNNAMED
        if data.get("day") and data.get("start"):
            data["held_at"] = timezone.make_aware(datetime.combine(data["day"], data["start"]))
            if data["held_at"] > timezone.now() and not self.errors.get("day"):
                self.add_error("start", _("Tapaaminen ei ole vielä alkanut. Kirjaa se, kun se on pidetty."))
        return data

    def questions(self) -> list[str]:
        return self.also

    def facts(self) -> LogFacts:
        """Return the log that was filled in."""
        data = self.cleaned_data
        costs = {category: data[name] for name, category in COST_FIELDS.items() if data[name]}
        return LogFacts(
            held_at=data["held_at"],
            parts=frozenset(data["parts"]),
            costs=costs,
            vat_percent=data["vat_percent"] if costs else None,
            private_text=data["private_text"],
            **{name: data[name] for name in PLAIN_FIELDS},
        )


def typed_of(data: Any) -> dict[str, Any]:
    """Return what was typed, field by field, as a draft keeps it: no checks, no zero bytes, no endless texts."""
    typed: dict[str, Any] = {}
    for name, field in LogForm.base_fields.items():
        if name in ("key", "token"):
            continue
        if isinstance(field, forms.MultipleChoiceField):
            typed[name] = [_plain(value)[:40] for value in data.getlist(name)][:20]
        elif isinstance(field, forms.BooleanField):
            typed[name] = name in data
        else:
            typed[name] = _plain(data.get(name, ""))[:TYPED_LIMIT]
    return typed


def _plain(value: str) -> str:
    return value.replace("\x00", "").replace("\r\n", "\n")


def initial_from(facts: LogFacts) -> dict[str, Any]:
    """Return what the form shows of a stored log."""
    local = timezone.localtime(facts.held_at)
    values: dict[str, Any] = {name: getattr(facts, name) for name in PLAIN_FIELDS}
    values |= {"day": local.date(), "start": local.time(), "parts": sorted(facts.parts)}
    values["private_text"] = facts.private_text
    values |= {name: facts.costs[category] for name, category in COST_FIELDS.items() if category in facts.costs}
    return values | {"vat_percent": facts.vat_percent}


def key_of(data: Any) -> uuid.UUID:
    """Return the idempotency key a form bears; one that is missing or spoilt is replaced."""
    try:
        return uuid.UUID(str(data.get("key", "")))
    except ValueError:
        return uuid.uuid4()
