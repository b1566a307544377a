"""What time alone changes: the figures of a new day."""

from datetime import datetime

from courses.areas.domain.snapshots import is_due, take_snapshot


def sweep(*, at: datetime) -> int:
    """Reckon today's figures once."""
    if not is_due(at=at):
        return 0
    take_snapshot(at=at)
    return 1
