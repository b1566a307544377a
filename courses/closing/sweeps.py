"""Once an hour what has had its time is dealt with; accounts nobody uses are warned; telling goes on that was left."""

from __future__ import annotations

from datetime import datetime

from courses.closing.domain.clearing import take_turn
from courses.closing.domain.telling import tell_closed
from courses.closing.models import RunClosing


def sweep(*, at: datetime) -> int:
    """Tell whoever was left out, and once an hour clear what is due; return how much was done."""
    waiting = RunClosing.objects.filter(told_at=None, reopened_at=None).values_list("pk", flat=True)
    told = sum(tell_closed(pk, at=at) for pk in list(waiting))
    return told + take_turn(at=at)
