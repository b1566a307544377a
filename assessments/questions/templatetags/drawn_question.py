"""Draws a question on a page. What has been drawn of a question version is kept as long as the version itself."""

from __future__ import annotations

from collections.abc import Hashable
from functools import lru_cache
from typing import Any

from django import template
from django.template.loader import get_template
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from assessments.questions.domain import Shown

register = template.Library()
MOST_KEPT = 300  # looks of one version: options come in many orders
# The answers to these are numbers of what stands in the question. Words of somebody's own are never kept.
LONGEST_CHOICE = 4
CHOSEN = frozenset({"single", "multiple", "truefalse", "match", "order"})
NAMES = ("language", "total", "marked")


@register.simple_tag(takes_context=True)
def draw_question(context: template.Context, question: Shown) -> SafeString:
    """Return the question's part of the page.

    A version never changes, so the same order, answer and mark look the same in one language. Drawing a page of
    questions is most of what a quiz costs, and people of one run meet the same ones.
    """
    around = {name: context.get(name) for name in NAMES}
    if question.pictures or not _is_chosen(question):
        return _draw(context, question, around)
    kept: dict[Hashable, SafeString] = question.version.__dict__.setdefault("_drawn", {})
    key = (get_language(), *around.values(), *_look_of(question))
    found = kept.get(key)
    if found is None:
        if len(kept) >= MOST_KEPT:
            kept.clear()
        found = kept[key] = _draw(context, question, around)
    return found


def _is_chosen(question: Shown) -> bool:
    values = [value for values in question.given.values() for value in values]
    return not values or (
        question.kind.name in CHOSEN and all(value.isdecimal() and len(value) <= LONGEST_CHOICE for value in values)
    )


def _look_of(question: Shown) -> tuple[Hashable, ...]:
    given = tuple((name, tuple(values)) for name, values in sorted(question.given.items()))
    said = (question.problem, question.comment, question.hint)
    return question.index, question.number, question.points, tuple(question.order), given, question.mark, said


def _draw(context: template.Context, question: Shown, around: dict[str, Any]) -> SafeString:
    values = around | {"q": question, "LANGUAGE_CODE": context.get("LANGUAGE_CODE")}
    return _template().render(context.new(values))  # type: ignore[no-any-return]


@lru_cache(maxsize=1)
def _template() -> Any:
    return get_template("questions/question.html").template  # type: ignore[attr-defined]
