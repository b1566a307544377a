"""Attempts with answers in own words that wait for a trainer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext as _

from assessments.quiz.models import Attempt
from assessments.quiz.review import readable_by
from courses.domain.review import ReviewEntry

if TYPE_CHECKING:
    from accounts.models import User


def pending(*, user: User) -> list[ReviewEntry]:
    """Return the attempts that wait in the runs the person trains, oldest first; one query, no answers."""
    rows = readable_by(user).filter(state=Attempt.State.REVIEW).order_by("finished_at")
    names = (
        "number", "finished_at", "page__title", "page__slug", "enrolment__public_id", "enrolment__run__name",
        "enrolment__run__slug", "enrolment__user__given_name", "enrolment__user__family_name",
    )  # fmt: skip
    return [
        ReviewEntry(
            kind=_("avoimet vastaukset"),
            title=row["page__title"],
            person=f"{row['enrolment__user__given_name']} {row['enrolment__user__family_name']}".strip(),
            run=row["enrolment__run__name"],
            waiting_since=row["finished_at"],
            url=reverse(
                "quiz:review",
                kwargs={
                    "run": row["enrolment__run__slug"],
                    "activity": row["page__slug"],
                    "person": row["enrolment__public_id"],
                    "number": row["number"],
                },
            ),
        )
        for row in rows.values(*names)
    ]
