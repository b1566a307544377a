"""What a trainee comes away with: a certificate, a certificate of attendance, or the list of what is missing."""

from __future__ import annotations

from courses.enums import Standing
from courses.models import ConditionState
from courses.rules import RuleBook

ATTENDANCE = "attendance"  # the kind of condition that alone earns the certificate of attendance (C1)


def attended_enough(book: RuleBook, states: dict[str, ConditionState]) -> bool:
    """Say whether what the rules ask of attendance is met; rules that ask for none certify none."""
    asked = [rule.id for rule in book.conditions if rule.kind == ATTENDANCE]
    return bool(asked) and all(key in states and states[key].standing == Standing.MET for key in asked)
