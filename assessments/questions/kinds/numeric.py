"""A number: near enough, in one unit or several."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Annotated, Any, Literal

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from pydantic import Field, model_validator

from assessments.questions.kinds.base import (
    NOTHING,
    ONE,
    Body,
    Given,
    Kind,
    Number,
    Part,
    PositiveShare,
    UnableToReadAnswer,
    Words,
    first_value,
    share_of,
    shown_place,
)

NUMBER = re.compile(r"([+-]?(?:\d{1,40}(?:\.\d{0,40})?|\.\d{1,40}))(?:(?:[eE]|[·×*x]10\^?)([+-]?\d{1,2}))?", re.ASCII)
GROUP_MARKS = str.maketrans({" ": None, "\u00a0": None, "\u202f": None, "\u2009": None, "\u2212": "-", "\u2013": "-"})
UNIT_AT_END = re.compile(r"[^\d\s.,+\-\u2212\u2013]\S*\Z")
Unit = Annotated[Words, Field(max_length=30)]


class NumberAnswer(Part):
    """A number that earns something; `value` None stands for any number."""

    value: Number | None
    tolerance: Annotated[Number, Field(ge=0)] = Decimal(0)
    fraction: PositiveShare = Decimal(1)
    feedback: Words = ""


class OtherUnit(Part):
    """Another unit that may be used: how many of it make one of the first unit."""

    name: Annotated[Unit, Field(min_length=1)]
    factor: Annotated[Number, Field(gt=0)] = Decimal(1)


class NumericBody(Body):
    """Numbers and how far from them is near enough; the first one that fits counts."""

    answers: Annotated[tuple[NumberAnswer, ...], Field(min_length=1, max_length=200)]
    unit: Unit = ""
    units: Annotated[tuple[OtherUnit, ...], Field(max_length=50)] = ()
    unit_needed: Literal["no", "optional", "graded", "choose"] = "no"
    unit_penalty: PositiveShare = Decimal(0)

    @model_validator(mode="before")
    @classmethod
    def one_answer_may_stand_alone(cls, data: Any) -> Any:
        """Take `answer` and `tolerance` for a list of one answer, as a trainer's form has them."""
        if not isinstance(data, dict) or "answers" in data or "answer" not in data:
            return data
        rest = {name: value for name, value in data.items() if name not in ("answer", "tolerance")}
        return rest | {"answers": [{"value": data["answer"], "tolerance": data.get("tolerance", "0")}]}

    @property
    def factors(self) -> dict[str, Decimal]:
        """The units by name, each with how many of it make one of the first unit."""
        own = {self.unit: Decimal(1)} if self.unit else {}
        return own | {unit.name: unit.factor for unit in self.units}


@dataclass(frozen=True)
class Quantity:
    """What was typed: a number, and the unit that stood with it."""

    value: Decimal
    unit: str = ""


class Numeric(Kind):
    """A number within a tolerance."""

    name = "numeric"
    label = gettext_lazy("luku")
    Body = NumericBody
    template = "questions/kinds/entry.html"
    inputmode = "decimal"

    def clean_answer(self, body: NumericBody, given: Given, order: Sequence[int]) -> Quantity | None:
        """Read the number as people in Finland write it: 1 234,5, with or without a unit."""
        typed = first_value(given)
        if not typed:
            return None
        if body.unit_needed == "choose":
            names = list(body.factors)
            place = shown_place(first_value(given, "0"), range(len(names)))
            return Quantity(read_number(typed), "" if place is None else names[place])
        return read_quantity(typed, body)

    def fitting(self, body: NumericBody, answer: Quantity | None) -> int | None:
        """Return the place of the first answer that fits, or None."""
        if answer is None:
            return None
        value = Fraction(answer.value) / Fraction(body.factors.get(answer.unit, Decimal(1)))
        for number, known in enumerate(body.answers):
            if known.value is None or abs(value - Fraction(known.value)) <= Fraction(known.tolerance):
                return number
        return None

    def mark(self, body: NumericBody, answer: Quantity | None) -> Fraction:
        number = self.fitting(body, answer)
        if number is None or answer is None:
            return NOTHING
        earned = share_of(body.answers[number].fraction)
        if body.unit_needed in ("graded", "choose") and body.factors and answer.unit not in body.factors:
            earned *= ONE - share_of(body.unit_penalty)
        return earned

    def choices_made(self, body: NumericBody, answer: Quantity | None) -> list[str]:
        if answer is None:
            return []
        number = self.fitting(body, answer)
        return ["other" if number is None else str(number)]

    def choice_names(self, body: NumericBody) -> list[tuple[str, str, bool]]:
        known = [
            (str(number), "*" if answer.value is None else self._wording(body, answer), answer.fraction == 1)
            for number, answer in enumerate(body.answers)
        ]
        return [*known, ("other", _("Muu luku"), False)]

    def correct_answer(self, body: NumericBody) -> str:
        known = [answer for answer in body.answers if answer.value is not None]
        best = max((answer.fraction for answer in known), default=Decimal(0))
        return " / ".join(self._wording(body, answer) for answer in known if answer.fraction == best)

    def _wording(self, body: NumericBody, answer: NumberAnswer) -> str:
        text = f"{written(answer.value or Decimal(0))} {body.unit}".strip()
        return f"{text} (± {written(answer.tolerance)})" if answer.tolerance else text

    def rows(self, body: NumericBody, given: Given, order: Sequence[int]) -> list[dict[str, Any]]:
        try:
            number = self.fitting(body, self.clean_answer(body, given, order))
        except UnableToReadAnswer:
            number = None
        chosen = first_value(given, "0")
        choices = list(body.factors) if body.unit_needed == "choose" else []
        units = [{"value": str(n), "text": name, "chosen": chosen == str(n)} for n, name in enumerate(choices)]
        picked = next((unit["text"] for unit in units if unit["chosen"]), "")
        return [
            {
                "text": first_value(given),
                "unit": picked if choices else "" if body.unit_needed != "no" else body.unit,
                "units": units,
                "feedback": "" if number is None else body.answers[number].feedback,
            }
        ]


def read_quantity(typed: str, body: NumericBody) -> Quantity:
    """Return the number that was typed, and its unit when it is one the question knows.

    Raises UnableToReadAnswer when there is no number. A unit the question does not know is an error too, unless
    units are what it asks about.
    """
    names = sorted(body.factors, key=len, reverse=True)
    for same in (str, str.casefold):
        for name in names:
            if same(typed.strip()).endswith(same(name)):
                try:
                    return Quantity(read_number(typed.strip()[: -len(name)]), name)
                except UnableToReadAnswer:
                    continue
    if body.unit_needed == "graded" and (other := UNIT_AT_END.search(typed.strip())):
        return Quantity(read_number(typed.strip()[: other.start()]), other.group())
    return Quantity(read_number(typed))


def read_number(typed: str, *, unit: str = "") -> Decimal:
    """Return the number that was typed.

    A single comma or point parts the decimals; where both stand, the last one does. Raises UnableToReadAnswer when
    it is no number.
    """
    text = typed.strip()
    if unit and text.casefold().endswith(unit.casefold()):
        text = text[: -len(unit)]
    text = text.translate(GROUP_MARKS)
    if "," in text and "." in text:  # the last mark parts the decimals, the other one the thousands
        thousands = "." if text.rindex(",") > text.rindex(".") else ","
        text = text.replace(thousands, "")
    found = NUMBER.fullmatch(text.replace(",", "."))
    if not found:
        raise UnableToReadAnswer(_("Kirjoita luku numeroina, esimerkiksi 12,5."))
    return Decimal(found[1]).scaleb(int(found[2] or 0))


def written(number: Decimal) -> str:
    """Return the number as it is written in Finnish: without needless zeros, with a comma."""
    text = f"{number:f}" if abs(number.adjusted()) <= 20 else f"{number.normalize():E}".replace("E+", "·10^")
    if "." in text and "10^" not in text:
        text = text.rstrip("0").rstrip(".")
    return text.replace(".", ",").replace("-", "\u2212")
