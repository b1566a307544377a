"""What a person has answered in exercises."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from accounts.models import User
from modules.exercise.domain import readable_answers
from modules.exercise.models import ExerciseResponse


def export_person(user: User) -> dict[str, Any]:
    """Return the person's answers beside what was asked."""
    mine = ExerciseResponse.objects.filter(enrolment__user=user).select_related("exercise", "enrolment__run")
    return {
        "exercises": [
            {
                "run": response.enrolment.run.name,
                "exercise": response.exercise.title,
                "answers": readable_answers(response),
                "saved_at": response.saved_at,
                "submitted_at": response.submitted_at,
            }
            for response in mine.order_by("saved_at")
        ]
    }


def erase_person(user: User, *, at: datetime) -> None:
    """Delete the person's answers."""
    ExerciseResponse.objects.filter(enrolment__user=user).delete()
