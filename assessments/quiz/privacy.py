"""A person's quiz attempts: the copy handed out, and their end."""

from datetime import datetime
from typing import Any

from accounts.models import User
from assessments.quiz.models import Attempt, TimeExtension


def export_person(user: User) -> dict[str, Any]:
    """Return the attempts with what was answered and what it earned."""
    attempts = Attempt.objects.filter(enrolment__user=user).order_by("enrolment", "page", "number")
    rows = attempts.values(
        "enrolment__run__name", "page__title", "number", "state", "answers", "points", "max_points", "percent",
        "is_passed", "started_at", "saved_at", "finished_at", "deadline_at", "comments", "reviewed_at",
    )  # fmt: skip
    given = TimeExtension.objects.filter(enrolment__user=user).values(
        "enrolment__run__name", "page__title", "minutes", "reason", "granted_at"
    )
    copy = {"attempts": list(rows), "more_time": list(given)}
    return {name: part for name, part in copy.items() if part}


def erase_person(user: User, *, at: datetime) -> None:
    """Delete the attempts; that the activity was done stays in the record of the course."""
    Attempt.objects.filter(enrolment__user=user).delete()
    TimeExtension.objects.filter(enrolment__user=user).delete()
