"""A person's record in courses: the copy handed out, and what remains when the person goes."""

from datetime import datetime
from typing import Any

from django.db.models import Q
from django.utils import timezone

from accounts.models import User
from courses.attendance_privacy import TAKEN_OUT, erase_attendance, export_attendance
from courses.enums import EnrolmentState
from courses.models import (
    ActivityCompletion,
    ConditionException,
    Enrolment,
    EnrolmentStep,
    ReviewLease,
    RunStaff,
    SessionNotice,
    SessionQuestion,
    Transfer,
)


def export_person(user: User) -> dict[str, Any]:
    """Return the enrollments with attendance, completions, conditions and exceptions, and the staff memberships."""
    enrolments = Enrolment.objects.filter(user=user).select_related("run")
    return {
        "enrolments": [
            {
                "run": row.run.name,
                "state": row.state,
                "came_by": row.came_by,
                "steps": list(row.steps.values("kind", "at", "note")),
                "brought_along": list(
                    row.credits.values("session__title", "earned_in__run__name", "earned_in__starts_at", "minutes")
                ),
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
    mine = Enrolment.objects.filter(user=user)
    mine.update(motivation="", special_needs="")
    # What had not begun is called off, so that the place goes to the next in line.
    coming = Q(state=EnrolmentState.ACCEPTED, run__starts_on__gte=timezone.localdate(at))
    undecided = Q(state__in=[EnrolmentState.APPLIED, EnrolmentState.WAITING])
    mine.filter(undecided | coming).update(state=EnrolmentState.CANCELLED, decided_at=at)
    EnrolmentStep.objects.filter(enrolment__user=user).exclude(note="").update(note=TAKEN_OUT)
    Transfer.objects.filter(source__user=user).update(reason=TAKEN_OUT)
    SessionQuestion.objects.filter(enrolment__user=user).delete()
    erase_attendance(user)
    ReviewLease.objects.filter(user=user).delete()
    SessionNotice.objects.filter(user=user).delete()
    RunStaff.objects.filter(user=user, ended_at=None).update(ended_at=at)
