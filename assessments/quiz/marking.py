"""Writing the marks of an attempt into it: by the kinds' pure functions, and by a person for own words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal
from fractions import Fraction

from assessments.questions.domain import Shown
from assessments.quiz.models import Attempt
from courses.enums import CompletionRule

WAITS = ""  # the mark of an answer that a person has yet to read


def write_marks(*, attempt: Attempt, questions: Sequence[Shown], at: datetime) -> None:
    """Mark the questions and write marks and result into the attempt, without storing it.

    Answers in own words wait for a person; then the attempt has no result yet.
    """
    attempt.finished_at = at
    attempt.marks = [_mark(question) for question in questions]
    if WAITS in attempt.marks:
        attempt.state = Attempt.State.REVIEW
    else:
        write_result(attempt)


def _mark(question: Shown) -> str:
    if question.kind.is_reviewed and question.points and question.is_answered:
        return WAITS
    return str(question.set_mark())


def write_reviewed(*, attempt: Attempt, given: Mapping[int, Fraction]) -> None:
    """Write the marks that a person gave, by slot, and the result, without storing it."""
    attempt.marks = [str(given[slot]) if mark == WAITS else mark for slot, mark in enumerate(attempt.marks)]
    write_result(attempt)


def write_result(attempt: Attempt) -> None:
    """Write the points and the percentage that the marks make."""
    earned = sum(
        (Fraction(mark) * slot["points"] for mark, slot in zip(attempt.marks, attempt.slots, strict=True)), Fraction(0)
    )
    percent = earned / attempt.max_points * 100
    attempt.state = Attempt.State.FINISHED
    attempt.points = _decimal(earned, "0.001", ROUND_HALF_UP)
    attempt.percent = _decimal(percent, "0.01", ROUND_DOWN)  # never shown as passed when it is not quite
    attempt.is_passed = percent >= attempt.pass_percent


def completes(attempt: Attempt) -> bool:
    """Say whether the attempt makes the activity done: passed, or handed in where that is enough."""
    return attempt.is_passed or attempt.page.completion_rule == CompletionRule.SUBMIT


def _decimal(value: Fraction, step: str, rounding: str) -> Decimal:
    return (Decimal(value.numerator) / Decimal(value.denominator)).quantize(Decimal(step), rounding=rounding)
