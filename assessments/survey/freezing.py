"""Writes down the counts of a survey as it closes, and the questions as they were asked: no words, and nobody's."""

from __future__ import annotations

from collections import Counter
from typing import Any

from assessments.survey.models import SurveyClosing, SurveyQuestion, SurveyResponse

ASKED = ("key", "kind", "text", "options", "follow_up")


def freeze(*, closing: SurveyClosing) -> dict[str, Any]:
    """This function will store the counts of a closed survey, once; return those that are stored."""
    rows = SurveyResponse.objects.filter(page=closing.page_id, run=closing.run_id)
    answers = list(rows.values_list("answers", flat=True))
    questions = closing.page.questions.order_by("sort_order", "pk")
    counts = {"sent": len(answers), "questions": [_counted(question, answers) for question in questions]}
    if not SurveyClosing.objects.filter(pk=closing.pk, counts__isnull=True).update(counts=counts):
        closing.refresh_from_db(fields=["counts"])
        return closing.counts or counts
    closing.counts = counts
    return counts


def _counted(question: SurveyQuestion, responses: list[dict[str, Any]]) -> dict[str, Any]:
    given = [response[str(question.key)] for response in responses if str(question.key) in response]
    values = [answer["value"] for answer in given if "value" in answer]
    numbers = [value for value in values if isinstance(value, int)]
    is_text = question.kind == SurveyQuestion.Kind.TEXT
    return {
        **{name: str(getattr(question, name)) for name in ASKED},
        "given": len(values),
        "more": sum("more" in answer for answer in given),
        "mean": sum(numbers) / len(numbers) if numbers else None,
        "shares": [] if is_text else _shares(question, values),
    }


def _shares(question: SurveyQuestion, values: list[Any]) -> list[tuple[str, int]]:
    """Count each value: those there are to choose from in their order, then those of an earlier wording."""
    counts = Counter(str(value) for chosen in values for value in (chosen if isinstance(chosen, list) else [chosen]))
    known = question.choices
    return [(value, counts[value]) for value in [*known, *sorted(set(counts) - set(known))]]
