"""Reflections that nobody has answered when a run is to be closed."""

from __future__ import annotations

from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from assessments.assignment.models import Submission
from courses.endings import OpenEnd
from courses.enums import StaffRole
from courses.models import CourseRun


def open_ends(*, run: CourseRun, at: datetime) -> list[OpenEnd]:
    """Return the reflections that wait for a trainer; no texts."""
    rows = Submission.objects.filter(enrolment__run=run, state=Submission.State.SUBMITTED).order_by("submitted_at")
    return [
        OpenEnd(
            kind="reflection",
            identity=str(row.public_id),
            sort=_("Reflektiot lukematta"),
            title=row.page.title,
            person=row.enrolment.user.get_full_name(),
            url=reverse("assignment:review", kwargs={"public_id": row.public_id}),
            roles=(StaffRole.TRAINER,),
        )
        for row in rows.select_related("page", "enrolment__user").defer("draft", "overtaken")
    ]
