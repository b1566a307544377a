import pytest
from django.core.cache import cache

from accounts.throttle import is_throttled


@pytest.fixture
def visit(rf):
    return lambda address="192.0.2.7": rf.get("/", REMOTE_ADDR=address)


def test_the_tries_of_a_period_are_counted(visit):
    tries = [is_throttled(visit(), "verify", limit=3, seconds=3600) for _ in range(5)]
    assert tries == [False, False, False, True, True]


def test_each_visitor_and_each_action_has_a_count_of_its_own(visit):
    for _ in range(3):
        is_throttled(visit(), "verify", limit=2, seconds=3600)
    assert not is_throttled(visit("192.0.2.8"), "verify", limit=2, seconds=3600)
    assert not is_throttled(visit(), "poll", limit=2, seconds=3600)


def test_a_new_period_starts_anew(visit, monkeypatch):
    from datetime import timedelta

    from django.utils import timezone

    from accounts import throttle

    for _ in range(3):
        is_throttled(visit(), "verify", limit=2, seconds=60)
    later = timezone.now() + timedelta(minutes=2)
    monkeypatch.setattr(throttle.timezone, "now", lambda: later)
    assert not is_throttled(visit(), "verify", limit=2, seconds=60)


def test_the_address_is_stored_nowhere(visit):
    is_throttled(visit(), "verify", limit=3, seconds=60)
    assert "192.0.2.7" not in str(cache._cache.keys())
