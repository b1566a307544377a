"""Reflections come along when their writer goes on in another run: the trainers there read what still waits."""

from __future__ import annotations

from datetime import datetime

from assessments.assignment.models import Submission
from courses.models import Enrolment


def carry_over(*, source: Enrolment, target: Enrolment, at: datetime) -> None:
    """This function will move the trainee's work, drafts and answers with it, unless the new run has its own."""
    own = list(Submission.objects.filter(enrolment=target).values_list("page_id", flat=True))
    Submission.objects.filter(enrolment=source).exclude(page__in=own).update(enrolment=target)
