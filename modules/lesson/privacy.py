"""What a person has left in lessons."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from accounts.models import User
from modules.lesson.models import LessonQuestion


def export_person(user: User) -> dict[str, Any]:
    """Return the person's own questions."""
    mine = LessonQuestion.objects.filter(enrolment__user=user).select_related("lesson", "enrolment__run")
    return {
        "questions": [
            {
                "run": question.enrolment.run.name,
                "lesson": question.lesson.title,
                "text": question.text,
                "created_at": question.created_at,
                "updated_at": question.updated_at,
            }
            for question in mine.order_by("created_at")
        ]
    }


def erase_person(user: User, *, at: datetime) -> None:
    """Delete the person's own questions."""
    LessonQuestion.objects.filter(enrolment__user=user).delete()
