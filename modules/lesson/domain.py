"""What happens when a trainee has read a lesson."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from courses.domain.completion import complete_activity
from courses.domain.questions import leave_question
from courses.models import ActivityCompletion, Enrolment
from modules.lesson.models import LessonPage


def mark_read(
    *, enrolment: Enrolment, lesson: LessonPage, at: datetime, question: str = "", revision: int | None = None
) -> None:
    """This function will record that the trainee has read the lesson, with the own question where one is asked.

    Safe to repeat; a later question takes the earlier one's place. `revision` is the version that was on the
    reader's screen. Raises UnableToAsk when the lesson asks for a question and there is none.
    """
    with transaction.atomic():
        if lesson.asks_question:
            leave_question(enrolment=enrolment, activity=lesson, text=question, at=at)
        complete_activity(enrolment=enrolment, activity=lesson, at=at, revision=_known(lesson, revision))


def _known(lesson: LessonPage, revision: int | None) -> int | None:
    """Return the revision if it is one of this lesson; whatever else a browser sends is not believed."""
    if revision is None or revision == lesson.live_revision_id:
        return None
    return revision if lesson.revisions.filter(pk=revision).exists() else None


def has_changed_since_done(*, enrolment: Enrolment, lesson: LessonPage) -> bool:
    """Say whether the lesson has been published anew since the trainee was done with it."""
    done = ActivityCompletion.objects.filter(enrolment=enrolment, activity_id=lesson.pk)
    revision = done.values_list("revision_id", flat=True).first()
    return revision is not None and revision != lesson.live_revision_id
