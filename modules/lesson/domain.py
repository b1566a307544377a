"""What happens when a trainee reads a lesson: the place is kept, questions to oneself are answered, it is read."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from courses.domain.completion import complete_activity
from courses.domain.questions import leave_question
from courses.models import Enrolment
from modules.lesson.models import LessonPage, Reading


class UnableToKeep(Exception):
    """The place or the answer is of no text there is; the message says so."""


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


def reading_of(*, enrolment: Enrolment | None, lesson: LessonPage) -> Reading | None:
    """Return where the trainee is in the lesson; nothing when it has not been begun, or for a preview."""
    if enrolment is None:
        return None
    return Reading.objects.filter(enrolment=enrolment, page=lesson).first()


def keep_place(*, enrolment: Enrolment, lesson: LessonPage, block: str, at: datetime) -> None:
    """This function will remember the block the trainee is at, for whatever device comes next.

    Raises UnableToKeep when the lesson has no such block (any more).
    """
    if block not in {each.id for each in lesson.body}:
        raise UnableToKeep(_("Sivua on muutettu. Lataa se uudelleen."))
    Reading.objects.update_or_create(enrolment=enrolment, page=lesson, defaults={"block": block, "updated_at": at})


def answer_self_check(*, enrolment: Enrolment, lesson: LessonPage, block: str, option: str, at: datetime) -> None:
    """This function will keep the trainee's answer to a question to oneself; a later one takes its place.

    Raises UnableToKeep when the lesson has no such question or the question no such answer.
    """
    if option not in options_of(lesson, block):
        raise UnableToKeep(_("Valitse yksi vastauksista."))
    with transaction.atomic():
        Reading.objects.get_or_create(enrolment=enrolment, page=lesson, defaults={"updated_at": at})
        reading = Reading.objects.select_for_update().get(enrolment=enrolment, page=lesson)
        reading.answers = {**reading.answers, block: option}
        reading.updated_at = at
        reading.save(update_fields=["answers", "updated_at"])


def options_of(lesson: LessonPage, block: str) -> dict[str, Any]:
    """Return the answers of a question to oneself by their ids; none when there is no such question."""
    for each in lesson.body:
        if each.id == block and each.block_type == "self_check":
            return {child.id: child.value for child in each.value["options"].bound_blocks}
    return {}
