"""Choosing from options: one of them, several of them, or true and false."""

from __future__ import annotations

import random
from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction
from typing import Annotated, Any, Literal, Self

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext
from pydantic import Field, model_validator

from assessments.questions.kinds.base import (
    NOTHING,
    ONE,
    Body,
    Given,
    Kind,
    Line,
    Part,
    Share,
    Words,
    first_value,
    share_of,
    shown_place,
    shuffled,
    within_bounds,
)

Numbering = Literal["none", "abc", "ABCD", "123", "iii", "IIII"]


class Option(Part):
    """One option, and what is said to the one who chose it.

    `fraction` is its share of the points where being right or wrong does not say it all.
    """

    text: Line
    correct: bool = False
    fraction: Share | None = None
    feedback: Words = ""


class ChoiceBody(Body):
    """A question with options."""

    options: Annotated[tuple[Option, ...], Field(min_length=2, max_length=200)]
    shuffle: bool = True
    numbering: Numbering = "none"


def _with(option: Option, *, correct: bool, fraction: Decimal | None) -> Option:
    return option.model_copy(update={"correct": correct, "fraction": fraction})


class SingleBody(ChoiceBody):
    """One option is chosen; at least one earns something."""

    @model_validator(mode="after")
    def one_is_right(self) -> Self:
        """Write shares of all and nothing as right and wrong, and see that something is right."""
        options = tuple(
            option if option.fraction is None else _with(option, correct=option.fraction == 1, fraction=share)
            for option in self.options
            for share in (None if option.fraction in (0, 1) else option.fraction,)
        )
        if not any(option.correct or (option.fraction or 0) > 0 for option in options):
            raise ValueError(_("Merkitse yksi vaihtoehto oikeaksi."))
        object.__setattr__(self, "options", options)  # still being made, so not yet frozen
        return self


class MultipleBody(ChoiceBody):
    """Several options may be chosen; at least one is right."""

    all_or_nothing: bool = False
    excess: bool = False  # choosing more than there are right ones takes away, not each wrong one

    @model_validator(mode="after")
    def some_are_right(self) -> Self:
        """Where shares are given, they say what is right; then every option has one."""
        if any(option.fraction is not None for option in self.options):
            shares = [option.fraction or Decimal(0) for option in self.options]
            options = tuple(
                _with(option, correct=share > 0, fraction=share)
                for option, share in zip(self.options, shares, strict=True)
            )
            object.__setattr__(self, "options", options)
        if not any(option.correct for option in self.options):
            raise ValueError(_("Merkitse vähintään yksi vaihtoehto oikeaksi."))
        return self


class OptionKind(Kind):
    """What single and multiple choice share."""

    control = "checkbox"
    template = "questions/kinds/choice.html"

    def arrange(self, body: ChoiceBody, *, shuffle: bool, rng: random.Random) -> list[int]:
        return shuffled(len(body.options), shuffle=shuffle and body.shuffle, rng=rng)

    def choice_names(self, body: ChoiceBody) -> list[tuple[str, str, bool]]:
        return [(str(number), option.text, option.correct) for number, option in enumerate(body.options)]

    def correct_answer(self, body: ChoiceBody) -> str:
        right = [option for option in body.options if option.correct]
        if not right:  # no option is worth everything: the best ones
            best = max(option.fraction or Decimal(0) for option in body.options)
            right = [option for option in body.options if option.fraction == best]
        return " · ".join(option.text for option in right)

    def rows(self, body: ChoiceBody, given: Given, order: Sequence[int]) -> list[dict[str, Any]]:
        values = given.get("", [])
        if self.control == "radio":  # what counts is what is shown as chosen
            values = [first_value(given)]
        chosen = {shown_place(value.strip(), order) for value in values}
        return [
            {
                "value": str(place),
                "text": body.options[number].text,
                "chosen": number in chosen,
                "right": body.options[number].correct,
                "partly": not body.options[number].correct and (body.options[number].fraction or 0) > 0,
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
        if answer is None:
            return NOTHING
        option = body.options[answer]
        if option.fraction is None:
            return Fraction(int(option.correct))
        return within_bounds(share_of(option.fraction))

    def choices_made(self, body: SingleBody, answer: int | None) -> list[str]:
        return [] if answer is None else [str(answer)]


class Multiple(OptionKind):
    """Several options: right ones earn their share, wrong ones take theirs away, never below nothing."""

    name = "multiple"
    label = gettext_lazy("monta oikeaa")
    Body = MultipleBody

    def clean_answer(self, body: MultipleBody, given: Given, order: Sequence[int]) -> frozenset[int] | None:
        chosen = {shown_place(value.strip(), order) for value in given.get("", ())} - {None}
        return frozenset(number for number in chosen if number is not None) or None

    def mark(self, body: MultipleBody, answer: frozenset[int] | None) -> Fraction:
        right = {number for number, option in enumerate(body.options) if option.correct}
        chosen = answer or frozenset()
        if chosen == right:
            return ONE  # shares that were cut to decimals need not add up to a whole
        if body.all_or_nothing:
            return NOTHING
        if body.excess:
            wrongs = len(chosen - right)
            return within_bounds(Fraction(min(len(chosen & right), len(right) - wrongs), len(right)))
        if body.options[0].fraction is not None:
            shares = (body.options[number].fraction or Decimal(0) for number in chosen)
            return within_bounds(sum((share_of(share) for share in shares), NOTHING))
        wrong = set(range(len(body.options))) - right
        earned = Fraction(len(chosen & right), len(right))
        lost = Fraction(len(chosen & wrong), len(wrong)) if wrong else NOTHING
        return within_bounds(earned - lost)

    def choices_made(self, body: MultipleBody, answer: frozenset[int] | None) -> list[str]:
        return [str(number) for number in sorted(answer or ())]


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

    def choices_made(self, body: TrueFalseBody, answer: bool | None) -> list[str]:
        return [] if answer is None else [str(int(answer))]

    def choice_names(self, body: TrueFalseBody) -> list[tuple[str, str, bool]]:
        return [(str(int(truth)), self._word(truth), truth is body.answer) for truth in (True, False)]

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
