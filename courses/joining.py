"""When a course session lets people in: some minutes before it begins, until it has ended (journey T4)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings

from courses.enums import Mode, SessionState
from courses.models import Session


@dataclass(frozen=True)
class Joining:
    """The way into a session held remotely: the link, and when it opens."""

    link: str
    opens_at: datetime
    is_open: bool
    is_over: bool


def joining_of(*, session: Session, at: datetime) -> Joining | None:
    """Return the way into a session; None for one that has no link, is canceled, or is held on site only."""
    if not session.link or session.mode == Mode.ON_SITE or session.state == SessionState.CANCELLED:
        return None
    opens_at = session.starts_at - timedelta(minutes=settings.JOIN_OPENS_MINUTES)
    is_over = session.ends_at <= at
    return Joining(session.link, opens_at, opens_at <= at and not is_over, is_over)
