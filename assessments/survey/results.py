"""What a survey says, as far as it may be shown: only once it is closed, and nothing below five answers.

A closed survey takes no more answers, and its counts are written down as it closes: they stay when somebody is erased
and when answers go by time, so two looks at the results never differ by anybody's answer. Open answers cannot stay.
Once one respondent's are gone none are shown: what was missing among the others would be that respondent's. There is
one set of results a run and no way to narrow it, so no two sets can be subtracted from each other either.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from django.utils.crypto import salted_hmac

from assessments.survey.domain import LEAST, closing_of, sent_count
from assessments.survey.freezing import ASKED, freeze
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
    texts_are_gone: bool = False  # somebody's answers have been erased since

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
    counts = closing.counts or freeze(closing=closing)
    if counts["sent"] < LEAST:
        return Results(counts["sent"], [], closing, people)
    answers = list(SurveyResponse.objects.filter(page=page, run=run).values_list("answers", flat=True))
    are_gone = len(answers) != counts["sent"]
    questions = [_result(row, [] if are_gone else answers) for row in counts["questions"]]
    return Results(counts["sent"], questions, closing, people, are_gone)


def _result(frozen: dict[str, Any], responses: list[dict[str, Any]]) -> QuestionResult:
    question = SurveyQuestion(**{name: frozen[name] for name in ASKED})
    if frozen["given"] < LEAST:
        return QuestionResult(question, 0, is_hidden=True)
    given = [response[frozen["key"]] for response in responses if frozen["key"] in response]
    part = "value" if question.kind == SurveyQuestion.Kind.TEXT else "more"
    texts = shuffled([str(answer[part]) for answer in given if part in answer], question, part)
    return QuestionResult(
        question,
        frozen["given"],
        mean=frozen["mean"],
        shares=[Share(value, count, round(100 * count / frozen["given"])) for value, count in frozen["shares"]],
        texts=texts if len(texts) >= LEAST else [],
        more_is_hidden=0 < frozen["more"] < LEAST,
    )


def shuffled(texts: list[str], question: SurveyQuestion, part: str) -> list[str]:
    """Return open answers in an order that differs from question to question, so that no row can be put together.

    It is the same at each look, so that a file taken along equals the page.
    """
    return sorted(
        texts,
        key=lambda text: salted_hmac("assessments.survey.order", f"{question.key}/{part}/{text}").hexdigest(),
    )
