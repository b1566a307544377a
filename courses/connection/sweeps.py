"""Deletes the links and the support notes of meetings that are over."""

from datetime import datetime

from courses.connection.domain import delete_outdated


def sweep(*, at: datetime) -> int:
    """Delete what is a week old; return how many links that was."""
    return delete_outdated(at=at)
