"""Signing in costs the same however often one has, and forgets what has ended."""

import pytest
from allauth.usersessions.models import UserSession
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from factories.accounts import PASSWORD, UserFactory

pytestmark = pytest.mark.django_db


def opened(user):
    """Open a session of the person on one more device, and return its key."""
    client = Client()
    client.force_login(user)
    key = client.session.session_key
    UserSession.objects.get_or_create(session_key=key, defaults={"user": user, "ip": "192.0.2.7", "user_agent": "x"})
    return key


def queries_of_a_sign_in(user):
    with CaptureQueriesContext(connection) as asked:
        assert Client().post("/tili/login/", {"login": user.email, "password": PASSWORD}).status_code == 302
    return len(asked)


def test_a_sign_in_takes_as_many_queries_after_many_as_after_one():
    once, often = UserFactory(), UserFactory()
    for user, times in ((once, 1), (often, 12)):
        for _ in range(times):
            opened(user)
    queries_of_a_sign_in(UserFactory())  # what a process asks once
    assert queries_of_a_sign_in(often) == queries_of_a_sign_in(once)
    assert UserSession.objects.filter(user=often).count() == 13


def test_sessions_that_ended_or_have_the_old_password_are_forgotten():
    user, other = UserFactory(), UserFactory()
    before = opened(user)
    user.set_password("uusi-pitka-salasana")
    user.save()
    kept, gone, elsewhere = opened(user), opened(user), opened(other)
    Client(headers={"cookie": f"sessionid={gone}"}).post("/tili/logout/")
    UserSession.objects.get_or_create(session_key=gone, defaults={"user": user, "ip": "192.0.2.7", "user_agent": "x"})
    assert [one.session_key for one in UserSession.objects.purge_and_list(user)] == [kept]
    assert not UserSession.objects.filter(session_key__in=[before, gone]).exists()
    assert UserSession.objects.filter(session_key=elsewhere).exists()
