"""Sends the announcements whose time has come."""

from datetime import datetime

from courses.announcements.domain.sending import send_due


def sweep(*, at: datetime) -> int:
    """Send what is due; return how many announcements went out."""
    return send_due(at=at)
