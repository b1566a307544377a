"""What time alone changes: listings ask to be confirmed. What goes then is told in retention.py."""

from datetime import datetime

from courses.directory.domain.listing import remind_due


def sweep(*, at: datetime) -> int:
    """Remind those whose year is nearly over; return how many."""
    return remind_due(at=at)
