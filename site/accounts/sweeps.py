"""Forgets sessions that have ended, and the addresses of devices that were kept with them."""

from datetime import datetime, timedelta

from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib.sessions.models import Session


def sweep(*, at: datetime) -> int:
    """Delete sessions past their time and return how many; looks before it takes the database's write lock."""
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
