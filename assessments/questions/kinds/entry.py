"""Answers that are typed: a number, or a few words."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction
from typing import Annotated, Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from pydantic import Field

from assessments.questions.kinds.base import Body, Given, Kind, Line, UnableToReadAnswer, Words, first_value

NUMBER = re.compile(r"[+-]?\d{1,20}(?:\.\d{1,20})?|[+-]?\.\d{1,20}")
GROUP_MARKS = str.maketrans({" ": None, "\u00a0": None, "\u202f": None, "\u2009": None, "\u2212": "-", "\u2013": "-"})


class NumericBody(Body):
    """A number and how far from it is near enough; the unit stands beside the field."""

    answer: Annotated[Decimal, Field(allow_inf_nan=False, max_digits=30)]
    tolerance: Annotated[Decimal, Field(ge=0, allow_inf_nan=False, max_digits=30)] = Decimal(0)
    unit: Annotated[Words, Field(max_length=30)] = ""


class Numeric(Kind):
    """A number within a tolerance."""

    name = "numeric"
    label = gettext_lazy("luku")
    Body = NumericBody
    template = "questions/kinds/entry.html"
    inputmode = "decimal"

    def clean_answer(self, body: NumericBody, given: Given, order: Sequence[int]) -> Decimal | None:
        """Read the number as people in Finland write it: 1 234,5, with or without the unit."""
        typed = first_value(given)
        if not typed:
            return None
        return read_number(typed, unit=body.unit)

    def mark(self, body: NumericBody, answer: Decimal | None) -> Fraction:
        if answer is None:
            return Fraction(0)
        return Fraction(int(abs(Fraction(answer) - Fraction(body.answer)) <= Fraction(body.tolerance)))

    def correct_answer(self, body: NumericBody) -> str:
        text = f"{written(body.answer)} {body.unit}".strip()
        if body.tolerance:
            text += f" (± {written(body.tolerance)})"
        return text

    def rows(self, body: NumericBody, given: Given, order: Sequence[int]) -> list[dict[str, Any]]:
        return [{"text": first_value(given), "unit": body.unit}]


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
    text = text.replace(",", ".")
    if not NUMBER.fullmatch(text) or not text.isascii():
        raise UnableToReadAnswer(_("Kirjoita luku numeroina, esimerkiksi 12,5."))
    return Decimal(text)


def written(number: Decimal) -> str:
    """Return the number as it is written in Finnish: without needless zeros, with a comma."""
    text = f"{number:f}"
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return text.replace(".", ",").replace("-", "\u2212")


class ShortBody(Body):
    """The wordings that are right."""

    accepted: Annotated[tuple[Line, ...], Field(min_length=1, max_length=100)]
    case_sensitive: bool = False


class Short(Kind):
    """A few words; blanks, and usually capitals, make no difference."""

    name = "short"
    label = gettext_lazy("lyhyt vastaus")
    Body = ShortBody
    template = "questions/kinds/entry.html"
    inputmode = "text"

    def clean_answer(self, body: ShortBody, given: Given, order: Sequence[int]) -> str | None:
        return first_value(given) or None

    def mark(self, body: ShortBody, answer: str | None) -> Fraction:
        if answer is None:
            return Fraction(0)
        wanted = {self._plain(body, text) for text in body.accepted}
        return Fraction(int(self._plain(body, answer) in wanted))

    def _plain(self, body: ShortBody, text: str) -> str:
        plain = " ".join(unicodedata.normalize("NFKC", text).split())
        return plain if body.case_sensitive else plain.casefold()

    def correct_answer(self, body: ShortBody) -> str:
        return " / ".join(body.accepted)

    def rows(self, body: ShortBody, given: Given, order: Sequence[int]) -> list[dict[str, Any]]:
        return [{"text": first_value(given), "unit": ""}]
