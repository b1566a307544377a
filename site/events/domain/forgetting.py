"""Sign-ups go some weeks after the event; how many there were stays."""

from __future__ import annotations

from collections import Counter
from datetime import date, datetime, timedelta
from typing import Any

from django.conf import settings
from django.utils import timezone

from events.enums import SignupState
from events.models import Event, EventSignup


def kept() -> timedelta:
    """Return how long sign-ups are kept after their event."""
    return timedelta(days=settings.EVENT_SIGNUPS_KEPT_DAYS)


def signups_due(*, run: Any = None) -> dict[date, int]:
    """Return how many sign-ups go on which day; none of them is of a run."""
    if run is not None:
        return {}
    ends = EventSignup.objects.order_by().values_list("event__ends_at", flat=True)
    return dict(Counter(timezone.localdate(moment + kept()) for moment in ends))


def forget_signups(*, at: datetime, most: int) -> int:
    """This function will delete the sign-ups of events long over and keep their number; return how many they were."""
    gone = 0
    for event in Event.objects.filter(ends_at__lt=at - kept(), signups__isnull=False).distinct()[:most]:
        confirmed = event.signups.filter(state=SignupState.CONFIRMED).count()
        gone += event.signups.all().delete()[0]
        event.signups_kept = (event.signups_kept or 0) + confirmed
        event.signups_deleted_at = at
        event.save(update_fields=["signups_kept", "signups_deleted_at", "changed_at"])
    return gone
