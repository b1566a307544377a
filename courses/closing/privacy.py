"""What closing a run keeps of a person: what was decided on their course, and the warnings of an unused account."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

from courses.closing.models import AccountWarning, GroupOutcome, LeftOpen, PersonOutcome, RunClosing

if TYPE_CHECKING:
    from accounts.models import User


def export_person(user: User) -> dict[str, Any]:
    """Return what became of the person's unfinished courses, and what the person decided as a coordinator."""
    own = PersonOutcome.objects.filter(enrolment__user=user)
    data = {
        "unfinished_courses": list(own.values("run__name", "becomes", "to_run__name", "decided_at")),
        "closed_runs": list(RunClosing.objects.filter(closed_by=user).values("run__name", "closed_at")),
        "reopened_runs": list(
            RunClosing.objects.filter(reopened_by=user).values("run__name", "reopened_at", "reopen_reason")
        ),
        "left_open": list(LeftOpen.objects.filter(left_by=user).values("run__name", "reason", "left_at")),
        "warnings": list(AccountWarning.objects.filter(user=user).values("times", "warned_at")),
    }
    return {name: rows for name, rows in data.items() if rows}


def erase_person(user: User, *, at: datetime) -> None:
    """Forget who decided. What was decided on a course stays with its record, without the person's name."""
    AccountWarning.objects.filter(user=user).delete()
    PersonOutcome.objects.filter(decided_by=user).update(decided_by=None)
    GroupOutcome.objects.filter(decided_by=user).update(decided_by=None)
    LeftOpen.objects.filter(left_by=user).update(left_by=None)
    RunClosing.objects.filter(closed_by=user).update(closed_by=None)
    RunClosing.objects.filter(reopened_by=user).update(reopened_by=None)
