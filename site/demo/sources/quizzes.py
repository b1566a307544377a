"""Check questions, with the feedback of each option."""

from decimal import Decimal
from typing import Annotated, Literal, Self

from pydantic import Field, StringConstraints, model_validator

from demo.sources.base import Shape, Text
from demo.sources.modules import Module, Pair


class Option(Shape):
    """One choice and what is said to the one who chose it."""

    text: Text
    correct: bool = False
    feedback: str = ""


class BaseQuestion(Shape):
    """What every question has."""

    id: Annotated[str, StringConstraints(pattern=r"^K\d+\.\d+$")]
    text: Text
    content_warning: str = ""


class SingleQuestion(BaseQuestion):
    """Exactly one option is right."""

    kind: Literal["single"]
    options: Annotated[list[Option], Field(min_length=2)]
    feedback: str = ""

    @model_validator(mode="after")
    def one_is_right(self) -> Self:
        """Count the right ones."""
        if sum(option.correct for option in self.options) != 1:
            raise ValueError("exactly one option must be correct")
        return self


class MultipleQuestion(BaseQuestion):
    """One or more options are right."""

    kind: Literal["multiple"]
    options: Annotated[list[Option], Field(min_length=2)]
    feedback: str = ""

    @model_validator(mode="after")
    def some_are_right(self) -> Self:
        """Some are right, and some are not."""
        right = sum(option.correct for option in self.options)
        if right in (0, len(self.options)):
            raise ValueError("some options must be correct, and some not")
        return self


class TrueFalseQuestion(BaseQuestion):
    """A claim that is true or false."""

    kind: Literal["truefalse"]
    answer: bool
    feedback: Text


class MatchQuestion(BaseQuestion):
    """Pairs to find."""

    kind: Literal["match"]
    pairs: Annotated[list[Pair], Field(min_length=2)]
    feedback: Text


class OrderQuestion(BaseQuestion):
    """Items, given here in the right order."""

    kind: Literal["order"]
    items: Annotated[list[Text], Field(min_length=2)]
    feedback: Text


class NumericQuestion(BaseQuestion):
    """A number, with the unit shown beside the field."""

    kind: Literal["numeric"]
    answer: Decimal
    tolerance: Decimal = Decimal(0)
    unit: str = ""
    feedback: Text


Question = Annotated[
    SingleQuestion | MultipleQuestion | TrueFalseQuestion | MatchQuestion | OrderQuestion | NumericQuestion,
    Field(discriminator="kind"),
]


class Quiz(Module):
    """The check questions of one session."""

    kind: Literal["quiz"]
    pass_percent: Annotated[int, Field(ge=0, le=100)]
    intro: Text
    questions: Annotated[list[Question], Field(min_length=1)]

    @model_validator(mode="after")
    def ids_are_unique(self) -> Self:
        """No two questions bear the same id."""
        ids = [question.id for question in self.questions]
        if len(set(ids)) != len(ids):
            raise ValueError("two questions have the same id")
        return self
