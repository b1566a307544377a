"""The outbox of a run: its mails with addressee, subject and state. What is said in them is nobody's here."""

from __future__ import annotations

from uuid import UUID

from django.db.models import Count, QuerySet

from courses.domain.telling import about_run
from courses.models import CourseRun
from notifications.models import OutgoingMail
from notifications.outbox import STUCK

SHOWN = ("public_id", "to", "subject", "state", "kind", "error", "created_at", "sent_at", "next_try_at", "attempts")


def mails_of(*, run: CourseRun, state: str = "", search: str = "") -> QuerySet[OutgoingMail]:
    """Return the mails of a run, newest first, without their words; in one state or all that need somebody."""
    rows = OutgoingMail.objects.filter(about=about_run(run.pk)).only(*SHOWN)
    if state == "stuck":
        rows = rows.filter(state__in=STUCK)
    elif state:
        rows = rows.filter(state=state)
    if search:
        rows = rows.filter(to__icontains=search)
    return rows.order_by("-created_at", "-pk")


def counts_of(*, run: CourseRun) -> dict[str, int]:
    """Return how many mails of a run are in each state."""
    rows = OutgoingMail.objects.filter(about=about_run(run.pk)).order_by().values_list("state")
    return dict(rows.annotate(n=Count("pk")))


def mail_of_run(*, run: CourseRun, public_id: UUID) -> OutgoingMail | None:
    """Return one mail of the run."""
    return OutgoingMail.objects.filter(about=about_run(run.pk), public_id=public_id).first()
