"""Finding what belongs together, and finding the order. Both are answered with drop-down lists, never by dragging."""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from fractions import Fraction
from itertools import combinations
from typing import Annotated, Any, Literal, Self

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from pydantic import Field, model_validator

from assessments.questions.kinds import ordering
from assessments.questions.kinds.base import (
    NOTHING,
    Body,
    Given,
    Kind,
    Line,
    Part,
    first_value,
    shown_place,
    shuffled,
)


class Pair(Part):
    """What is asked for, and what belongs to it."""

    prompt: Line
    answer: Line


class MatchBody(Body):
    """Pairs, and answers that belong to none of them."""

    pairs: Annotated[tuple[Pair, ...], Field(min_length=1, max_length=200)]
    distractors: Annotated[tuple[Line, ...], Field(max_length=200)] = ()
    shuffle: bool = True

    @property
    def choices(self) -> tuple[str, ...]:
        """The different answers to choose from; two pairs may share one."""
        return tuple(dict.fromkeys([*(pair.answer for pair in self.pairs), *self.distractors]))

    @model_validator(mode="after")
    def there_is_a_choice(self) -> Self:
        """One answer for everything would be no question."""
        if len(self.choices) < 2:
            raise ValueError(_("Tarvitaan vähintään kaksi erilaista vastinetta."))
        return self


class Match(Kind):
    """Pairs to find; each earns the same."""

    name = "match"
    label = gettext_lazy("yhdistä")
    Body = MatchBody
    template = "questions/kinds/match.html"

    def arrange(self, body: MatchBody, *, shuffle: bool, rng: random.Random) -> list[int]:
        return shuffled(len(body.choices), shuffle=True, rng=rng)  # in the author's order it would give itself away

    def clean_answer(self, body: MatchBody, given: Given, order: Sequence[int]) -> dict[int, int] | None:
        answer = {}
        for number in range(len(body.pairs)):
            choice = shown_place(first_value(given, str(number)), order)
            if choice is not None:
                answer[number] = choice
        return answer or None

    def mark(self, body: MatchBody, answer: Mapping[int, int] | None) -> Fraction:
        found = sum(self._is_right(body, number, choice) for number, choice in (answer or {}).items())
        return Fraction(found, len(body.pairs))

    def _is_right(self, body: MatchBody, number: int, choice: int | None) -> bool:
        return choice is not None and body.choices[choice] == body.pairs[number].answer

    def choices_made(self, body: MatchBody, answer: Mapping[int, int] | None) -> list[str]:
        return [f"{number}-{choice}" for number, choice in sorted((answer or {}).items())]

    def choice_names(self, body: MatchBody) -> list[tuple[str, str, bool]]:
        return [
            (f"{number}-{choice}", f"{pair.prompt} – {text}", text == pair.answer)
            for number, pair in enumerate(body.pairs)
            for choice, text in enumerate(body.choices)
        ]

    def correct_answer(self, body: MatchBody) -> str:
        return " · ".join(f"{pair.prompt} – {pair.answer}" for pair in body.pairs)

    def rows(self, body: MatchBody, given: Given, order: Sequence[int]) -> list[dict[str, Any]]:
        answer = self.clean_answer(body, given, order) or {}
        return [
            {
                "part": str(number),
                "text": pair.prompt,
                "options": [
                    {"value": str(place), "text": body.choices[choice], "chosen": answer.get(number) == choice}
                    for place, choice in enumerate(order)
                ],
                "given": body.choices[answer[number]] if number in answer else "",
                "right": self._is_right(body, number, answer.get(number)),
                "correct": pair.answer,
            }
            for number, pair in enumerate(body.pairs)
        ]


Grading = Literal[
    "pairs", "all", "position", "next", "next_last", "neighbours", "relative", "longest_subset", "longest_run",
    "distance",
]  # fmt: skip


class OrderBody(Body):
    """Items, in the right order."""

    items: Annotated[tuple[Line, ...], Field(min_length=2, max_length=100)]
    grading: Grading = "pairs"

    @model_validator(mode="after")
    def items_differ(self) -> Self:
        """Two equal items could not be told apart."""
        if len(set(self.items)) != len(self.items):
            raise ValueError(_("Kaksi kohtaa on samanlaisia."))
        return self


class Order(Kind):
    """Items to put in order.

    What counts is which of two items comes first: one item out of place costs little, the reverse order and guessing
    earn nothing (Kendall's tau, cut at 0). Imported questions may be marked as they were where they came from: see
    `ordering`.
    """

    name = "order"
    label = gettext_lazy("järjestä")
    Body = OrderBody
    template = "questions/kinds/order.html"

    def arrange(self, body: OrderBody, *, shuffle: bool, rng: random.Random) -> list[int]:
        natural = list(range(len(body.items)))
        order = list(natural)
        while order == natural:  # shown in the right order it would be no question
            rng.shuffle(order)
        return order

    def clean_answer(self, body: OrderBody, given: Given, order: Sequence[int]) -> dict[int, int] | None:
        """Return the position that each item was given, by its place in the body."""
        answer = {}
        positions = range(len(body.items))
        for place, item in enumerate(order):
            position = shown_place(first_value(given, str(place)), positions)
            if position is not None:
                answer[item] = position
        return answer or None

    def mark(self, body: OrderBody, answer: Mapping[int, int] | None) -> Fraction:
        if not answer:
            return NOTHING
        if body.grading != "pairs":
            return ordering.MARKERS[body.grading](ordering.sequence(answer, len(body.items)))
        pairs = list(combinations(range(len(body.items)), 2))
        kept = sum(one in answer and other in answer and answer[one] < answer[other] for one, other in pairs)
        return max(NOTHING, Fraction(2 * kept, len(pairs)) - 1)

    def choices_made(self, body: OrderBody, answer: Mapping[int, int] | None) -> list[str]:
        return [f"{item}-{position}" for item, position in sorted((answer or {}).items())]

    def choice_names(self, body: OrderBody) -> list[tuple[str, str, bool]]:
        places = range(len(body.items))
        return [
            (f"{item}-{position}", f"{body.items[item]}: {position + 1}.", item == position)
            for item in places
            for position in places
        ]

    def correct_answer(self, body: OrderBody) -> str:
        return " → ".join(body.items)

    def rows(self, body: OrderBody, given: Given, order: Sequence[int]) -> list[dict[str, Any]]:
        answer = self.clean_answer(body, given, order) or {}
        return [
            {
                "part": str(place),
                "text": body.items[item],
                "options": [
                    {"value": str(position), "text": str(position + 1), "chosen": answer.get(item) == position}
                    for position in range(len(body.items))
                ],
                "given": str(answer[item] + 1) if item in answer else "",
                "right": answer.get(item) == item,
                "correct": str(item + 1),
            }
            for place, item in enumerate(order)
        ]
