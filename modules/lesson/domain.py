"""What happens when a trainee has read a lesson."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from courses.domain.completion import complete_activity
from courses.models import ActivityCompletion, CourseRun, Enrolment
from modules.lesson.models import LessonPage, LessonQuestion


class UnableToMarkRead(Exception):
    """The lesson asks for an own question and there is none."""


def mark_read(
    *, enrolment: Enrolment, lesson: LessonPage, at: datetime, question: str = "", revision: int | None = None
) -> None:
    """This function will record that the trainee has read the lesson, with the own question where one is asked.

    Safe to repeat; a later question takes the earlier one's place. `revision` is the version that was on the
    reader's screen. Raises UnableToMarkRead when the question is missing.
    """
    question = question.strip()
    if lesson.asks_question and not question:
        raise UnableToMarkRead(_("Kirjoita yksi oma kysymys. Se voi olla lyhyt ja keskeneräinen."))
    with transaction.atomic():
        if lesson.asks_question:
            LessonQuestion.objects.update_or_create(
                enrolment=enrolment,
                lesson=lesson,
                defaults={"text": question, "updated_at": at},
                create_defaults={"text": question, "created_at": at, "updated_at": at},
            )
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


def question_of(*, enrolment: Enrolment, lesson: LessonPage) -> str:
    """Return the trainee's own question, or nothing."""
    mine = LessonQuestion.objects.filter(enrolment=enrolment, lesson=lesson)
    return mine.values_list("text", flat=True).first() or ""


def questions_of_run(*, run: CourseRun, lesson: LessonPage) -> QuerySet[LessonQuestion]:
    """Return the questions of a run's trainees, the newest last; for the run's staff only."""
    found = LessonQuestion.objects.filter(lesson=lesson, enrolment__run=run)
    return found.select_related("enrolment__user").order_by("created_at", "pk")
