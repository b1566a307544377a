"""What is agreed with trainees about assignments, for the core (see `courses.domain.activity_exceptions`)."""

from __future__ import annotations

from django.db.models import QuerySet
from django.utils import timezone

from assessments.assignment.models import AssignmentException
from courses.domain.activity_exceptions import Agreement
from courses.enums import ExceptionKind

Kind = AssignmentException.Kind
KINDS = {Kind.WAIVER: ExceptionKind.WAIVED, Kind.EXTENSION: ExceptionKind.EXTENSION}


def agreed() -> QuerySet[AssignmentException]:
    """Return the exceptions that have not been ended."""
    return AssignmentException.objects.filter(ended_at=None)


def ended() -> QuerySet[AssignmentException]:
    """Return the exceptions that hold no more."""
    return AssignmentException.objects.filter(ended_at__isnull=False)


def described(rows: QuerySet[AssignmentException]) -> list[Agreement]:
    """Return exceptions as the core knows them, in one query."""
    return [
        Agreement(
            person=row.enrolment,
            activity_id=row.page_id,
            title=row.page.title,
            kind=str(KINDS.get(Kind(row.kind), row.kind)),
            word=row.get_kind_display(),
            lets_pass=row.kind == Kind.WAIVER or row.fulfilled_at is not None,
            reason=row.reason,
            until=timezone.localdate(row.until) if row.until else None,
            granted_by=row.granted_by.get_full_name(),
            granted_at=row.granted_at,
            fulfilled_by=row.fulfilled_by.get_full_name() if row.fulfilled_by else "",
            ended_at=row.ended_at,
        )
        for row in rows.select_related("page", "granted_by", "fulfilled_by", "enrolment__user")
    ]
