"""What comes along when a trainee goes on in another run: the work, which the trainers there read, and agreements."""

from __future__ import annotations

import uuid
from datetime import datetime

from assessments.assignment.models import AssignmentException, Submission
from courses.models import Enrolment


def carry_over(*, source: Enrolment, target: Enrolment, at: datetime) -> None:
    """This function will move the trainee's work, drafts and answers with it, unless the new run has its own.

    What was agreed about assignments holds in both: the run that is left goes on telling whom it allowed what.
    """
    own = list(Submission.objects.filter(enrolment=target).values_list("page_id", flat=True))
    Submission.objects.filter(enrolment=source).exclude(page__in=own).update(enrolment=target)
    agreed = AssignmentException.objects.filter(ended_at=None)
    known = list(agreed.filter(enrolment=target).values_list("page_id", flat=True))
    rows = list(agreed.filter(enrolment=source).exclude(page__in=known))
    for row in rows:
        row.pk, row.public_id, row.enrolment = None, uuid.uuid4(), target
    AssignmentException.objects.bulk_create(rows)
