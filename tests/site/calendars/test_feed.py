"""The feed at its secret address, and the page where one gets and ends it."""

from datetime import timedelta

import pytest
from django.core.cache import cache
from django.utils import timezone
from factories import calendar_files as reading
from factories.accounts import UserFactory
from factories.courses import EnrolmentFactory, make_run, make_staff

from accounts.personal_data import erase_all, export_all
from calendars.domain import address_of, feed_of
from calendars.models import CalendarFeed
from courses.enums import EnrolmentState, RunState, SessionState

pytestmark = pytest.mark.django_db

PAGE = "/tili/kalenteri/"


@pytest.fixture
def trainee():
    cache.clear()
    return EnrolmentFactory(run=make_run(started_days_ago=-3))


def subscribe(client, user) -> str:
    client.force_login(user)
    client.post(PAGE, {"action": "make"})
    client.logout()
    return path_of(user)


def path_of(user) -> str:
    return "/kalenteri/" + address_of(feed_of(user=user)).rpartition("/")[2]


def test_a_calendar_program_gets_the_sessions_without_signing_in(client, trainee):
    answer = client.get(subscribe(client, trainee.user))
    calendar = reading.read(answer.content)
    events = reading.events(calendar)
    sessions = list(trainee.run.sessions.order_by("position"))
    assert [event.value("UID") for event in events] == [str(session.calendar_uid) for session in sessions]
    assert [reading.moment(calendar, event, "DTSTART") for event in events] == [row.starts_at for row in sessions]
    assert answer["X-Robots-Tag"].startswith("noindex")
    assert answer["Cache-Control"] == "private, max-age=900"
    assert "sessionid" not in answer.cookies
    again = client.get(path_of(trainee.user), headers={"If-None-Match": answer["ETag"]})
    assert again.status_code == 304
    assert feed_of(user=trainee.user).fetched_on == timezone.localdate()


def test_the_feed_says_nothing_of_others_and_has_no_link_to_join(client, trainee):
    other = EnrolmentFactory(run=trainee.run).user
    trainee.run.sessions.update(link="https://kokous.test/salainen", mode="online")
    content = client.get(subscribe(client, trainee.user)).content.decode().replace("\r\n ", "")
    for secret in (other.get_full_name(), other.email, trainee.user.email, "salainen"):
        assert secret not in content


def test_what_a_person_may_not_see_is_not_in_the_feed(client, trainee):
    path = subscribe(client, trainee.user)
    trainer = make_staff(make_run(state=RunState.DRAFT))
    assert len(reading.events(reading.read(client.get(path).content))) == 2
    assert reading.events(reading.read(client.get(subscribe(client, trainer)).content)) == []
    trainee.run.sessions.filter(position=1).update(state=SessionState.CANCELLED, sequence=1)
    states = [event.value("STATUS") for event in reading.events(reading.read(client.get(path).content))]
    assert states == ["CANCELLED", "CONFIRMED"]
    type(trainee).objects.filter(pk=trainee.pk).update(state=EnrolmentState.WITHDRAWN)
    assert reading.events(reading.read(client.get(path).content)) == []


def test_an_address_that_was_ended_or_changed_is_dead_at_once(client, trainee):
    user = trainee.user
    first = subscribe(client, user)
    client.force_login(user)
    seen = feed_of(user=user).generation
    for _click in range(2):  # the second of a double click changes nothing more
        client.post(PAGE, {"action": "renew", "seen": seen})
    second = path_of(user)
    client.post(PAGE, {"action": "end"})
    client.post(PAGE, {"action": "make"})
    third = path_of(user)
    assert len({first, second, third}) == 3
    assert [client.get(path).status_code for path in (first, second, third)] == [404, 404, 200]
    user.is_active = False
    user.save()
    assert client.get(third).status_code == 404


def test_a_guessed_address_is_not_found(client, db):
    cache.clear()
    for token in ("x", "å" * 40, "A" * 43, "%00", "-" * 300, "..%2F"):
        assert client.get(f"/kalenteri/{token}.ics").status_code == 404, token


def test_whoever_asks_without_end_is_asked_to_wait(client, trainee, monkeypatch):
    monkeypatch.setattr("calendars.views.PER_HOUR", 2)
    path = subscribe(client, trainee.user)
    assert [client.get(path).status_code for _time in range(3)] == [200, 200, 429]


def test_a_page_that_sends_nonsense_changes_nothing(client):
    client.force_login(UserFactory())
    for data in ({}, {"action": "x"}, {"action": "renew"}, {"action": "renew", "seen": "9" * 5000}):
        assert client.post(PAGE, data).status_code == 302
    assert not CalendarFeed.objects.exists()


def test_the_feed_takes_as_many_queries_for_ten_runs_as_for_one(client, trainee, django_assert_max_num_queries):
    path = subscribe(client, trainee.user)
    for _more in range(4):
        EnrolmentFactory(run=make_run(), user=trainee.user)
    with django_assert_max_num_queries(8):
        client.get(path)


def test_the_feed_is_part_of_a_persons_data(client, trainee):
    path = subscribe(client, trainee.user)
    assert export_all(trainee.user)["calendars"]["feed"]["is_on"] is True
    assert path not in str(export_all(trainee.user))
    erase_all(trainee.user, at=timezone.now() + timedelta(days=1))
    assert client.get(path).status_code == 404
