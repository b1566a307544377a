"""Where questions are used. Whoever asks questions says so in a module `question_usage.py`:

`links()` returns rows with `question_id` and `page_id`, and `drawn_by(question)` the pages that may draw the question;
`draws_from(category)` and `rename_category(old=…, new=…)` count and change what is drawn from a category;
`pages_that_asked(versions, user=None)` returns the pages on which somebody, or this person, has met one of them.
"""

from __future__ import annotations

from typing import Any

from django.db.models import Count, F, IntegerField, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce
from wagtail.models import Page

from accounts.discovery import modules_named
from assessments.questions.models import Question


def with_usage(questions: QuerySet[Question]) -> QuerySet[Question]:
    """Return the questions, each with the number of places it is used in as `uses`."""
    total: Any = Value(0)
    for _label, module in modules_named("question_usage"):
        rows = module.links().filter(question=OuterRef("pk")).order_by().values("question")
        count = rows.annotate(count=Count("page_id", distinct=True)).values("count")
        total = total + Coalesce(Subquery(count, output_field=IntegerField()), 0)
    return questions.annotate(uses=total)


def is_used() -> Q:
    """Return the condition that a question is used somewhere; for questions from `with_usage`."""
    return Q(uses__gt=0)


def pages_asking(questions: QuerySet[Question]) -> set[int]:
    """Return the numbers of the pages that ask any of the questions or may draw one."""
    ids: set[int] = set()
    for _label, module in modules_named("question_usage"):
        ids |= set(module.links().filter(question__in=questions).values_list("page_id", flat=True))
        for question in questions:
            ids |= set(module.drawn_by(question))
    return ids


def pages_that_asked(versions: set[int], *, user: Any = None) -> set[int]:
    """Return the numbers of the pages on which somebody, or this person, has met one of the versions."""
    modules = [module for _label, module in modules_named("question_usage")]
    return {page for module in modules for page in module.pages_that_asked(versions, user=user)}


def pages_with(question: Question) -> list[Page]:
    """Return the pages that ask the question."""
    ids: set[int] = set()
    for _label, module in modules_named("question_usage"):
        ids |= set(module.links().filter(question=question).values_list("page_id", flat=True))
    return list(Page.objects.filter(pk__in=ids).annotate(place=F("path")).order_by("path"))


def pages_drawing(question: Question) -> list[Page]:
    """Return the pages that may draw the question at random."""
    ids: set[int] = set()
    for _label, module in modules_named("question_usage"):
        ids |= set(module.drawn_by(question))
    return list(Page.objects.filter(pk__in=ids).order_by("path"))
