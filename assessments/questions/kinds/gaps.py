"""A text with gaps: each is filled by picking, by typing words or by typing a number, and earns its own share."""

from __future__ import annotations

import random
import re
from collections.abc import Mapping, Sequence
from decimal import Decimal, InvalidOperation
from fractions import Fraction
from typing import Annotated, Any, Literal, Self

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from pydantic import Field, model_validator

from assessments.questions.kinds.base import (
    NOTHING,
    Body,
    Given,
    Kind,
    Line,
    Number,
    Part,
    Share,
    UnableToReadAnswer,
    Words,
    first_value,
    share_of,
    shown_place,
    shuffled,
    within_bounds,
)
from assessments.questions.kinds.entry import fits
from assessments.questions.kinds.numeric import read_number, written

MARKER = re.compile(r"\[\[(\d{1,3})\]\]", re.ASCII)
Filled = int | frozenset[int] | str | Decimal


class GapAnswer(Part):
    """One answer to a gap. For a number, `text` is the number and `*` any number."""

    text: Line
    fraction: Share = Decimal(0)
    feedback: Words = ""
    tolerance: Annotated[Number, Field(ge=0)] = Decimal(0)


class Gap(Part):
    """One gap: `choice` one of a list, `several` of a list, `short` words, `number`."""

    sort: Literal["choice", "several", "short", "number"]
    answers: Annotated[tuple[GapAnswer, ...], Field(min_length=1, max_length=200)]
    points: Annotated[Number, Field(ge=0, le=1000)] = Decimal(1)
    layout: Literal["list", "radio", "row"] = "list"
    shuffle: bool = False
    case_sensitive: bool = False

    @property
    def picks(self) -> bool:
        """Whether it is filled from a list."""
        return self.sort in ("choice", "several")

    @model_validator(mode="after")
    def something_earns(self) -> Self:
        """A gap nothing could fill would be a fault; so would a number that is none."""
        if not any(answer.fraction > 0 for answer in self.answers):
            raise ValueError(_("Aukosta puuttuu oikea vastaus."))
        if self.sort == "number":
            for answer in self.answers:
                if answer.text != "*" and _decimal(answer.text) is None:
                    raise ValueError(_("Aukon vastaus ei ole luku: %(text)s") % {"text": answer.text[:40]})
        return self


class GapsBody(Body):
    """A text with markers [[1]], [[2]]… where the gaps stand, and the gaps in that order."""

    gaps: Annotated[tuple[Gap, ...], Field(min_length=1, max_length=200)]

    @model_validator(mode="after")
    def each_gap_has_its_place(self) -> Self:
        """Each marker stands once, and each gap has one."""
        markers = [int(number) for number in MARKER.findall(self.text)]
        if sorted(markers) != list(range(1, len(self.gaps) + 1)):
            raise ValueError(_("Merkitse jokainen aukko tekstiin kerran: [[1]], [[2]] ja niin edelleen."))
        if not any(gap.points for gap in self.gaps):
            raise ValueError(_("Vähintään yhden aukon on annettava pisteitä."))
        return self


class Gaps(Kind):
    """Gaps in a text. The mark is the weighted mean of the gaps' marks."""

    name = "gaps"
    label = gettext_lazy("aukkotehtävä")
    Body = GapsBody
    template = "questions/kinds/gaps.html"

    def arrange(self, body: GapsBody, *, shuffle: bool, rng: random.Random) -> list[int]:
        """Return the order of all lists one after the other; each gap's options stay together."""
        order: list[int] = []
        for gap in body.gaps:
            start = len(order)
            own = shuffled(len(gap.answers), shuffle=gap.shuffle and shuffle, rng=rng) if gap.picks else []
            order += [start + place for place in own]
        return order

    def _orders(self, body: GapsBody, order: Sequence[int]) -> list[list[int]]:
        orders, start = [], 0
        for gap in body.gaps:
            count = len(gap.answers) if gap.picks else 0
            own = [place - start for place in order[start : start + count]]
            orders.append(own if sorted(own) == list(range(count)) else list(range(count)))
            start += count
        return orders

    def clean_answer(self, body: GapsBody, given: Given, order: Sequence[int]) -> dict[int, Filled] | None:
        answer: dict[int, Filled] = {}
        for number, (gap, own) in enumerate(zip(body.gaps, self._orders(body, order), strict=True)):
            filled = self._filled(number, gap, given, own)
            if filled is not None:
                answer[number] = filled
        return answer or None

    def readable_answer(self, body: GapsBody, given: Given, order: Sequence[int]) -> dict[int, Filled] | None:
        """Leave out the gaps that cannot be read; the others count."""
        readable = dict(given)
        for number, gap in enumerate(body.gaps):
            try:
                self._filled(number, gap, given, range(len(gap.answers)))
            except UnableToReadAnswer:
                readable.pop(str(number))
        return self.clean_answer(body, readable, order)

    def _filled(self, number: int, gap: Gap, given: Given, own: Sequence[int]) -> Filled | None:
        typed = first_value(given, str(number))
        if gap.sort == "several":
            places = {shown_place(value.strip(), own) for value in given.get(str(number), ())}
            return frozenset(place for place in places if place is not None) or None
        if gap.sort == "choice":
            return shown_place(typed, own)
        if gap.sort == "short" or not typed:
            return typed or None
        try:
            return read_number(typed)
        except UnableToReadAnswer as error:
            message = _("Aukko %(number)s: %(problem)s") % {"number": number + 1, "problem": error}
            raise UnableToReadAnswer(message) from error

    def mark(self, body: GapsBody, answer: Mapping[int, Filled] | None) -> Fraction:
        total = sum((Fraction(gap.points) for gap in body.gaps), NOTHING)
        earned = sum(
            (Fraction(gap.points) * mark_gap(gap, (answer or {}).get(number)) for number, gap in enumerate(body.gaps)),
            NOTHING,
        )
        return within_bounds(earned / total)

    def choices_made(self, body: GapsBody, answer: Mapping[int, Filled] | None) -> list[str]:
        made = []
        for number, filled in sorted((answer or {}).items()):
            known = fitting(body.gaps[number], filled)
            made += [f"{number}-{place}" for place in known] or [f"{number}-other"]
        return made

    def choice_names(self, body: GapsBody) -> list[tuple[str, str, bool]]:
        names = []
        for number, gap in enumerate(body.gaps):
            for place, answer in enumerate(gap.answers):
                names.append((f"{number}-{place}", f"{number + 1}) {answer.text}", answer.fraction > 0))
            if not gap.picks:
                names.append((f"{number}-other", f"{number + 1}) {_('Muu vastaus')}", False))
        return names

    def correct_answer(self, body: GapsBody) -> str:
        return " · ".join(f"{number}) {right_words(gap)}" for number, gap in enumerate(body.gaps, start=1))

    def is_answered(self, body: GapsBody, given: Given, order: Sequence[int]) -> bool:
        """Say whether every gap has something in it."""
        return all(any(value.strip() for value in given.get(str(number), ())) for number in range(len(body.gaps)))

    def rows(self, body: GapsBody, given: Given, order: Sequence[int]) -> list[dict[str, Any]]:
        """Return the text in pieces, each with the gap that follows it."""
        pieces = MARKER.split(body.text)
        orders = self._orders(body, order)
        rows = []
        for place in range(0, len(pieces) - 1, 2):
            number = int(pieces[place + 1]) - 1
            row = self._row(number, body.gaps[number], given, orders[number])
            rows.append({"before": pieces[place], "gap": row})
        return [*rows, {"before": pieces[-1], "gap": None}]

    def _row(self, number: int, gap: Gap, given: Given, own: Sequence[int]) -> dict[str, Any]:
        try:
            filled = self._filled(number, gap, given, own)
        except UnableToReadAnswer:
            filled = None
        known = fitting(gap, filled)
        mark = mark_gap(gap, filled)
        typed = first_value(given, str(number))
        words = typed if not gap.picks else ", ".join(gap.answers[place].text for place in known)
        return {
            "part": str(number),
            "number": number + 1,
            "sort": gap.sort,
            "layout": gap.layout,
            "typed": typed,
            "size": min(30, max(4, *(len(answer.text) + 2 for answer in gap.answers))),
            "options": [
                {"value": str(shown), "text": gap.answers[place].text, "chosen": place in known}
                for shown, place in enumerate(own)
            ],
            "given": words,
            "right": mark == 1,
            "partly": 0 < mark < 1,
            "feedback": " ".join(gap.answers[place].feedback for place in known if gap.answers[place].feedback),
            "correct": right_words(gap),
        }


def fitting(gap: Gap, filled: Filled | None) -> list[int]:
    """Return the places of the answers that what was filled in stands for."""
    if filled is None:
        return []
    if isinstance(filled, frozenset):
        return sorted(filled)
    if gap.sort == "choice":
        return [int(filled)]
    for place, answer in enumerate(gap.answers):
        if _fits(gap, answer, filled):
            return [place]
    return []


def _fits(gap: Gap, answer: GapAnswer, filled: int | str | Decimal) -> bool:
    if gap.sort == "short":
        return fits(str(filled), answer.text, case_sensitive=gap.case_sensitive, wildcards=True)
    value = _decimal(answer.text)
    return value is None or abs(Fraction(Decimal(filled)) - Fraction(value)) <= Fraction(answer.tolerance)


def mark_gap(gap: Gap, filled: Filled | None) -> Fraction:
    """Return the share of the gap's points that was earned."""
    known = fitting(gap, filled)
    if gap.sort == "several" and known == [n for n, answer in enumerate(gap.answers) if answer.fraction > 0]:
        return Fraction(1)
    return within_bounds(sum((share_of(gap.answers[place].fraction) for place in known), NOTHING))


def right_words(gap: Gap) -> str:
    """Return what should have stood in the gap."""
    best = max(answer.fraction for answer in gap.answers)
    least = best if gap.sort != "several" else min(answer.fraction for answer in gap.answers if answer.fraction > 0)
    right = [answer for answer in gap.answers if answer.fraction >= least]
    texts = [answer.text.replace("\\*", "*") for answer in right]
    if gap.sort == "number":
        texts = [written(value) if (value := _decimal(text)) is not None else text for text in texts]
    return (", " if gap.sort == "several" else " / ").join(texts)


def _decimal(text: str) -> Decimal | None:
    try:
        value = Decimal(text.replace(",", "."))
    except InvalidOperation:
        return None
    return value if value.is_finite() and abs(value.adjusted()) <= 99 else None
