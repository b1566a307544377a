"""Reflections that wait for a trainer, and oral alternatives that wait to be heard."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils.translation import gettext as _

from assessments.assignment.models import AssignmentException, Submission
from assessments.assignment.review import readable_by
from courses.domain.review import ReviewEntry
from courses.enums import StaffRole

if TYPE_CHECKING:
    from accounts.models import User

NAMES = ("enrolment__user__given_name", "enrolment__user__family_name")


def pending(*, user: User) -> list[ReviewEntry]:
    """Return what waits in the runs the person trains; two queries, no texts."""
    return [*_sent(user), *_to_be_heard(user)]


def _sent(user: User) -> list[ReviewEntry]:
    waiting = readable_by(user).filter(state=Submission.State.SUBMITTED).order_by("submitted_at")
    rows = waiting.values("public_id", "submitted_at", "page__title", "enrolment__run__name", *NAMES)
    return [
        ReviewEntry(
            kind=_("reflektio"),
            title=row["page__title"],
            person=_name(row),
            run=row["enrolment__run__name"],
            waiting_since=row["submitted_at"],  # type: ignore[arg-type]
            url=reverse("assignment:review", kwargs={"public_id": row["public_id"]}),
        )
        for row in rows
    ]


def _to_be_heard(user: User) -> list[ReviewEntry]:
    agreed = AssignmentException.objects.filter(
        kind=AssignmentException.Kind.ORAL,
        ended_at=None,
        fulfilled_at=None,
        enrolment__run__staff__user=user,
        enrolment__run__staff__role=StaffRole.TRAINER,
        enrolment__run__staff__ended_at=None,
    ).exclude(enrolment__user=user)
    places = ("enrolment__run__slug", "page__slug", "enrolment__public_id")
    rows = agreed.values("granted_at", "page__title", "enrolment__run__name", *NAMES, *places)
    return [
        ReviewEntry(
            kind=_("suullinen tehtävä"),
            title=row["page__title"],
            person=_name(row),
            run=row["enrolment__run__name"],
            waiting_since=row["granted_at"],
            url=reverse("assignment:agree", args=[row["enrolment__run__slug"], *(row[name] for name in places[1:])]),
        )
        for row in rows
    ]


def _name(row: dict[str, Any]) -> str:
    return f"{row['enrolment__user__given_name']} {row['enrolment__user__family_name']}".strip()
