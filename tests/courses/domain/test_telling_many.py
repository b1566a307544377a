"""A change of a session that concerns many is told in batches: each person once, whoever works and whoever dies."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.utils import timezone
from factories.courses import EnrolmentFactory, crowd, make_course, make_run, make_staff

from courses.domain import reevaluating
from courses.domain.change_words import Setting
from courses.domain.moves import cancel_session, move_session
from courses.domain.run_life import cancel_run
from courses.domain.telling import tell_some, tell_waiting
from courses.models import SessionChange, SessionNotice
from notifications import many
from notifications.models import Circular, Notification, OutgoingMail

pytestmark = pytest.mark.django_db
PEOPLE = many.AT_ONCE + 30


@pytest.fixture
def run():
    run = make_run(course=make_course(sessions=3), started_days_ago=-5)
    run.trainer = make_staff(run)
    crowd(run, PEOPLE)
    return run


def move(run, days=1):
    session = run.sessions.select_related("run").get(position=1)
    to = Setting(session.starts_at + timedelta(days=days), session.minutes, session.mode, session.place)
    return move_session(session=session, to=to, by=run.trainer, at=timezone.now(), key=uuid4(), seen=session.sequence)


def test_the_first_are_told_at_once_and_the_others_by_the_worker_each_once(run, django_assert_max_num_queries):
    with django_assert_max_num_queries(40):
        change = move(run)
    assert (change.concerned, change.told) == (PEOPLE, many.AT_ONCE)
    assert change.is_being_told
    assert OutgoingMail.objects.count() == many.AT_ONCE
    assert tell_some(change_id=change.pk, at=timezone.now(), most=10) == 10  # and here the worker dies
    assert tell_waiting(at=timezone.now()) == 20
    assert tell_waiting(at=timezone.now()) == 0
    assert tell_some(change_id=change.pk, at=timezone.now()) == 0
    change.refresh_from_db()
    assert change.told == change.concerned == OutgoingMail.objects.count() == Notification.objects.count()
    assert OutgoingMail.objects.values("to").distinct().count() == PEOPLE
    assert set(OutgoingMail.objects.values_list("about", flat=True)) == {f"run-{run.pk}"}


def test_who_waits_hears_of_the_later_change_alone(run):
    first = move(run)
    second = move(run, days=2)
    assert tell_some(change_id=first.pk, at=timezone.now()) == 0  # its task comes late
    while tell_waiting(at=timezone.now()):
        pass
    assert SessionNotice.objects.filter(sequence=first.sequence).count() == many.AT_ONCE
    assert SessionNotice.objects.filter(sequence=second.sequence, told_at__isnull=False).count() == PEOPLE
    assert OutgoingMail.objects.count() == many.AT_ONCE + PEOPLE


def test_a_page_says_how_many_have_been_told_so_far(client, run):
    move(run)
    client.force_login(run.trainer)
    address = f"/kouluttaja/{run.slug}/aikataulu/1/kerrottu/"
    assert f"Kerrottu {many.AT_ONCE} / {PEOPLE} henkilölle" in client.get(address).text
    tell_waiting(at=timezone.now())
    assert "Loput viestit lähtevät" not in client.get(address).text


def test_a_cancelled_session_leaves_nobody_out_and_keeps_their_own_calendars(run):
    EnrolmentFactory(run=run, user__language="sv")
    session = run.sessions.select_related("run").get(position=2)
    cancel_session(session=session, by=run.trainer, at=timezone.now(), key=uuid4(), seen=0, words="Hei!")
    tell_waiting(at=timezone.now())
    before = run.enrolments.exclude(recheck_since=None)
    assert before.count() == PEOPLE + 1 - reevaluating.AT_ONCE
    while reevaluating.evaluate_waiting(at=timezone.now()):
        pass
    assert not before.exists()
    mails = OutgoingMail.objects.filter(kind="session-cancelled")
    assert mails.count() == PEOPLE + 1
    assert all(f"mailto:{mail.to}" in mail.calendar.replace("\r\n ", "") for mail in mails)
    assert mails.get(language="sv").subject.startswith("Inställt")


def test_a_run_called_off_is_told_by_a_circular_once(run):
    assert cancel_run(run=run, by=run.trainer, at=timezone.now(), words="Liian vähän väkeä.") == PEOPLE
    assert cancel_run(run=run, by=run.trainer, at=timezone.now()) == 0
    circular = Circular.objects.get()
    assert many.progress_of(circular) == (many.AT_ONCE, PEOPLE)
    assert many.tell_waiting(at=timezone.now()) == 30
    circular.refresh_from_db()
    assert circular.done_at is not None
    assert circular.words == {}
    assert OutgoingMail.objects.filter(kind="run-cancelled", text__contains="Liian vähän väkeä.").count() == PEOPLE
    assert not SessionChange.objects.filter(concerned__gt=0).exists()
