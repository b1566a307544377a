"""Accessibility feedback for the reports (R10): when it came and how it was answered. Nothing of what it says."""

from __future__ import annotations

from datetime import date

from django.utils import timezone

from feedback.models import AccessibilityFeedback


def accessibility_rows() -> list[tuple[date, str]]:
    """Return the day and "in_time", "late" or "open" of each piece of feedback that is still kept."""
    rows = AccessibilityFeedback.objects.order_by("pk").values_list("received_at", "due_on", "answered_at")
    return [(timezone.localdate(received_at), _state(due_on, answered_at)) for received_at, due_on, answered_at in rows]


def _state(due_on: date, answered_at: object) -> str:
    if answered_at is None:
        return "open"
    return "in_time" if timezone.localdate(answered_at) <= due_on else "late"  # type: ignore[arg-type]
