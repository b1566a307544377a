"""Modules of a session: what is read, watched, tried, discussed and reflected on."""

from typing import Annotated, Literal, Self

from pydantic import Field, StringConstraints, model_validator

from demo.sources.base import Minutes, Shape, Slug, Text


class Module(Shape):
    """What every module has."""

    number: Annotated[str, StringConstraints(pattern=r"^\d+\.\d+$")]
    slug: Slug
    title: Text
    minutes: Minutes
    sources: list[Text] = []


class SelfCheckAnswer(Shape):
    """One answer to a question to oneself."""

    text: Text
    good: bool = False
    feedback: Text


class SelfCheck(Shape):
    """A question to oneself at the end of a text."""

    question: Text
    answers: list[SelfCheckAnswer]


class Reading(Module):
    """A text to read and one question of one's own."""

    kind: Literal["reading"]
    own_question: Text
    self_check: SelfCheck | None = None
    body: Text


class Video(Module):
    """A captioned clip; the body is its full text alternative."""

    kind: Literal["video"]
    clip: Slug
    own_question: Text
    body: Text


class Reflection(Module):
    """A text the trainee hands in and a trainer accepts."""

    kind: Literal["reflection"]
    min_words: Annotated[int, Field(gt=0)]
    max_words: int
    due_days: int | None = None  # days after the session; none: no due date
    max_files: int = 2  # a voice message of three to five minutes may stand for the text
    accepted_when: list[Text]
    body: Text

    @model_validator(mode="after")
    def words_in_order(self) -> Self:
        """The most is more than the least."""
        if self.max_words <= self.min_words:
            raise ValueError("max_words must be greater than min_words")
        return self


class Discussion(Module):
    """A board: one opening and one reply."""

    kind: Literal["discussion"]
    openings_required: int
    replies_required: int
    topics: list[Text]
    body: Text


class Part(Shape):
    """A prompt with, where there is one, a model answer."""

    prompt: Text
    model: str = ""
    max_words: int | None = None


class Pair(Shape):
    """Two things that belong together."""

    prompt: Text
    answer: Text


class Basket(Shape):
    """A heading and the items that belong under it."""

    name: Text
    items: list[Text]


class Exercise(Module):
    """Own answer first, the model answer after."""

    kind: Literal["exercise"]
    form: Literal["write", "match", "sort"]
    parts: list[Part] = []
    pairs: list[Pair] = []
    baskets: list[Basket] = []
    favorites: int = 0
    printable: bool = False
    content_warning: str = ""
    closing: str = ""
    trainer_note: str = ""
    body: Text

    @model_validator(mode="after")
    def form_has_its_content(self) -> Self:
        """An exercise holds what its form needs, and nothing of another form."""
        needs = {"write": self.parts, "match": self.pairs, "sort": self.baskets}
        if not needs[self.form] or any(value for form, value in needs.items() if form != self.form):
            raise ValueError(f"an exercise of form “{self.form}” needs parts, pairs or baskets of that form only")
        return self
