"""What reports tell of closed surveys (R7): the means of scales, never words."""

from __future__ import annotations

from collections.abc import Iterable

from assessments.survey.models import SurveyPage
from assessments.survey.results import results_of
from courses.models import CourseRun


def survey_rows(*, runs: Iterable[CourseRun]) -> list[tuple[str, str, str, int, float | None]]:
    """Return run, survey, question, how many answered, and the mean, of each question that is answered by a number."""
    rows: list[tuple[str, str, str, int, float | None]] = []
    for run in runs:
        for page in SurveyPage.objects.descendant_of(run.course).live().order_by("path"):
            found = results_of(page=page, run=run)
            rows += [
                (run.name, page.title, row.question.text, row.count, row.mean)
                for row in found.questions
                if row.mean is not None
            ]
    return rows
