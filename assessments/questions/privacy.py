"""What an author has done in the question bank: part of the copy handed out; the questions stay without the name."""

from datetime import datetime
from typing import Any

from accounts.models import User
from assessments.questions.exchange.models import ImportBatch
from assessments.questions.models import QuestionVersion


def export_person(user: User) -> dict[str, Any]:
    """Return which versions of questions the person made, and which files they read in."""
    versions = QuestionVersion.objects.filter(created_by=user).order_by("pk")
    rows = list(versions.values("question__code", "question__text", "number", "created_at"))
    files = list(ImportBatch.objects.filter(uploaded_by_user=user).order_by("pk").values("name", "created_at"))
    copy = {"question_versions": rows, "question_files": files}
    return {name: part for name, part in copy.items() if part}


def erase_person(user: User, *, at: datetime) -> None:
    """Leave the questions without the author's name."""
    QuestionVersion.objects.filter(created_by=user).update(created_by=None)
    ImportBatch.objects.filter(uploaded_by_user=user).update(uploaded_by_user=None)
