"""Reflections that wait for a trainer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext as _

from assessments.assignment.models import Submission
from assessments.assignment.review import readable_by
from courses.domain.review import ReviewEntry

if TYPE_CHECKING:
    from accounts.models import User


def pending(*, user: User) -> list[ReviewEntry]:
    """Return the reflections sent in the runs the person trains, oldest first; one query, no texts."""
    waiting = readable_by(user).filter(state=Submission.State.SUBMITTED).order_by("submitted_at")
    rows = waiting.values(
        "public_id",
        "submitted_at",
        "page__title",
        "enrolment__run__name",
        "enrolment__user__given_name",
        "enrolment__user__family_name",
    )
    return [
        ReviewEntry(
            kind=_("reflektio"),
            title=row["page__title"],
            person=f"{row['enrolment__user__given_name']} {row['enrolment__user__family_name']}".strip(),
            run=row["enrolment__run__name"],
            waiting_since=row["submitted_at"],  # type: ignore[arg-type]
            url=reverse("assignment:review", kwargs={"public_id": row["public_id"]}),
        )
        for row in rows
    ]
