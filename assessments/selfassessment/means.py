"""The means that the staff of a run see: from five answers on, and renewed only with five new ones at once."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db import transaction

from assessments.selfassessment.domain import Moment, Row, statements_of
from assessments.selfassessment.models import AssessmentResponse, MeansRelease, SelfAssessmentPage

if TYPE_CHECKING:
    from courses.models import CourseRun

LEAST = 5


@dataclass(frozen=True)
class Means:
    """The means of a run; a moment with fewer than five answers has none. The counts are those of what is shown."""

    rows: list[Row]
    start_count: int
    end_count: int
    least: int = LEAST

    @property
    def is_hidden(self) -> bool:
        """Whether nothing may be shown."""
        return self.start_count < LEAST and self.end_count < LEAST


def means_of(*, run: CourseRun, page: SelfAssessmentPage) -> Means:
    """Return the means of each statement at both moments, in a few queries."""
    start, end = (_release(run, page, moment) for moment in (Moment.START, Moment.END))
    rows = [
        Row(number, statement, _mean(start, str(statement.key)), _mean(end, str(statement.key)))
        for number, statement in enumerate(statements_of(page), start=1)
    ]
    return Means(rows, start.count if start else 0, end.count if end else 0)


def _release(run: CourseRun, page: SelfAssessmentPage, moment: str) -> MeansRelease | None:
    """Return what is shown of one moment; brings it up to date when that adds at least five people."""
    place: dict[str, Any] = {"run": run, "instrument_id": page.instrument_id, "moment": moment}
    shown = MeansRelease.objects.filter(**place).first()
    responses = AssessmentResponse.objects.filter(
        enrolment__run=run, page__instrument_id=page.instrument_id, page__moment=moment
    )
    answers = list(responses.values_list("values", flat=True))
    if len(answers) < (shown.count if shown else 0) + LEAST:
        return shown
    with transaction.atomic():
        shown, _made = MeansRelease.objects.update_or_create(
            **place, defaults={"count": len(answers), "sums": _sums(answers)}
        )
    return shown


def _sums(answers: list[dict[str, int]]) -> dict[str, list[int]]:
    sums: dict[str, list[int]] = {}
    for given in answers:
        for key, value in given.items():
            found = sums.setdefault(key, [0, 0])
            found[0] += 1
            found[1] += value
    return sums


def _mean(release: MeansRelease | None, key: str) -> float | None:
    count, total = release.sums.get(key, (0, 0)) if release else (0, 0)
    return total / count if count >= LEAST else None
