"""What a completion condition is. Kinds live in the `conditions.py` of the app whose facts they look at."""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from typing import TYPE_CHECKING, Any, ClassVar

from django import forms
from pydantic import BaseModel, ConfigDict

from courses.enums import Standing

if TYPE_CHECKING:
    from courses.models import CourseRun, Enrolment


class Params(BaseModel):
    """Parameters of a kind; unknown ones are refused."""

    model_config = ConfigDict(extra="forbid", frozen=True)


@dataclass(frozen=True)
class Verdict:
    """How a condition stands: the standing, how much of how much is done, and facts to speak from.

    The facts hold no language: the reason is worded when it is read, in the reader's language.
    """

    standing: str
    done: int = 0
    needed: int = 1
    facts: dict[str, Any] = field(default_factory=dict)

    @classmethod
    def counted(cls, done: int, needed: int, **facts: Any) -> Verdict:
        """Return met when enough is done, else not yet."""
        standing = Standing.MET if done >= needed else Standing.NOT_YET
        return cls(standing, done=min(done, needed), needed=needed, facts=facts)


class Condition(ABC):
    """One kind of condition. Subclass, name the `kind`, and answer the four questions below.

    `looks_at` names the topics whose change calls for a new evaluation: "attendance", "activities",
    "group", "meetings", "price_plan", "confirmation" or a word of your own.
    """

    kind: ClassVar[str]
    looks_at: ClassVar[frozenset[str]] = frozenset()
    may_be_waived: ClassVar[bool] = True
    has_deadline: ClassVar[bool] = True  # whether it is the trainee who has to be in time
    Params: ClassVar[type[Params]] = Params

    def __init__(self, *, id: str, params: dict[str, Any]) -> None:
        self.id = id
        self.params = params

    @cached_property
    def parsed(self) -> Any:
        """The parameters, checked."""
        return self.Params.model_validate(self.params)

    @abstractmethod
    def evaluate(self, *, enrolment: Enrolment, at: datetime) -> Verdict:
        """Look at the facts of one trainee and say how the condition stands."""

    @abstractmethod
    def title(self) -> str:
        """Return the condition as the checklist names it, in the active language."""

    def reason(self, *, standing: str, done: int, needed: int, facts: dict[str, Any]) -> str:
        """Return one sentence on what is missing or what was done, in the active language."""
        return ""

    def link(self, *, run: CourseRun, facts: dict[str, Any]) -> str:
        """Return the address where the trainee can do something about it, or an empty string."""
        return ""

    @classmethod
    def questions(cls) -> dict[str, forms.Field]:
        """Return the form field of each parameter that the run's staff may set; the others stay as they are."""
        return {}

    def impossible(self, *, run: CourseRun) -> list[str]:
        """Return what about the parameters can never come true in this run, each in one sentence."""
        return []

    def doubts(self, *, run: CourseRun) -> list[str]:
        """Return what about the parameters will hardly come true in this run, each in one sentence."""
        return []


def condition_kinds() -> dict[str, type[Condition]]:
    """Return the kinds all installed apps declare, by name."""
    found: dict[str, type[Condition]] = {}
    queue = list(Condition.__subclasses__())
    while queue:
        cls = queue.pop()
        queue += cls.__subclasses__()
        if "kind" in cls.__dict__:
            found[cls.kind] = cls
    return found
