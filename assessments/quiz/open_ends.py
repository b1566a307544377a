"""Answers in own words that nobody has read when a run is to be closed."""

from __future__ import annotations

from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from assessments.quiz.models import Attempt
from courses.endings import OpenEnd
from courses.enums import StaffRole
from courses.models import CourseRun


def open_ends(*, run: CourseRun, at: datetime) -> list[OpenEnd]:
    """Return the attempts that wait for a trainer; no answers."""
    rows = Attempt.objects.filter(enrolment__run=run, state=Attempt.State.REVIEW).order_by("finished_at")
    return [
        OpenEnd(
            kind="attempt",
            identity=str(row.pk),
            sort=_("Avoimet vastaukset lukematta"),
            title=row.page.title,
            person=row.enrolment.user.get_full_name(),
            url=reverse(
                "quiz:review",
                kwargs={
                    "run": run.slug,
                    "activity": row.page.slug,
                    "person": row.enrolment.public_id,
                    "number": row.number,
                },
            ),
            roles=(StaffRole.TRAINER,),
        )
        for row in rows.select_related("page", "enrolment__user").defer("answers", "comments", "slots", "marks")
    ]
