"""Picks up reports that a dead worker left, and forgets those whose time is over."""

from datetime import datetime

from courses.reporting.domain.orders import make, remove_expired
from courses.reporting.models import ReportOrder

MOST_AT_ONCE = 5


def sweep(*, at: datetime) -> int:
    """Make what waits and forget what has expired; return how many it was."""
    left = ReportOrder.objects.waiting(at).filter(expires_at__gt=at).order_by("next_try_at")
    done = sum(make(pk, at=at) for pk in list(left.values_list("pk", flat=True)[:MOST_AT_ONCE]))
    return done + remove_expired(at=at)
