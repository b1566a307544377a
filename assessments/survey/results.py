"""What a survey says, as far as it may be shown: only once it is closed, and nothing below five answers.

A closed survey takes no more answers, so two looks at its results never differ by anybody's answer. There is one set
of results a run and no way to narrow it, so no two sets can be subtracted from each other either.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from django.utils.crypto import salted_hmac

from assessments.survey.domain import LEAST, closing_of, sent_count
from assessments.survey.models import SurveyClosing, SurveyPage, SurveyQuestion, SurveyResponse
from courses.models import CourseRun, Enrolment


@dataclass(frozen=True)
class Share:
    """How many chose one value."""

    value: str
    count: int
    percent: int


@dataclass(frozen=True)
class QuestionResult:
    """What was answered to one question; `is_hidden` when fewer than five did."""

    question: SurveyQuestion
    count: int
    is_hidden: bool = False
    mean: float | None = None
    shares: list[Share] = field(default_factory=list)
    texts: list[str] = field(default_factory=list)
    more_is_hidden: bool = False


@dataclass(frozen=True)
class Results:
    """The whole survey in one run; without questions while it is open or when there are too few responses."""

    count: int
    questions: list[QuestionResult]
    closing: SurveyClosing | None = None
    people: int = 0

    @property
    def is_open(self) -> bool:
        """Whether answers still come."""
        return self.closing is None

    @property
    def is_hidden(self) -> bool:
        """Whether there are too few responses to show anything."""
        return self.count < LEAST


def results_of(*, page: SurveyPage, run: CourseRun) -> Results:
    """Return the results in a few queries."""
    closing = closing_of(page=page, run=run)
    people = Enrolment.objects.filter(run=run).studying().count()
    if closing is None:
        return Results(sent_count(page=page, run=run), [], None, people)
    answers = list(SurveyResponse.objects.filter(page=page, run=run).values_list("answers", flat=True))
    if len(answers) < LEAST:
        return Results(len(answers), [], closing, people)
    questions = page.questions.order_by("sort_order", "pk")
    return Results(len(answers), [_result(question, answers) for question in questions], closing, people)


def _result(question: SurveyQuestion, responses: list[dict[str, Any]]) -> QuestionResult:
    given = [response[str(question.key)] for response in responses if str(question.key) in response]
    values = [answer["value"] for answer in given if "value" in answer]
    more = shuffled([answer["more"] for answer in given if "more" in answer], question, "more")
    if len(values) < LEAST:
        return QuestionResult(question, 0, is_hidden=True)
    shown_more, hidden = (more, False) if len(more) >= LEAST else ([], bool(more))
    if question.kind == SurveyQuestion.Kind.TEXT:
        return QuestionResult(question, len(values), texts=shuffled(list(map(str, values)), question, "value"))
    numbers = [value for value in values if isinstance(value, int)]
    return QuestionResult(
        question,
        len(values),
        mean=sum(numbers) / len(numbers) if numbers else None,
        shares=_shares(question, values),
        texts=shown_more,
        more_is_hidden=hidden,
    )


def shuffled(texts: list[str], question: SurveyQuestion, part: str) -> list[str]:
    """Return open answers in an order that differs from question to question, so that no row can be put together.

    It is the same at each look, so that a file taken along equals the page.
    """
    return sorted(
        texts,
        key=lambda text: salted_hmac("assessments.survey.order", f"{question.key}/{part}/{text}").hexdigest(),
    )


def _shares(question: SurveyQuestion, values: list[Any]) -> list[Share]:
    """Count each value: those there are to choose from in their order, then those of an earlier wording."""
    counts = Counter(str(value) for chosen in values for value in (chosen if isinstance(chosen, list) else [chosen]))
    known = question.choices
    order = known + sorted(set(counts) - set(known))
    return [Share(value, counts[value], round(100 * counts[value] / len(values))) for value in order]
