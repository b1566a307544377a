"""What was answered long ago goes."""

from __future__ import annotations

from collections import Counter
from datetime import date, datetime, timedelta
from typing import Any

from django.conf import settings
from django.utils import timezone

from feedback.models import AccessibilityFeedback, DataRequest

KINDS = (AccessibilityFeedback, DataRequest)


def kept() -> timedelta:
    """Return how long an answered ticket is kept."""
    return timedelta(days=settings.ANSWERED_KEPT_DAYS)


def tickets_due(*, run: Any = None) -> dict[date, int]:
    """Return how many go on which day; none of them is of a run."""
    if run is not None:
        return {}
    due: Counter[date] = Counter()
    for model in KINDS:
        answered = model.objects.filter(answered_at__isnull=False).order_by()  # type: ignore[attr-defined]
        moments = answered.values_list("answered_at", flat=True)
        due.update(timezone.localdate(moment + kept()) for moment in moments if moment)
    return dict(due)


def forget_tickets(*, at: datetime, most: int) -> int:
    """This function will delete what was answered long ago; return how many they were."""
    gone = 0
    for model in KINDS:
        old = model.objects.filter(answered_at__lt=at - kept()).order_by("pk")  # type: ignore[attr-defined]
        keys = list(old.values_list("pk", flat=True)[: most - gone])
        gone += model.objects.filter(pk__in=keys).delete()[0]  # type: ignore[attr-defined]
    return gone
