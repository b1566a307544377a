"""The own questions that trainees take from reading and watching to the next session."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from courses.models import ActivityPage, CourseRun, Enrolment, SessionQuestion


class UnableToAsk(Exception):
    """There is no question in what was written."""


def leave_question(*, enrolment: Enrolment, activity: ActivityPage, text: str, at: datetime) -> None:
    """This function will keep the trainee's own question of an activity; a later one takes the earlier one's place.

    Whether the activity is done by it is the activity type's to say. Raises UnableToAsk when nothing is written.
    """
    text = text.strip()
    if not text:
        raise UnableToAsk(_("Kirjoita yksi oma kysymys. Se voi olla lyhyt ja keskeneräinen."))
    SessionQuestion.objects.update_or_create(
        enrolment=enrolment,
        activity_id=activity.pk,
        defaults={"text": text, "updated_at": at},
        create_defaults={"text": text, "created_at": at, "updated_at": at},
    )


def question_of(*, enrolment: Enrolment, activity: ActivityPage) -> str:
    """Return the trainee's own question of an activity, or nothing."""
    mine = SessionQuestion.objects.filter(enrolment=enrolment, activity_id=activity.pk)
    return mine.values_list("text", flat=True).first() or ""


def questions_of_run(*, run: CourseRun, activity_ids: Iterable[int]) -> QuerySet[SessionQuestion]:
    """Return what a run's trainees ask in these activities, in the activities' order; for the run's staff only."""
    found = SessionQuestion.objects.filter(enrolment__run=run, activity_id__in=activity_ids)
    return found.select_related("enrolment__user").order_by("activity__path", "created_at", "pk")
