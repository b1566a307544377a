from datetime import timedelta

import pytest
from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.utils import timezone
from factories.accounts import PASSWORD, UserFactory

from accounts.sweeps import sweep

pytestmark = pytest.mark.django_db


def test_sessions_are_forgotten_when_their_time_has_passed(client, settings, django_assert_num_queries):
    user = UserFactory()
    client.post("/tili/login/", {"login": user.email, "password": PASSWORD})
    at = timezone.now()
    with django_assert_num_queries(3):
        assert sweep(at=at) == 0
    assert UserSession.objects.count() == 1
    assert sweep(at=at + timedelta(seconds=settings.SESSION_COOKIE_AGE + 60)) >= 1
    assert not UserSession.objects.exists()
    assert not Session.objects.exists()


def test_what_sessions_in_a_cache_left_behind_is_forgotten_too(settings):
    """With Redis the sessions end there, and no row tells of it."""
    at = timezone.now()
    UserSession.objects.create(user=UserFactory(), ip="192.0.2.7", session_key="x", user_agent="", last_seen_at=at)
    assert sweep(at=at + timedelta(days=27)) == 0
    assert UserSession.objects.exists()
    sweep(at=at + timedelta(days=29))
    assert not UserSession.objects.exists()
