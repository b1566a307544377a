"""Deletes member cards of ended groups (BR-19), and reminds facilitators of groups that have been quiet (BR-09)."""

from datetime import datetime, timedelta

from django.conf import settings

from courses.groups.domain.cadence import nudge_quiet_groups
from courses.groups.domain.lifecycle import delete_due_cards


def sweep(*, at: datetime) -> int:
    """Delete the member cards of groups that ended so many days ago, remind of silence; return how much was done."""
    deleted = delete_due_cards(before=at - timedelta(days=settings.GROUP_CARDS_KEPT_DAYS), at=at)
    return deleted + nudge_quiet_groups(at=at)
