"""How invitations stand: counts that add up, what mails came to, and forgetting addresses in time."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

from django.conf import settings
from django.db.models import Count, Q, QuerySet
from django.db.models.functions import TruncDate

from courses.invitations.enums import InvitationState, Status, Verdict
from courses.invitations.models import NOT_THROUGH, Invitation, InvitationBatch
from courses.models import CourseRun

LIST_KEPT = timedelta(days=30)  # a list and its rows, after it was made


def count_statuses(*, run: CourseRun, at: datetime) -> dict[Status, int]:
    """Return how many invitations of a run stand how, in the order of the statuses; the sum is all of them."""
    rows = Invitation.objects.filter(run=run).with_status(at).order_by().values("status").annotate(n=Count("pk"))
    counted = {row["status"]: row["n"] for row in rows}
    return {status: counted.get(status.value, 0) for status in Status}


def count_verdicts(batch: InvitationBatch) -> dict[Verdict, int]:
    """Return how many rows of a list have which verdict, in the order of the verdicts; the sum is all rows."""
    rows = batch.rows.order_by().values("verdict").annotate(n=Count("pk"))
    counted = {row["verdict"]: row["n"] for row in rows}
    return {verdict: counted.get(verdict.value, 0) for verdict in Verdict}


def invitations_of(*, run: CourseRun, at: datetime, status: str = "", words: str = "") -> QuerySet[Invitation]:
    """Return the invitations of a run, newest first, with status and inviter; narrowed by status, name or address."""
    rows = Invitation.objects.filter(run=run).with_status(at).select_related("invited_by", "replaced_by", "enrolment")
    if status:
        rows = rows.filter(status=status)
    if words:
        rows = rows.filter(Q(email__icontains=words) | Q(name__icontains=words))
    return rows.order_by("-created_at", "-pk")


def note_failed_mails(*, at: datetime) -> int:
    """This function will keep with the invitation that its mail did not get through; the outbox forgets in time."""
    failed = Invitation.objects.filter(state=InvitationState.OPEN, bounced_at=None, mail__state__in=NOT_THROUGH)
    return failed.update(bounced_at=at)


def due_addresses(*, run: Any = None) -> dict[date, int]:
    """Return how many addresses of people who did not accept are deleted on which day."""
    rows = with_address()
    if run is not None:
        rows = rows.filter(run=run)
    kept = timedelta(days=settings.INVITATION_ADDRESSES_KEPT_DAYS)
    days = rows.order_by().annotate(day=TruncDate("expires_at")).values_list("day").annotate(n=Count("pk"))
    return {day + kept: count for day, count in sorted(days)}


def with_address() -> QuerySet[Invitation]:
    """Return the invitations that were not accepted and still hold an address."""
    return Invitation.objects.exclude(state=InvitationState.ACCEPTED).exclude(email="", name="")


def forget_addresses(*, at: datetime, most: int) -> int:
    """This function will delete addresses and names whose time is over; the rows stay, so that counts add up.

    An invitation that nobody answered is answered by its deletion: it cannot be opened any more.
    """
    late = with_address().filter(expires_at__lt=at - timedelta(days=settings.INVITATION_ADDRESSES_KEPT_DAYS))
    found = list(late.order_by("pk").values_list("pk", flat=True)[:most])
    return Invitation.objects.filter(pk__in=found).update(email="", name="", source="", source_person=None)


def due_lists(*, run: Any = None) -> dict[date, int]:
    """Return how many lists are deleted on which day."""
    rows = InvitationBatch.objects.all() if run is None else InvitationBatch.objects.filter(run=run)
    days = rows.order_by().annotate(day=TruncDate("made_at")).values_list("day").annotate(n=Count("pk"))
    return {day + LIST_KEPT: count for day, count in sorted(days)}


def forget_lists(*, at: datetime, most: int) -> int:
    """This function will delete lists with all their rows; the invitations made from them stay."""
    late = InvitationBatch.objects.filter(made_at__lt=at - LIST_KEPT).order_by("pk")
    found = list(late.values_list("pk", flat=True)[:most])
    InvitationBatch.objects.filter(pk__in=found).delete()
    return len(found)
