"""Reminders to those who answer: one when the last day is near, one when it has gone."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone

from feedback.domain.telling import remind_handlers
from feedback.models import AccessibilityFeedback, DataRequest

NEAR = {AccessibilityFeedback: timedelta(days=4), DataRequest: timedelta(days=7)}


def send_reminders(*, at: datetime) -> int:
    """This function will remind of what is due soon or late, each once; return how many. Safe to repeat."""
    today = timezone.localdate(at)
    done = 0
    for model, near in NEAR.items():
        waiting = model.objects.filter(answered_at=None)  # type: ignore[attr-defined]
        late = waiting.filter(due_on__lt=today, reminders__lt=2)
        soon = waiting.filter(due_on__gte=today, due_on__lte=today + near, reminders=0)
        for rows, is_late in ((late, True), (soon, False)):
            for ticket in rows.select_related("handler")[:50]:
                with transaction.atomic():
                    remind_handlers(ticket, is_late=is_late, at=at)
                    model.objects.filter(pk=ticket.pk).update(reminders=2 if is_late else 1)  # type: ignore[attr-defined]
                done += 1
    return done
