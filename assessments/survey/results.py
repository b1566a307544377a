"""What a survey says, as far as it may be shown: nothing below five answers."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from assessments.survey.models import SurveyPage, SurveyQuestion, SurveyResponse
from courses.models import CourseRun

LEAST = 5


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
    """The whole survey in one run; without questions when there are too few responses."""

    count: int
    questions: list[QuestionResult]

    @property
    def is_hidden(self) -> bool:
        """Whether there are too few responses to show anything."""
        return self.count < LEAST


def results_of(*, page: SurveyPage, run: CourseRun) -> Results:
    """Return the results in two queries. Texts come in alphabetical order, so that no row can be put together."""
    answers = list(SurveyResponse.objects.filter(page=page, run=run).values_list("answers", flat=True))
    if len(answers) < LEAST:
        return Results(len(answers), [])
    questions = page.questions.order_by("sort_order", "pk")
    return Results(len(answers), [_result(question, answers) for question in questions])


def _result(question: SurveyQuestion, responses: list[dict[str, Any]]) -> QuestionResult:
    given = [response[str(question.key)] for response in responses if str(question.key) in response]
    values = [answer["value"] for answer in given if "value" in answer]
    more = sorted((answer["more"] for answer in given if "more" in answer), key=str.casefold)
    if len(values) < LEAST:
        return QuestionResult(question, len(values), is_hidden=True)
    shown_more, hidden = (more, False) if len(more) >= LEAST else ([], bool(more))
    if question.kind == SurveyQuestion.Kind.TEXT:
        return QuestionResult(question, len(values), texts=sorted(map(str, values), key=str.casefold))
    numbers = [value for value in values if isinstance(value, int)]
    return QuestionResult(
        question,
        len(values),
        mean=sum(numbers) / len(numbers) if numbers else None,
        shares=_shares(question, values),
        texts=shown_more,
        more_is_hidden=hidden,
    )


def _shares(question: SurveyQuestion, values: list[Any]) -> list[Share]:
    """Count each value: those there are to choose from in their order, then those of an earlier wording."""
    counts = Counter(str(value) for chosen in values for value in (chosen if isinstance(chosen, list) else [chosen]))
    known = question.choices
    order = known + sorted(set(counts) - set(known))
    return [Share(value, counts[value], round(100 * counts[value] / len(values))) for value in order]
