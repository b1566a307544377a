"""Wakes the making of one long report."""

from django.utils import timezone

from courses.reporting.domain.orders import make
from notifications.background import task


@task()
def make_report(order_id: int) -> bool:
    """Make the report if it still waits."""
    return make(order_id, at=timezone.now())
