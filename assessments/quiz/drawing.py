"""What an attempt will hold: the quiz's own questions, those drawn at random, and the order of both."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING, Any

from django.db.models import Q

from assessments.questions.domain import versions_met
from assessments.questions.models import Question, QuestionVersion, moment_of
from courses.statements import Statement

if TYPE_CHECKING:
    from assessments.quiz.models import QuizDraw, QuizPage

Picked = tuple[int, int, int]  # points, version, and the moment it was made


def _questions_of(page: Any) -> Any:
    from assessments.quiz.models import QuizQuestion  # noqa: PLC0415 -- the page's model draws on this module

    rows = QuizQuestion.objects.filter(page=page).order_by("sort_order")
    return rows.values_list("points", "question__current_id", "question__current__created_at")


FIXED = Statement(_questions_of, page=int)


def slots_for(page: QuizPage, *, rng: random.Random) -> list[dict[str, Any]]:
    """Return the slots of a new attempt: two queries when the questions have been met lately, one more for a draw."""
    picked = _fixed(page)
    for draw in page.draws.all():
        picked += _drawn(draw, without={version for _points, version, _made in picked}, rng=rng)
    versions = versions_met((version, made) for _points, version, made in picked)
    if page.shuffle_questions:
        rng.shuffle(picked)
    return [
        {
            "version": pk,
            "made": made,
            "points": points if versions[pk].sort.asks else 0,
            "order": _order(versions[pk], shuffle=page.shuffle_options, rng=rng),
        }
        for points, pk, made in picked
    ]


def _fixed(page: QuizPage) -> list[Picked]:
    rows = FIXED.rows(page=page.pk)
    return [(points, version, moment_of(created)) for points, version, created in rows if version is not None]


def _drawn(draw: QuizDraw, *, without: set[int], rng: random.Random) -> list[Picked]:
    rows = drawable(category=draw.category, tag=draw.tag).values_list("current_id", "current__created_at")
    free = sorted((version, moment_of(created)) for version, created in set(rows) if version not in without)
    return [(draw.points, *picked) for picked in rng.sample(free, min(draw.count, len(free)))]


def drawable(*, category: str, tag: str) -> Any:
    """Return the questions that a draw may take: not archived, in the category or under it, with the tag."""
    rows = Question.objects.filter(is_archived=False, current__isnull=False).exclude(kind="description")
    if category:
        rows = rows.filter(Q(category=category) | Q(category__startswith=f"{category}/"))
    return rows.filter(tags__name__iexact=tag).distinct() if tag else rows


def _order(version: QuestionVersion, *, shuffle: bool, rng: random.Random) -> list[int]:
    return version.sort.arrange(version.parsed, shuffle=shuffle, rng=rng)
