"""What an attempt will hold: the quiz's own questions, those drawn at random, and the order of both."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING, Any

from django.db.models import Q

from assessments.questions.domain import versions_by_id
from assessments.questions.models import Question, QuestionVersion

if TYPE_CHECKING:
    from assessments.quiz.models import QuizDraw, QuizPage

Picked = tuple[int, int]  # points, version


def slots_for(page: QuizPage, *, rng: random.Random) -> list[dict[str, Any]]:
    """Return the slots of a new attempt: at most four queries, and two more for each draw by tag."""
    picked = _fixed(page)
    for draw in page.draws.all():
        picked += _drawn(draw, without={version for _points, version in picked}, rng=rng)
    versions = versions_by_id(version for _points, version in picked)
    if page.shuffle_questions:
        rng.shuffle(picked)
    return [
        {
            "version": pk,
            "made": versions[pk].made,
            "points": points if versions[pk].sort.asks else 0,
            "order": _order(versions[pk], shuffle=page.shuffle_options, rng=rng),
        }
        for points, pk in picked
    ]


def _fixed(page: QuizPage) -> list[Picked]:
    rows = page.questions.order_by("sort_order").values_list("points", "question__current_id")
    return [(points, version) for points, version in rows if version is not None]


def _drawn(draw: QuizDraw, *, without: set[int], rng: random.Random) -> list[Picked]:
    known = list(drawable(category=draw.category, tag=draw.tag).values_list("current_id", flat=True))
    free = sorted(set(known) - without)
    return [(draw.points, version) for version in rng.sample(free, min(draw.count, len(free)))]


def drawable(*, category: str, tag: str) -> Any:
    """Return the questions that a draw may take: not archived, in the category or under it, with the tag."""
    rows = Question.objects.filter(is_archived=False, current__isnull=False).exclude(kind="description")
    if category:
        rows = rows.filter(Q(category=category) | Q(category__startswith=f"{category}/"))
    return rows.filter(tags__name__iexact=tag).distinct() if tag else rows


def _order(version: QuestionVersion, *, shuffle: bool, rng: random.Random) -> list[int]:
    return version.sort.arrange(version.parsed, shuffle=shuffle, rng=rng)
