"""A run's rules as a form: one part per condition, in words. What the form does not ask stays as it was."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from django import forms
from django.forms import BoundField
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from courses.conditions_base import Condition, condition_kinds
from courses.rules import ConditionRule, OpeningRule, RuleBook

# The kinds in the order of the domain's rules C1–C9; kinds of other apps come after them.
ORDER = (
    "attendance", "activities", "group_founded", "meetings_logged", "reflections", "price_plan", "surveys",
    "confirmation",
)  # fmt: skip
ONLY_OPENS = ("group_state",)  # says how far the group is: a reason to open sessions, no deed of its own


@dataclass
class Part:
    """One condition on the form: whether it is in use, and its parameters."""

    prefix: str
    rule: ConditionRule | OpeningRule
    condition: Condition
    in_use: bool
    title: str
    fields: list[str] = field(default_factory=list)


class RulesForm(forms.Form):
    """All rules of a version, prefilled from the one before."""

    present_percent = forms.IntegerField(
        label=gettext_lazy("Kerralla on oltava paikalla (prosenttia ajasta)"),
        min_value=1,
        max_value=100,
        help_text=gettext_lazy("Vähemmän paikalla ollut saa merkinnän ”osittain” ja tekee lyhyen korvaavan tehtävän."),
    )
    make_up_allowed = forms.BooleanField(label=gettext_lazy("Poissaolon saa korvata"), required=False)
    opens_days_before = forms.IntegerField(
        label=gettext_lazy("Kerran sisältö avautuu (päivää ennen kertaa)"),
        min_value=0,
        max_value=1000,
        required=False,
        help_text=gettext_lazy("Jos tyhjä, kaikki on auki alusta asti."),
    )
    closes_days_after = forms.IntegerField(
        label=gettext_lazy("Aikaa suorittaa (päivää toteutuksen päättymisestä)"),
        min_value=0,
        max_value=1000,
        required=False,
        help_text=gettext_lazy("Jos tyhjä, määräaikaa ei ole. Yksittäiselle osallistujalle voi antaa lisäaikaa."),
    )
    seen = forms.IntegerField(widget=forms.HiddenInput, min_value=1)

    def __init__(self, data: Any = None, *, book: RuleBook, seen: int) -> None:
        self.book = book
        attendance = book.attendance
        initial = {
            "present_percent": attendance.present_percent,
            "make_up_allowed": attendance.make_up_allowed,
            "opens_days_before": book.opens_days_before,
            "closes_days_after": book.closes_days_after,
            "seen": seen,
        }
        super().__init__(data, initial=initial)
        self.conditions = [self._add(part) for part in _condition_parts(book)]
        self.openings = [self._add(part) for part in _opening_parts(book)]

    def _add(self, part: Part) -> Part:
        """Put the fields of one condition on the form."""
        names = {"on": forms.BooleanField(label=_("Vaaditaan"), required=False, initial=part.in_use)}
        if isinstance(part.rule, OpeningRule):
            names["on"].label = _("Käytössä")
            names["from_session"] = forms.IntegerField(  # type: ignore[assignment]
                label=_("Kerrasta alkaen"), min_value=1, max_value=100, initial=part.rule.from_session
            )
        for name, question in part.condition.questions().items():
            question.initial = getattr(part.condition.parsed, name)
            names[name] = question  # type: ignore[assignment]
        for name, question in names.items():
            self.fields[f"{part.prefix}-{name}"] = question
        part.fields = [f"{part.prefix}-{name}" for name in names]
        return part

    def clean(self) -> dict[str, Any]:
        """Errors in the parameters of a condition that is not in use are of no interest."""
        data = super().clean() or {}
        for part in [*self.conditions, *self.openings]:
            if not data.get(f"{part.prefix}-on"):
                for name in part.fields:
                    self.errors.pop(name, None)
        if not any(data.get(f"{part.prefix}-on") for part in self.conditions):
            raise forms.ValidationError(_("Valitse ainakin yksi ehto: ilman ehtoja kukaan ei voi saada todistusta."))
        return data

    def groups(self) -> list[tuple[Part, list[BoundField]]]:
        """Return the certificate's conditions with their fields, for the page."""
        return [(part, [self[name] for name in part.fields]) for part in self.conditions]

    def opening_groups(self) -> list[tuple[Part, list[BoundField]]]:
        """Return the rules that open sessions with their fields, for the page."""
        return [(part, [self[name] for name in part.fields]) for part in self.openings]

    def general(self) -> list[BoundField]:
        """Return the fields that belong to no condition."""
        names = ("present_percent", "make_up_allowed", "opens_days_before", "closes_days_after")
        return [self[name] for name in names]

    def in_words(self) -> list[tuple[str, list[str]]]:
        """Return what the rules ask for now: each condition with its parameters in words."""
        rows = [(part.title, _said(part)) for part in self.conditions if part.in_use]
        for part in self.openings:
            if part.in_use and isinstance(part.rule, OpeningRule):
                title = _("Kertojen avaaminen kerrasta %(number)s alkaen") % {"number": part.rule.from_session}
                rows.append((title, _said(part)))
        return rows

    def rules(self) -> dict[str, Any]:
        """Return the rules as data, with everything that the form did not ask kept from the version before."""
        data = self.cleaned_data
        old = self.book.model_dump(mode="json")
        attendance = {name: data[name] for name in ("present_percent", "make_up_allowed")}
        return old | {
            "conditions": [self._rule(part) for part in self.conditions if data[f"{part.prefix}-on"]],
            "openings": [
                self._rule(part) | {"from_session": data[f"{part.prefix}-from_session"]}
                for part in self.openings
                if data[f"{part.prefix}-on"]
            ],
            "attendance": old["attendance"] | attendance,
            "opens_days_before": data["opens_days_before"],
            "closes_days_after": data["closes_days_after"],
        }

    def _rule(self, part: Part) -> dict[str, Any]:
        asked = part.condition.questions()
        values = {name: self.cleaned_data[f"{part.prefix}-{name}"] for name in asked}
        return part.rule.model_dump(mode="json") | {"params": part.rule.params | values}


def _said(part: Part) -> list[str]:
    """Return the parameters of one condition in words; what asks for nothing is left out."""
    said = []
    for name, question in part.condition.questions().items():
        value = getattr(part.condition.parsed, name)
        if isinstance(question, forms.ChoiceField):
            value = dict(question.choices).get(value, value)  # type: ignore[arg-type]
        if value is True:
            said.append(str(question.label))
        elif value is None:
            said.append(f"{question.label}: {_('kaikki')}")
        elif value:
            said.append(f"{question.label}: {value}")
    return said


def _condition_parts(book: RuleBook) -> list[Part]:
    """Return the conditions in use and, switched off, one of each kind that is not."""
    kinds = condition_kinds()
    parts = [
        Part(f"c-{rule.id}", rule, rule.condition(), in_use=True, title=rule.condition().title())
        for rule in book.conditions
    ]
    used = {rule.kind for rule in book.conditions} | set(ONLY_OPENS)
    ids = {rule.id for rule in book.conditions}
    for kind in [*ORDER, *sorted(set(kinds) - set(ORDER))]:
        if kind in kinds and kind not in used:
            rule = ConditionRule(id=kind if kind not in ids else f"{kind}-2", kind=kind)
            condition = rule.condition()
            parts.append(Part(f"c-{rule.id}", rule, condition, in_use=False, title=condition.title()))
    place = {kind: number for number, kind in enumerate(ORDER)}
    return sorted(parts, key=lambda part: place.get(part.rule.kind, len(ORDER)))


def _opening_parts(book: RuleBook) -> list[Part]:
    """Return the opening rules in use, or the usual one switched off (BR-02)."""
    rules = list(book.openings) or [OpeningRule(from_session=3, kind=kind) for kind in ONLY_OPENS]
    return [
        Part(f"o-{number}", rule, rule.condition(), in_use=bool(book.openings), title=rule.condition().title())
        for number, rule in enumerate(rules, start=1)
        if rule.kind in condition_kinds()
    ]
