"""Places and answers in lessons. That a lesson is done, and the own question, are in the course's record."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from accounts.models import User
from modules.lesson.domain import options_of
from modules.lesson.models import Reading


def export_person(user: User) -> dict[str, Any]:
    """Return where the person is in each lesson, and the answers to questions to oneself in words."""
    rows = Reading.objects.filter(enrolment__user=user).select_related("page").order_by("pk")
    return {"readings": [_told(row) for row in rows]}


def _told(row: Reading) -> dict[str, Any]:
    answers = {}
    questions = {block.id: block.value["question"] for block in row.page.body if block.block_type == "self_check"}
    for block, option in row.answers.items():
        chosen = options_of(row.page, block).get(option)
        answers[questions.get(block, block)] = chosen["text"] if chosen else option
    return {"lesson": row.page.title, "updated_at": row.updated_at, "answers": answers}


def erase_person(user: User, *, at: datetime) -> None:
    """Delete places and answers."""
    Reading.objects.filter(enrolment__user=user).delete()
