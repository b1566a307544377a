"""Answering the statements once, one's own start beside the end, and the means that staff may see."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from assessments.selfassessment.models import AssessmentResponse, SelfAssessmentPage, Statement
from courses.domain.completion import complete_activity

if TYPE_CHECKING:
    from courses.models import Enrolment

Moment = SelfAssessmentPage.Moment


class AlreadySent(Exception):
    """This trainee has answered before; the message says so."""


@dataclass(frozen=True)
class Row:
    """One statement with the values of the start and the end, as far as they are known."""

    number: int
    statement: Statement
    start: float | None
    end: float | None

    @property
    def change(self) -> float | None:
        """How much the value has moved."""
        return None if self.start is None or self.end is None else self.end - self.start


@dataclass(frozen=True)
class Comparison:
    """A trainee's own answers, both moments side by side."""

    rows: list[Row]
    start: AssessmentResponse | None
    end: AssessmentResponse | None

    @property
    def is_whole(self) -> bool:
        """Whether both moments have been answered."""
        return self.start is not None and self.end is not None


def send_assessment(
    *, enrolment: Enrolment, page: SelfAssessmentPage, values: dict[str, int], open_answer: str, at: datetime
) -> AssessmentResponse:
    """This function will store the trainee's answers and complete the activity; raises AlreadySent the second time."""
    with transaction.atomic():
        try:
            with transaction.atomic():
                response = AssessmentResponse.objects.create(
                    enrolment=enrolment, page=page, values=values, open_answer=open_answer, submitted_at=at
                )
        except IntegrityError as error:
            raise AlreadySent(_("Olet jo vastannut tähän itsearviointiin.")) from error
        complete_activity(enrolment=enrolment, activity=page, at=at)
    return response


def statements_of(page: SelfAssessmentPage) -> list[Statement]:
    """Return the statements in order."""
    return list(Statement.objects.filter(instrument_id=page.instrument_id).order_by("sort_order", "pk"))


def comparison_of(*, enrolment: Enrolment, page: SelfAssessmentPage) -> Comparison:
    """Return the trainee's own answers to the page's statements at both moments, in two queries."""
    responses = AssessmentResponse.objects.filter(enrolment=enrolment, page__instrument_id=page.instrument_id)
    found = {response.page.moment: response for response in responses.select_related("page").order_by("submitted_at")}
    start, end = found.get(Moment.START), found.get(Moment.END)
    rows = [
        Row(
            number,
            statement,
            start.values.get(str(statement.key)) if start else None,
            end.values.get(str(statement.key)) if end else None,
        )
        for number, statement in enumerate(statements_of(page), start=1)
    ]
    return Comparison(rows, start, end)
