"""Tells the question bank which quizzes ask which questions."""

from __future__ import annotations

from django.db.models import QuerySet

from assessments.questions.models import Question
from assessments.quiz.drawing import drawable
from assessments.quiz.models import QuizDraw, QuizQuestion


def links() -> QuerySet[QuizQuestion]:
    """Return the places where quizzes ask questions."""
    return QuizQuestion.objects.all()


def drawn_by(question: Question) -> list[int]:
    """Return the quizzes that may draw the question; a draw is looked at once for each category and tag."""
    rows = QuizDraw.objects.values_list("category", "tag", "page_id")
    answers: dict[tuple[str, str], bool] = {}
    found = []
    for category, tag, page_id in rows:
        if (category, tag) not in answers:
            answers[category, tag] = drawable(category=category, tag=tag).filter(pk=question.pk).exists()
        if answers[category, tag]:
            found.append(page_id)
    return found
