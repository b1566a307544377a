"""Tells the question bank which quizzes ask which questions."""

from __future__ import annotations

from typing import Any

from django.db.models import Q, QuerySet, TextField
from django.db.models.functions import Cast

from assessments.questions.models import Question
from assessments.quiz.drawing import drawable
from assessments.quiz.models import Attempt, QuizDraw, QuizPage, QuizQuestion


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


def pages_that_asked(versions: set[int], *, user: Any = None) -> set[int]:
    """Return the quizzes with an attempt, of anybody or of this person, that met one of the versions."""
    met = Q()
    for version in versions:
        for ending in (",", "}"):  # the databases write the parts of a slot in different orders
            met |= Q(written__contains=f'"version": {version}{ending}')
    attempts = Attempt.objects.filter(enrolment__user=user) if user else Attempt.objects.all()
    rows = attempts.annotate(written=Cast("slots", TextField())).filter(met)
    return set(rows.order_by().values_list("page_id", flat=True).distinct()) if versions else set()


def draws_from(category: str) -> int:
    """Return how many draws take questions from a category or one under it."""
    return QuizDraw.objects.filter(_within(category)).count()


def rename_category(*, old: str, new: str) -> None:
    """Let the draws go along with a category that was given another path; those of waiting drafts too."""
    for draw in QuizDraw.objects.filter(_within(old)):
        draw.category = new + draw.category[len(old) :]
        draw.save(update_fields=["category"])
    for page in QuizPage.objects.filter(has_unpublished_changes=True, latest_revision__isnull=False).select_related(
        "latest_revision"
    ):
        revision, changed = page.latest_revision, False
        for draw in revision.content.get("draws", []):
            category = draw.get("category", "")
            if category == old or category.startswith(f"{old}/"):
                draw["category"], changed = new + category[len(old) :], True
        if changed:
            revision.save(update_fields=["content"])


def _within(category: str) -> Q:
    return Q(category=category) | Q(category__startswith=f"{category}/")
