"""Choosing from options: one of them, several of them, or true and false."""

from __future__ import annotations

import random
from collections.abc import Sequence
from fractions import Fraction
from typing import Annotated, Any, Self

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext
from pydantic import BaseModel, ConfigDict, Field, model_validator

from assessments.questions.kinds.base import Body, Given, Kind, Line, Words, first_value, shown_place, shuffled


class Option(BaseModel):
    """One option, and what is said to the one who chose it."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    text: Line
    correct: bool = False
    feedback: Words = ""


class ChoiceBody(Body):
    """A question with options."""

    options: Annotated[tuple[Option, ...], Field(min_length=2, max_length=50)]


class SingleBody(ChoiceBody):
    """Exactly one option is right."""

    @model_validator(mode="after")
    def one_is_right(self) -> Self:
        """Count the right ones."""
        if sum(option.correct for option in self.options) != 1:
            raise ValueError(_("Merkitse täsmälleen yksi vaihtoehto oikeaksi."))
        return self


class MultipleBody(ChoiceBody):
    """At least one option is right."""

    @model_validator(mode="after")
    def some_are_right(self) -> Self:
        """Count the right ones."""
        if not any(option.correct for option in self.options):
            raise ValueError(_("Merkitse vähintään yksi vaihtoehto oikeaksi."))
        return self


class OptionKind(Kind):
    """What single and multiple choice share."""

    template = "questions/kinds/choice.html"

    def arrange(self, body: ChoiceBody, *, shuffle: bool, rng: random.Random) -> list[int]:
        return shuffled(len(body.options), shuffle=shuffle, rng=rng)

    def correct_answer(self, body: ChoiceBody) -> str:
        return " · ".join(option.text for option in body.options if option.correct)

    def rows(self, body: ChoiceBody, given: Given, order: Sequence[int]) -> list[dict[str, Any]]:
        chosen = {shown_place(value, order) for value in given.get("", ())}
        return [
            {
                "value": str(place),
                "text": body.options[number].text,
                "chosen": number in chosen,
                "right": body.options[number].correct,
                "feedback": body.options[number].feedback,
            }
            for place, number in enumerate(order)
        ]


class Single(OptionKind):
    """One option of several."""

    name = "single"
    label = gettext_lazy("yksi oikea")
    Body = SingleBody
    control = "radio"

    def clean_answer(self, body: SingleBody, given: Given, order: Sequence[int]) -> int | None:
        return shown_place(first_value(given), order)

    def mark(self, body: SingleBody, answer: int | None) -> Fraction:
        return Fraction(int(answer is not None and body.options[answer].correct))


class Multiple(OptionKind):
    """Several options: right ones earn their share, wrong ones take theirs away, never below nothing."""

    name = "multiple"
    label = gettext_lazy("monta oikeaa")
    Body = MultipleBody
    control = "checkbox"

    def clean_answer(self, body: MultipleBody, given: Given, order: Sequence[int]) -> frozenset[int] | None:
        chosen = {shown_place(value.strip(), order) for value in given.get("", ())} - {None}
        return frozenset(number for number in chosen if number is not None) or None

    def mark(self, body: MultipleBody, answer: frozenset[int] | None) -> Fraction:
        right = {number for number, option in enumerate(body.options) if option.correct}
        wrong = set(range(len(body.options))) - right
        chosen = answer or frozenset()
        earned = Fraction(len(chosen & right), len(right))
        lost = Fraction(len(chosen & wrong), len(wrong)) if wrong else Fraction(0)
        return max(Fraction(0), earned - lost)


class TrueFalseBody(Body):
    """A claim; `answer` says whether it is true."""

    answer: bool
    feedback_true: Words = ""
    feedback_false: Words = ""


class TrueFalse(Kind):
    """A claim that is true or false. True is always shown first."""

    name = "truefalse"
    label = gettext_lazy("oikein vai väärin")
    Body = TrueFalseBody
    template = "questions/kinds/choice.html"
    control = "radio"

    def clean_answer(self, body: TrueFalseBody, given: Given, order: Sequence[int]) -> bool | None:
        return {"1": True, "0": False}.get(first_value(given))

    def mark(self, body: TrueFalseBody, answer: bool | None) -> Fraction:
        return Fraction(int(answer is not None and answer == body.answer))

    def correct_answer(self, body: TrueFalseBody) -> str:
        return self._word(body.answer)

    def rows(self, body: TrueFalseBody, given: Given, order: Sequence[int]) -> list[dict[str, Any]]:
        answer = self.clean_answer(body, given, order)
        return [
            {
                "value": value,
                "text": self._word(truth),
                "chosen": answer is truth,
                "right": body.answer is truth,
                "feedback": body.feedback_true if truth else body.feedback_false,
            }
            for value, truth in (("1", True), ("0", False))
        ]

    @staticmethod
    def _word(truth: bool) -> str:
        return pgettext("claim", "Oikein") if truth else pgettext("claim", "Väärin")
