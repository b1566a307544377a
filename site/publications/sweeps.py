"""Wakes the looking at links, a few at a time, and tells the editors once a month."""

from datetime import datetime

from notifications.background import wake
from publications.domain import is_looking_after_links, links_due, report_broken_links
from publications.tasks import look_at_links


def sweep(*, at: datetime) -> int:
    """Wake what is due; return how many were told of broken links."""
    if not is_looking_after_links():
        return 0
    if links_due(at=at):
        wake(look_at_links)
    return report_broken_links(at=at)
