"""What is asked of trainees about themselves and the training, and the trainer's guide."""

from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from demo.sources.base import Minutes, Shape, Slug, Text


class Scale(Shape):
    """The scale of the statements."""

    min: int
    max: int
    min_label: Text
    max_label: Text


class StatementGroup(Shape):
    """Statements under one heading."""

    title: Text
    statements: list[Text]


class Round(Shape):
    """One time the statements are answered."""

    slug: Slug
    title: Text
    session: int
    moment: Literal["start", "end"]
    minutes: Minutes
    open_question: Text


class SelfAssessment(Shape):
    """The self-assessment, answered at the start and at the end."""

    title: Text
    scale: Scale
    groups: list[StatementGroup]
    rounds: list[Round]
    summary: Text
    min_respondents: int


class SurveyQuestion(Shape):
    """A question of the closing survey."""

    number: int
    kind: Literal["scale", "single", "multiple", "text"]
    text: Text
    min: int | None = None
    max: int | None = None
    options: list[Text] = []
    follow_up: str = ""

    @model_validator(mode="after")
    def kind_has_its_content(self) -> Self:
        """A scale has its ends, a choice its options."""
        if self.kind == "scale" and (self.min is None or self.max is None):
            raise ValueError("a scale needs min and max")
        if self.kind in ("single", "multiple") and len(self.options) < 2:
            raise ValueError("a choice needs at least two options")
        return self


class Survey(Shape):
    """The closing survey."""

    slug: Slug
    title: Text
    session: int
    minutes: Minutes
    anonymous: bool
    intro: Text
    questions: Annotated[list[SurveyQuestion], Field(min_length=1)]


class TrainerGuide(Shape):
    """What trainers keep at hand."""

    title: Text
    slug: Slug
    audience: Literal["trainer"]
    feedback_steps: list[Text]
    feedback_example: Text
    body: Text
