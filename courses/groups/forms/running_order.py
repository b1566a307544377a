"""The running order as rows one can change, move, add and take away, all on one page without a script."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from courses.groups.domain.templates import MOST_STEPS, Step
from courses.groups.forms.fields import WholeField
from courses.groups.models import TemplateStep
from courses.groups.models.planning import LONGEST_STEP

if TYPE_CHECKING:
    from django.http import QueryDict

Row = dict[str, str]
NAMES = ("minutes", "text", "part")
BLANK: Row = {"minutes": "", "text": "", "part": ""}


class StepForm(forms.Form):
    """One step: how long, what, and which of the three steps of every meeting it belongs to."""

    minutes = WholeField(label=_("Minuutit"), min_value=1, max_value=LONGEST_STEP)
    text = forms.CharField(label=_("Mitä tehdään"), max_length=160)
    part = forms.ChoiceField(label=_("Askel"), choices=[("", "–"), *TemplateStep.Part.choices], required=False)


class OrderForm:
    """All steps of one meeting as they were sent or stored."""

    def __init__(self, rows: list[Row], *, is_bound: bool) -> None:
        self.rows, self.is_bound = rows, is_bound
        data: dict[str, Any] = {f"{n}-{name}": row[name] for n, row in enumerate(rows) for name in NAMES}
        if is_bound:
            self.forms = [StepForm(data, prefix=str(n)) for n in range(len(rows))]
        else:
            self.forms = [StepForm(prefix=str(n), initial=row) for n, row in enumerate(rows)]

    @classmethod
    def of(cls, steps: list[Step]) -> OrderForm:
        """Return the form of a stored running order."""
        return cls([{"minutes": str(s.minutes), "text": s.text, "part": s.part} for s in steps], is_bound=False)

    @classmethod
    def sent(cls, data: QueryDict) -> OrderForm:
        """Return the form as it was sent, with what the pressed button does to its rows already done."""
        count = data.get("rows", "")
        known = int(count) if count.isascii() and count.isdigit() and len(count) < 4 else 0
        rows = [{name: data.get(f"{n}-{name}", "") for name in NAMES} for n in range(min(known, MOST_STEPS + 1))]
        what, _dash, place = data.get("do", "").partition("-")
        number = int(place) if place.isascii() and place.isdigit() and len(place) < 4 else -1
        return cls(pressed(rows, what, number), is_bound=what == "save")

    def is_valid(self) -> bool:
        """Whether every row that says something can be stored."""
        return not any(form.errors for form in self.forms)

    def steps(self) -> list[Step]:
        """Return the steps of a valid form."""
        data = [form.cleaned_data for form in self.forms]
        return [Step(row["minutes"], row["text"], row["part"]) for row in data]

    @property
    def errors(self) -> list[tuple[str, str]]:
        """Return what is wrong, each with the id of its field."""
        return [
            (form[name].id_for_label, f"{form[name].label}: {error}")
            for form in self.forms
            for name, errors in form.errors.items()
            for error in errors
        ]


def pressed(rows: list[Row], what: str, number: int) -> list[Row]:
    """Return the rows after a button: add one, move one up or down, drop one; for saving without the empty ones."""
    rows = list(rows)
    if what == "add" and len(rows) < MOST_STEPS:
        rows.append(dict(BLANK))
    elif what == "up" and 0 < number < len(rows):
        rows[number - 1], rows[number] = rows[number], rows[number - 1]
    elif what == "down" and 0 <= number < len(rows) - 1:
        rows[number + 1], rows[number] = rows[number], rows[number + 1]
    elif what == "drop" and 0 <= number < len(rows):
        del rows[number]
    elif what == "save":
        rows = [row for row in rows if row["text"].strip() or row["minutes"].strip()]
    return rows
