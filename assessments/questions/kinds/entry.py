"""Answers of a few words, and how what was typed is compared with what is right."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction
from typing import Annotated, Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from pydantic import BeforeValidator, Field

from assessments.questions.kinds.base import (
    NOTHING,
    Body,
    Given,
    Kind,
    Line,
    Part,
    PositiveShare,
    Words,
    first_value,
    share_of,
)


class Accepted(Part):
    """One wording, the share of the points it earns, and what is said to the one who wrote it."""

    text: Line
    fraction: PositiveShare = Decimal(1)
    feedback: Words = ""


def _wording(value: Any) -> Any:
    return {"text": value} if isinstance(value, str) else value


class ShortBody(Body):
    """The wordings that earn something; the first one that fits counts. With `wildcards`, `*` stands for anything."""

    accepted: Annotated[tuple[Annotated[Accepted, BeforeValidator(_wording)], ...], Field(min_length=1, max_length=200)]
    case_sensitive: bool = False
    wildcards: bool = False


class Short(Kind):
    """A few words; blanks, and usually capitals, make no difference."""

    name = "short"
    label = gettext_lazy("lyhyt vastaus")
    Body = ShortBody
    template = "questions/kinds/entry.html"
    inputmode = "text"

    def clean_answer(self, body: ShortBody, given: Given, order: Sequence[int]) -> str | None:
        return first_value(given) or None

    def fitting(self, body: ShortBody, answer: str | None) -> int | None:
        """Return the place of the first wording that fits, or None."""
        if answer is None:
            return None
        for number, wording in enumerate(body.accepted):
            if fits(answer, wording.text, case_sensitive=body.case_sensitive, wildcards=body.wildcards):
                return number
        return None

    def mark(self, body: ShortBody, answer: str | None) -> Fraction:
        number = self.fitting(body, answer)
        return NOTHING if number is None else share_of(body.accepted[number].fraction)

    def choices_made(self, body: ShortBody, answer: str | None) -> list[str]:
        if answer is None:
            return []
        number = self.fitting(body, answer)
        return ["other" if number is None else str(number)]

    def choice_names(self, body: ShortBody) -> list[tuple[str, str, bool]]:
        known = [(str(number), word.text, word.fraction == 1) for number, word in enumerate(body.accepted)]
        return [*known, ("other", _("Muu vastaus"), False)]

    def correct_answer(self, body: ShortBody) -> str:
        best = max(wording.fraction for wording in body.accepted)
        texts = (wording.text for wording in body.accepted if wording.fraction == best)
        return " / ".join(text.replace("\\*", "*") for text in texts)

    def rows(self, body: ShortBody, given: Given, order: Sequence[int]) -> list[dict[str, Any]]:
        number = self.fitting(body, first_value(given) or None)
        feedback = "" if number is None else body.accepted[number].feedback
        return [{"text": first_value(given), "unit": "", "feedback": feedback}]


def fits(typed: str, wording: str, *, case_sensitive: bool, wildcards: bool = False) -> bool:
    """Say whether what was typed is the wording; blanks at the ends and their number make no difference.

    A `*` that is not written `\\*` stands for any letters, none as well. Takes time in proportion to the lengths,
    whatever was typed.
    """
    answer = _plain(typed, case_sensitive)
    if not wildcards:
        return answer == _plain(wording, case_sensitive)
    pieces = [_plain(piece.replace("\\*", "*"), case_sensitive, ends=False) for piece in _cut(wording)]
    if len(pieces) == 1:
        return answer == pieces[0].strip()
    first, *middle, last = pieces
    first, last = first.lstrip(), last.rstrip()
    if not answer.startswith(first) or not answer.endswith(last) or len(answer) < len(first) + len(last):
        return False
    place, end = len(first), len(answer) - len(last)
    for piece in middle:
        place = answer.find(piece, place, end)
        if place < 0:
            return False
        place += len(piece)
    return True


def _cut(wording: str) -> list[str]:
    return re.split(r"(?<!\\)\*", wording)


def _plain(text: str, case_sensitive: bool, *, ends: bool = True) -> str:
    plain = re.sub(r"\s+", " ", unicodedata.normalize("NFKC", text))
    plain = plain.strip() if ends else plain
    return plain if case_sensitive else plain.casefold()
