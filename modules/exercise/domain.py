"""Keeping a trainee's own answers, and showing the models once they are given."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from courses.domain.completion import complete_activity
from courses.models import Enrolment
from modules.exercise.models import ExercisePage, ExerciseResponse

Answers = dict[str, Any]


class UnableToSubmit(Exception):
    """Something that the exercise asks for is not answered."""


def response_of(*, enrolment: Enrolment | None, exercise: ExercisePage) -> ExerciseResponse | None:
    """Return the trainee's response, or None."""
    if enrolment is None:
        return None
    return ExerciseResponse.objects.filter(enrolment=enrolment, exercise=exercise).first()


def save_draft(*, enrolment: Enrolment, exercise: ExercisePage, answers: Answers, at: datetime) -> ExerciseResponse:
    """This function will keep the answers as they are now. What was answered to blocks that are gone stays, too."""
    with transaction.atomic():
        response = _locked(enrolment, exercise, at)
        response.answers = {**response.answers, **answers}
        response.saved_at = at
        response.save(update_fields=["answers", "saved_at"])
    return response


def submit_answers(*, enrolment: Enrolment, exercise: ExercisePage, answers: Answers, at: datetime) -> ExerciseResponse:
    """This function will keep the answers and complete the activity. Safe to repeat: answers may be changed later.

    Raises UnableToSubmit when a question that is not optional has no answer.
    """
    unanswered = [block for block in exercise.items if not _is_answered(block, answers)]
    if unanswered:
        raise UnableToSubmit(_("Vastaa ensin kaikkiin kohtiin. Vastaus voi olla lyhyt."))
    with transaction.atomic():
        response = save_draft(enrolment=enrolment, exercise=exercise, answers=answers, at=at)
        if response.submitted_at is None:
            response.submitted_at = at
            response.save(update_fields=["submitted_at"])
        complete_activity(enrolment=enrolment, activity=exercise, at=at)
    return response


def _locked(enrolment: Enrolment, exercise: ExercisePage, at: datetime) -> ExerciseResponse:
    ExerciseResponse.objects.get_or_create(enrolment=enrolment, exercise=exercise, defaults={"saved_at": at})
    return ExerciseResponse.objects.select_for_update().get(enrolment=enrolment, exercise=exercise)


def _is_answered(block: Any, answers: Answers) -> bool:
    answer = answers.get(block.id)
    if block.block_type == "question":
        return block.value["is_optional"] or bool(str(answer or "").strip())
    if block.block_type == "match":
        return isinstance(answer, dict) and all(answer.get(pair.id) for pair in block.value["pairs"].bound_blocks)
    if block.block_type == "pick":
        return bool(answer)
    return True


def compare(*, exercise: ExercisePage, answers: Answers) -> list[dict[str, Any]]:
    """Return the exercise with the own answers and the models side by side, in order."""
    rows: list[dict[str, Any]] = []
    for block in exercise.items:
        answer = answers.get(block.id)
        row: dict[str, Any] = {"kind": block.block_type, "value": block.value, "answer": answer}
        if block.block_type == "match":
            given = answer if isinstance(answer, dict) else {}
            row["pairs"] = [
                {
                    "item": pair.value["item"],
                    "target": pair.value["target"],
                    "given": given.get(pair.id, ""),
                    "is_right": given.get(pair.id) == pair.value["target"],
                }
                for pair in block.value["pairs"].bound_blocks
            ]
            row["right_count"] = sum(pair["is_right"] for pair in row["pairs"])
        rows.append(row)
    return rows


def readable_answers(response: ExerciseResponse) -> list[dict[str, Any]]:
    """Return the answers beside what was asked, for the person's own copy of their data."""
    rows = []
    for row in compare(exercise=response.exercise, answers=response.answers):
        if row["kind"] == "question":
            rows.append({"asked": row["value"]["prompt"], "answer": row["answer"]})
        elif row["kind"] == "match":
            pairs = {pair["item"]: pair["given"] for pair in row["pairs"]}
            rows.append({"asked": row["value"]["instruction"], "answer": pairs})
        elif row["kind"] == "pick":
            rows.append({"asked": row["value"]["instruction"], "answer": row["answer"]})
    asked = {block.id for block in response.exercise.items}
    left = {key: value for key, value in response.answers.items() if key not in asked}
    return [*rows, *({"asked": None, "answer": value} for value in left.values())]
