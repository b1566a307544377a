"""What reports tell of self-assessments (R7): means as the staff of a run see them, never anybody's answers."""

from __future__ import annotations

from collections.abc import Iterable

from assessments.selfassessment.means import means_of
from assessments.selfassessment.models import SelfAssessmentPage
from courses.models import CourseRun


def assessment_rows(*, runs: Iterable[CourseRun]) -> list[tuple[str, str, int, float | None, int, float | None]]:
    """Return run, statement, and how many answered with what mean, at the start and at the end."""
    rows = []
    for run in runs:
        told: set[int] = set()
        for page in SelfAssessmentPage.objects.descendant_of(run.course).live().order_by("path"):
            if page.instrument_id in told:
                continue
            told.add(page.instrument_id)
            means = means_of(run=run, page=page)
            rows += [
                (run.name, row.statement.text, means.start_count, row.start, means.end_count, row.end)
                for row in (means.rows if not means.is_hidden else [])
            ]
    return rows
