"""Keeps the questions of the bank as the quiz files say; a changed question gets a new version."""

from datetime import datetime
from typing import Any

from assessments.questions.domain import save_question
from assessments.questions.models import Question
from demo.loading.remembering import fingerprint, is_loaded, remember

# What each kind of question is made of, beside its text.
PARTS: dict[str, set[str]] = {
    "single": {"options", "feedback"},
    "multiple": {"options", "feedback"},
    "truefalse": {"answer", "feedback"},
    "match": {"pairs", "feedback"},
    "order": {"items", "feedback"},
    "numeric": {"answer", "tolerance", "unit", "feedback"},
}


def keep_question(source: Any, *, category: str, at: datetime) -> Question:
    """Return the question of the bank that has the source's code, made or renewed when the source has changed."""
    body = source.model_dump(mode="json", include=PARTS[source.kind])
    body["text"] = f"{source.content_warning} {source.text}".strip()
    mark = fingerprint(source.kind, body, category)
    known = Question.objects.filter(code=source.id).first()
    if known is not None and is_loaded(known, mark):
        return known
    question = save_question(kind=source.kind, body=body, at=at, code=source.id, category=category)
    remember(question, mark)
    return question
