"""What of a trainee's groups comes along when they go on in another run."""

from __future__ import annotations

from datetime import datetime

from courses.groups.models import GroupFacilitator
from courses.models import Enrolment


def carry_over(*, source: Enrolment, target: Enrolment, at: datetime) -> None:
    """This function will let the trainee's groups, with their meetings, count in the run in which they go on."""
    GroupFacilitator.objects.filter(enrolment=source).update(enrolment=target)
