"""Deletes what has been kept long enough: member cards of ended groups (BR-19)."""

from datetime import datetime, timedelta

from django.conf import settings

from courses.groups.domain.lifecycle import delete_due_cards


def sweep(*, at: datetime) -> int:
    """Delete the member cards of groups that ended so many days ago; return how many groups that was."""
    return delete_due_cards(before=at - timedelta(days=settings.GROUP_CARDS_KEPT_DAYS), at=at)
