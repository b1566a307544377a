"""A person's record in courses: the copy handed out, and what remains when the person goes."""

from datetime import datetime
from typing import Any

from accounts.models import User
from courses.attendance_privacy import erase_attendance, export_attendance
from courses.models import (
    ActivityCompletion,
    ConditionException,
    Enrolment,
    ReviewLease,
    RunStaff,
    SessionNotice,
    SessionQuestion,
)


def export_person(user: User) -> dict[str, Any]:
    """Return the enrollments with attendance, completions, conditions and exceptions, and the staff memberships."""
    enrolments = Enrolment.objects.filter(user=user).select_related("run")
    return {
        "enrolments": [
            {
                "run": row.run.name,
                "state": row.state,
                "background": row.background,
                "motivation": row.motivation,
                "special_needs": row.special_needs,
                "applied_at": row.applied_at,
                "decided_at": row.decided_at,
                **export_attendance(row),
                "completions": list(
                    ActivityCompletion.objects.filter(enrolment=row).values("activity__title", "completed_at")
                ),
                "own_questions": list(
                    SessionQuestion.objects.filter(enrolment=row)
                    .order_by("created_at")
                    .values("activity__title", "text", "created_at", "updated_at")
                ),
                "conditions": list(row.condition_states.values("condition", "standing", "done", "needed", "since")),
                "exceptions": list(
                    ConditionException.objects.filter(enrolment=row).values(
                        "condition", "kind", "reason", "until", "granted_at", "confirmed_at", "fulfilled_at", "ended_at"
                    )
                ),
            }
            for row in enrolments
        ],
        "staff_of": list(RunStaff.objects.filter(user=user).values("run__name", "role", "since", "ended_at")),
        "told_of_sessions": list(
            SessionNotice.objects.filter(user=user).values("session__run__name", "session__title", "kind", "at")
        ),
    }


def erase_person(user: User, *, at: datetime) -> None:
    """Delete what the person told of themselves and asked; attendance and completions stay without it for ten years.

    The record of the course is kept because certificates are checked against it; the account it belongs to is
    anonymized by the accounts app.
    """
    Enrolment.objects.filter(user=user).update(motivation="", special_needs="")
    SessionQuestion.objects.filter(enrolment__user=user).delete()
    erase_attendance(user)
    ReviewLease.objects.filter(user=user).delete()
    SessionNotice.objects.filter(user=user).delete()
    RunStaff.objects.filter(user=user, ended_at=None).update(ended_at=at)
