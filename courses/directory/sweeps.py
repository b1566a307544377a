"""What time alone changes: listings ask to be confirmed and lapse, messages are forgotten."""

from datetime import datetime

from courses.directory.domain.listing import remind_and_drop
from courses.directory.domain.relay import forget_messages


def sweep(*, at: datetime) -> int:
    """Remind, drop and forget what is due; return how many."""
    return remind_and_drop(at=at) + forget_messages(at=at)
