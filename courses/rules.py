"""A run's rules as data: parsed, checked, and turned into conditions. Nothing in code says five, twelve or three."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError as DjangoValidationError
from django.utils.translation import gettext as _
from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator

from courses.conditions_base import Condition, condition_kinds

if TYPE_CHECKING:
    from courses.models import CourseRun


class ConditionRule(BaseModel):
    """One condition of the certificate: an id that stays the same over versions, a kind and its parameters."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    id: str = Field(pattern=r"^[a-z0-9_-]{1,40}$")
    kind: str
    params: dict[str, Any] = {}

    @field_validator("kind")
    @classmethod
    def kind_exists(cls, value: str) -> str:
        """Refuse a kind that no app declares."""
        if value not in condition_kinds():
            raise ValueError(_("Ehdon lajia ”%(kind)s” ei ole.") % {"kind": value})
        return value

    def condition(self) -> Condition:
        """Return the condition this rule describes."""
        return condition_kinds()[self.kind](id=self.id, params=self.params)


class OpeningRule(BaseModel):
    """From this session on, content stays closed until the condition is met (BR-02)."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    from_session: int = Field(ge=1)
    kind: str
    params: dict[str, Any] = {}

    def condition(self) -> Condition:
        """Return the condition; its id tells that it opens a session."""
        return condition_kinds()[self.kind](id=f"opening-{self.from_session}", params=self.params)


class AttendanceRules(BaseModel):
    """What counts as having been there."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    present_percent: int = Field(default=75, ge=1, le=100)
    make_up_allowed: bool = True
    make_ups: int = Field(default=1, ge=0, le=60)  # how many a trainer may accept; a coordinator any number (C1)
    make_up_days: int = Field(default=30, ge=1, le=1000)  # time to do the work, from the closing of the register


class RuleBook(BaseModel):
    """All rules of one rule set version."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    conditions: tuple[ConditionRule, ...] = ()
    openings: tuple[OpeningRule, ...] = ()
    attendance: AttendanceRules = AttendanceRules()
    opens_days_before: int | None = Field(default=None, ge=0, le=1000)
    closes_days_after: int | None = Field(default=None, ge=0, le=1000)

    def due_on(self, run: CourseRun) -> date | None:
        """Return the last day on which a trainee of the run is in time, or None when the rules set none."""
        return None if self.closes_days_after is None else run.ends_on + timedelta(days=self.closes_days_after)

    @classmethod
    def parse(cls, data: dict[str, Any]) -> RuleBook:
        """Read rules from stored data.

        Raises Django's ValidationError naming the place when they cannot be held.
        """
        try:
            book = cls.model_validate(data)
            for condition in book.all_conditions():
                condition.parsed  # noqa: B018 -- parsing the parameters is the check
        except ValidationError as error:
            lines = [f"{'.'.join(str(part) for part in e['loc'])}: {e['msg']}" for e in error.errors()]
            raise DjangoValidationError(lines) from error
        return book

    def says_the_same_as(self, other: RuleBook) -> bool:
        """Say whether two versions mean the same, however their parameters were written down."""
        return self._essence() == other._essence()

    def _essence(self) -> Any:
        conditions = [(rule.id, rule.kind, rule.condition().parsed) for rule in self.conditions]
        openings = [(rule.from_session, rule.kind, rule.condition().parsed) for rule in self.openings]
        return conditions, openings, self.attendance, self.opens_days_before, self.closes_days_after

    def all_conditions(self) -> list[Condition]:
        """Return the certificate's conditions, then those that open sessions."""
        return [rule.condition() for rule in self.conditions] + [rule.condition() for rule in self.openings]

    def opening_for(self, position: int) -> list[Condition]:
        """Return the conditions that a session at this position waits for."""
        return [rule.condition() for rule in self.openings if position >= rule.from_session]

    def params_of(self, kind: str) -> dict[str, Any] | None:
        """Return the parameters of the first condition of a kind, or None when the rules have none."""
        return next((rule.params for rule in self.conditions if rule.kind == kind), None)
