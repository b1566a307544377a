"""What assignments add to the overview of a run: the work that waits for a reader."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import ngettext

from assessments.assignment.models import Submission
from courses.enums import StaffRole
from courses.models import CourseRun
from courses.overview import RunAction


def actions(*, run: CourseRun) -> list[RunAction]:
    """Return the work handed in and not read yet."""
    return [
        RunAction(
            rows=Submission.objects.filter(enrolment__run=run, state=Submission.State.SUBMITTED),
            words=lambda n: ngettext("%(n)s reflektio luettavana", "%(n)s reflektiota luettavana", n) % {"n": n},
            url=reverse("portal:inbox") + f"?toteutus={run.slug}",
            roles=(StaffRole.TRAINER,),
        )
    ]
