"""What a kind of question is: how its body is read, how an answer is read and marked, what is said afterwards."""

from __future__ import annotations

import random
from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import Annotated, Any, ClassVar, Literal

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints
from pydantic import ValidationError as PydanticValidationError

from assessments.questions.kinds.places import place_words

# What a form sent for one question: the part of the question ("" when it has no parts) and the values.
Given = Mapping[str, Sequence[str]]


def _without_nul(value: Any) -> Any:
    return value.replace("\x00", "") if isinstance(value, str) else value


def _plain_number(value: Decimal) -> Decimal:
    """Return the number in its shortest form, so that 0.50 and 0.5 are stored alike."""
    return Decimal(0) if value == 0 else value.normalize()


NoNul = BeforeValidator(_without_nul)
Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=100_000), NoNul]
Line = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=20_000), NoNul]
Words = Annotated[str, StringConstraints(strip_whitespace=True, max_length=20_000), NoNul]
Name = Annotated[str, StringConstraints(strip_whitespace=True, max_length=255), NoNul]
Number = Annotated[Decimal, Field(allow_inf_nan=False, max_digits=40), AfterValidator(_plain_number)]
Share = Annotated[Decimal, Field(ge=-1, le=1, max_digits=12), AfterValidator(_plain_number)]
PositiveShare = Annotated[Decimal, Field(ge=0, le=1, max_digits=12), AfterValidator(_plain_number)]
ONE, NOTHING = Fraction(1), Fraction(0)


class UnableToReadAnswer(Exception):
    """What was typed is no answer to this kind of question; the message says what to type."""


class Part(BaseModel):
    """Any piece of a question: unknown fields are refused, and nothing changes once it is read."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Hint(Part):
    """A hint for the next attempt."""

    text: Words = ""
    clear_wrong: bool = False
    show_count: bool = False


class Body(Part):
    """What every question holds: its text, and the feedback on the whole of it.

    `format` says whether the texts a trainee reads are plain or cleaned HTML; what is typed or picked from a list
    (accepted answers, the right-hand sides of pairs) is always plain.
    """

    text: Text
    name: Name = ""
    format: Literal["plain", "html"] = "plain"
    feedback: Words = ""
    feedback_correct: Words = ""
    feedback_partial: Words = ""
    feedback_incorrect: Words = ""
    points: Annotated[Decimal, Field(ge=0, le=1000, max_digits=12), AfterValidator(_plain_number)] = Decimal(1)
    # Of Moodle's "interactive" and "adaptive" quizzes, which take it off for each new try of one question within an
    # attempt. Attempts here are marked once, so it counts nowhere; it is kept for the way back to Moodle.
    penalty: PositiveShare = Decimal(0)
    hints: Annotated[tuple[Hint, ...], Field(max_length=50)] = ()


class UnfitBody(ValidationError):
    """The body is not one of its kind. `places` says where each fault is, and what it is."""

    def __init__(self, places: Sequence[tuple[tuple[int | str, ...], str]]) -> None:
        super().__init__([_line(*place) for place in places])
        self.places = list(places)


class Kind(ABC):
    """One kind of question. Marking is pure: the same body and answer always give the same mark."""

    name: ClassVar[str]
    label: ClassVar[Any]
    Body: ClassVar[type[Body]]
    template: ClassVar[str]
    asks: ClassVar[bool] = True  # a description asks nothing and earns nothing
    is_reviewed: ClassVar[bool] = False  # a person reads the answer and gives the mark

    def parse(self, data: Mapping[str, Any]) -> Any:
        """Return the checked body.

        Raises Django's ValidationError with a line for each thing that is wrong.
        """
        try:
            return self.Body.model_validate(data)
        except PydanticValidationError as error:
            raise UnfitBody([_placed(detail) for detail in _told(error.errors())]) from error

    def dump(self, body: BaseModel) -> dict[str, Any]:
        """Return the body as it is stored: without what is as it always is, so new fields change no old question."""
        return body.model_dump(mode="json", exclude_defaults=True)

    def arrange(self, body: Any, *, shuffle: bool, rng: random.Random) -> list[int]:
        """Return the order in which the movable parts are shown: places in the body, first shown first."""
        return []

    @abstractmethod
    def clean_answer(self, body: Any, given: Given, order: Sequence[int]) -> Any:
        """Return the answer in the kind's own form, or None when nothing was answered.

        What cannot come from our form counts as nothing. Raises UnableToReadAnswer for what a person may mistype.
        """

    def readable_answer(self, body: Any, given: Given, order: Sequence[int]) -> Any:
        """Return the answer as far as it can be read; what cannot counts as none."""
        try:
            return self.clean_answer(body, given, order)
        except UnableToReadAnswer:
            return None

    @abstractmethod
    def mark(self, body: Any, answer: Any) -> Fraction:
        """Return the share of the points that the answer earns, from 0 to 1."""

    @abstractmethod
    def correct_answer(self, body: Any) -> str:
        """Return the right answer in words."""

    @abstractmethod
    def rows(self, body: Any, given: Given, order: Sequence[int]) -> list[dict[str, Any]]:
        """Return what the kind's template lists: options, pairs or items, with what was given and what is right."""

    def feedback(self, body: Any, answer: Any) -> str:
        """Return what is said of the question as a whole; options speak for themselves in `rows`."""
        return body.feedback

    def choices_made(self, body: Any, answer: Any) -> list[str]:
        """Return what an answer adds up to in statistics, in the kind's own short words; nothing when it is free."""
        return []

    def choice_names(self, body: Any) -> list[tuple[str, str, bool]]:
        """Return everything `choices_made` may name: its short word, its text, and whether it is right."""
        return []

    def is_answered(self, body: Any, given: Given, order: Sequence[int]) -> bool:
        """Say whether there is an answer, whatever it is worth."""
        try:
            return self.clean_answer(body, given, order) is not None
        except UnableToReadAnswer:
            return True


def shown_place(value: str, order: Sequence[int]) -> int | None:
    """Return the place in the body of what was shown at the given place, or None when there was no such place."""
    if not value.isascii() or not value.isdigit() or len(value) > 4:
        return None
    place = int(value)
    return order[place] if place < len(order) else None


def shuffled(count: int, *, shuffle: bool, rng: random.Random) -> list[int]:
    """Return the numbers below count, in order or shuffled."""
    order = list(range(count))
    if shuffle:
        rng.shuffle(order)
    return order


def first_value(given: Given, part: str = "") -> str:
    """Return the one value given for a part, without outer blanks."""
    values = given.get(part) or [""]
    return values[0].strip()


def _told(details: Sequence[Any]) -> list[Any]:
    """Leave out that a list is too short when that only follows from a fault inside it."""
    places = [detail["loc"] for detail in details]
    return [
        detail
        for detail in details
        if detail["type"] != "too_short"
        or not any(len(place) > len(detail["loc"]) and place[: len(detail["loc"])] == detail["loc"] for place in places)
    ]


def _placed(detail: Mapping[str, Any]) -> tuple[tuple[int | str, ...], str]:
    message = detail["ctx"]["error"] if detail["type"] == "value_error" else _translated(detail)
    return tuple(detail["loc"]), str(message)


def _line(loc: Sequence[int | str], message: str) -> str:
    place = place_words(loc)
    return f"{place}: {message}" if place else message


def _translated(detail: Mapping[str, Any]) -> str:
    """Return pydantic's complaint in the words of the site, for those that authors meet."""
    if detail["type"] in ("missing", "string_too_short"):
        return _("puuttuu")
    if detail["type"] == "string_too_long":
        return _("on liian pitkä, enintään %(limit)s merkkiä") % {"limit": detail["ctx"]["max_length"]}
    if detail["type"] == "too_short":
        return _("tarvitaan vähintään %(limit)s") % {"limit": detail["ctx"]["min_length"]}
    if detail["type"] == "extra_forbidden":
        return _("tuntematon kenttä")
    return _("ei kelpaa")


def share_of(fraction: Decimal) -> Fraction:
    """Return a share of the points as an exact fraction; thirds that were cut to decimals count as thirds."""
    exact = Fraction(fraction)
    return exact if 1_000 % exact.denominator == 0 else exact.limit_denominator(1000)


def within_bounds(mark: Fraction) -> Fraction:
    """Return the mark cut to between nothing and all."""
    return min(ONE, max(NOTHING, mark))
