"""Reminds facilitators of groups that have been quiet (BR-09). What has had its time goes by retention.py."""

from datetime import datetime

from courses.groups.domain.cadence import nudge_quiet_groups


def sweep(*, at: datetime) -> int:
    """Remind of silence; return how many were reminded."""
    return nudge_quiet_groups(at=at)
