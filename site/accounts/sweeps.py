"""Forgets sessions that have ended, with the addresses of their devices; writes the ledger of erasures."""

from datetime import datetime, timedelta

from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib.sessions.models import Session

from accounts.ledger import write_out_what_waits


def sweep(*, at: datetime) -> int:
    """Delete sessions past their time, write what waits for the ledger, and return how many."""
    return _forget_sessions(at=at) + write_out_what_waits()


def _forget_sessions(*, at: datetime) -> int:
    """Look before the database's write lock is taken."""
    ended = Session.objects.filter(expire_date__lt=at)
    # A session is renewed at most until this long after it was last seen.
    unseen = UserSession.objects.filter(last_seen_at__lt=at - 2 * timedelta(seconds=settings.SESSION_COOKIE_AGE))
    if not ended.exists() and not unseen.exists():
        return 0
    gone = list(ended.values_list("session_key", flat=True)[:1000])
    UserSession.objects.filter(session_key__in=gone).delete()
    unseen.delete()
    count, _kinds = Session.objects.filter(session_key__in=gone).delete()
    return count
