"""A person's reflections: the copy handed out, and their end."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from accounts.models import User
from assessments.assignment.files import delete_files
from assessments.assignment.models import AssignmentException, Submission, SubmissionFile, SubmissionRound


def export_person(user: User) -> dict[str, Any]:
    """Return drafts, sent texts and the answers to them; of a trainer, the answers given."""
    data: dict[str, Any] = {}
    works = Submission.objects.filter(enrolment__user=user).prefetch_related("rounds").select_related("page")
    if works:
        data["reflections"] = [
            {
                "title": work.page.title,
                "state": work.state,
                "draft": work.draft,
                "overtaken": work.overtaken,
                "saved_at": work.saved_at,
                "rounds": list(
                    work.rounds.values("number", "text", "submitted_at", "feedback", "decision", "decided_at")
                ),
                "files": list(work.files.values("name", "size", "added_at", "round__number")),
            }
            for work in works
        ]
    exceptions = AssignmentException.objects.filter(enrolment__user=user)
    if exceptions:
        data["assignment_exceptions"] = list(
            exceptions.values("page__title", "kind", "until", "reason", "granted_at", "fulfilled_at", "ended_at")
        )
    given = SubmissionRound.objects.filter(decided_by=user)
    if given:
        data["feedback_given"] = list(given.values("submission__page__title", "feedback", "decision", "decided_at"))
    return data


def export_files(user: User) -> Iterator[tuple[str, bytes]]:
    """Yield the files that the person has handed in; one that is gone from the disk is left out."""
    for row in SubmissionFile.objects.filter(submission__enrolment__user=user).order_by("pk"):
        try:
            with row.file.open("rb") as file:
                yield f"{row.pk}-{row.name}", file.read()
        except OSError:
            continue


def erase_person(user: User, *, at: datetime) -> None:
    """Delete the texts and files; feedback that the person gave to others stays with them, without a name.

    Exceptions stay as part of the record of the course; why they were granted does not.
    """
    delete_files(SubmissionFile.objects.filter(submission__enrolment__user=user))
    AssignmentException.objects.filter(enrolment__user=user).update(reason="–")
    Submission.objects.filter(enrolment__user=user).delete()
    SubmissionRound.objects.filter(decided_by=user).update(decided_by=None)
