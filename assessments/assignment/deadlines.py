"""When an assignment is due. The page says how many days after its session; the date belongs to the run."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING

from django.utils import timezone

from assessments.assignment.models import AssignmentException, AssignmentPage
from courses.models import Session

if TYPE_CHECKING:
    from courses.models import CourseRun, Enrolment

Kind = AssignmentException.Kind


@dataclass(frozen=True)
class Deadline:
    """Until when one trainee may send the first version, and what has been agreed with them alone."""

    due_at: datetime | None = None
    exception: AssignmentException | None = None

    @property
    def ends_at(self) -> datetime | None:
        """The moment after which nothing is taken; None when there is none."""
        if self.exception is None or self.due_at is None:
            return self.due_at
        if self.exception.kind == Kind.EXTENSION and self.exception.until is not None:
            return max(self.due_at, self.exception.until)
        return self.due_at

    def is_over(self, at: datetime) -> bool:
        """Whether it is too late."""
        return self.ends_at is not None and at > self.ends_at


def due_of(*, page: AssignmentPage, session: Session | None) -> datetime | None:
    """Return the last moment of the day on which the page is due in a run whose session this is."""
    if page.due_days is None or session is None:
        return None
    day = timezone.localtime(session.ends_at).date() + timedelta(days=page.due_days)
    return end_of_day(day)


def end_of_day(day) -> datetime:
    """Return 23.59 of a day, local time."""
    return timezone.make_aware(datetime.combine(day, time(23, 59)))


def session_of(*, run: CourseRun, page: AssignmentPage) -> Session | None:
    """Return the session of the run that works through the page's session page, or None."""
    found = Session.objects.filter(run=run, contents__page__path=page.path[: -page.steplen])
    return found.order_by("position").first()


def exception_of(*, enrolment: Enrolment, page: AssignmentPage) -> AssignmentException | None:
    """Return what is agreed with the trainee now, or None."""
    rows = AssignmentException.objects.filter(enrolment=enrolment, page=page, ended_at=None)
    return rows.select_related("granted_by").first()


def deadline_for(*, enrolment: Enrolment, page: AssignmentPage, session: Session | None = None) -> Deadline:
    """Return the trainee's own deadline; pass the session when it is known already."""
    due = None
    if page.due_days is not None:
        due = due_of(page=page, session=session or session_of(run=enrolment.run, page=page))
    return Deadline(due, exception_of(enrolment=enrolment, page=page))
