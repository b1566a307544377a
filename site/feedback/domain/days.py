"""By which day something must be answered."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, datetime, timedelta

from django.conf import settings
from django.utils import timezone

MOST_MONTHS_MORE = 2  # article 12(3): the month may be made longer by two


def months_after(day: date, months: int) -> date:
    """Return the day of the same number so many months later, or the last one of a month that is too short."""
    years, month = divmod(day.month - 1 + months, 12)
    last = monthrange(day.year + years, month + 1)[1]
    return date(day.year + years, month + 1, min(day.day, last))


def feedback_due(*, received_at: datetime) -> date:
    """Return the last day for answering accessibility feedback."""
    return timezone.localdate(received_at) + timedelta(days=settings.ACCESSIBILITY_ANSWER_DAYS)


def request_due(*, received_at: datetime, more_months: int = 0) -> date:
    """Return the last day for answering a data request; more months count from the day it came, as the first one."""
    return months_after(timezone.localdate(received_at), 1 + more_months)
