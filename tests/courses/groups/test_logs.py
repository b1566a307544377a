"""Logging: once per key, changed until read, then amended; what the trainer does with it."""

import threading
import uuid
from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import IntegrityError, connection, transaction
from django.utils import timezone
from factories.courses import make_staff
from factories.groups import (
    fill_group,
    make_facts,
    make_founded_group,
    make_group,
    make_group_run,
    make_log,
    make_meeting,
    make_trainee,
)

from courses.groups.domain.drafts import StaleDraft, find_desk, save_draft
from courses.groups.domain.lifecycle import end_group
from courses.groups.domain.logs import LogFacts, StaleLog, UnableToLog, amend_log, change_log, log_meeting
from courses.groups.domain.meetings import UnableToPlan, cancel_meeting, change_meeting
from courses.groups.domain.reviewing import UnableToReview, acknowledge_log, return_log
from courses.groups.enums import LogState, MeetingState
from courses.groups.models import GroupMeeting, LogDraft, MeetingLog
from courses.groups.review_queue import pending
from notifications.models import Notification

pytestmark = pytest.mark.django_db


def studied_group():
    enrolment = make_trainee()
    return make_founded_group(enrolment=enrolment), enrolment


def test_a_log_of_an_unplanned_meeting_makes_the_meeting():
    group, enrolment = studied_group()
    log = make_log(group, parts=frozenset({"courage"}), costs={"place": Decimal("40.50")}, vat_percent=Decimal("25.5"))
    group.refresh_from_db()
    assert (log.state, log.meeting.state, group.state) == (LogState.SENT, MeetingState.LOGGED, "running")
    assert group.started_on == log.held_on
    assert LogFacts.of(MeetingLog.objects.get(pk=log.pk)).costs == {"place": Decimal("40.50")}
    assert log.author == enrolment.user


def test_a_planned_meeting_is_logged_once():
    group, _enrolment = studied_group()
    meeting = make_meeting(group, days=-1)
    log = make_log(group, meeting=meeting)
    assert log.meeting == meeting
    assert group.meetings.count() == 1
    with pytest.raises(UnableToLog, match="jo kirjattu"):
        make_log(group, meeting=meeting)


def test_two_hundred_taps_make_one_log():
    group, _enrolment = studied_group()
    key = uuid.uuid4()
    logs = {make_log(group, key=key).pk for _tap in range(200)}
    assert len(logs) == 1
    assert GroupMeeting.objects.filter(group=group).count() == 1


@pytest.mark.django_db(transaction=True)
@pytest.mark.only_on("postgresql")  # an SQLite database in memory belongs to one thread
def test_taps_at_the_same_moment_make_one_log():
    group, enrolment = studied_group()
    key, failures = uuid.uuid4(), []

    def tap():
        try:
            log_meeting(group=group, author=enrolment.user, key=key, facts=make_facts(), at=timezone.now())
        except Exception as error:
            failures.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=tap) for _number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    assert MeetingLog.objects.count() == 1


def test_what_has_not_been_cannot_be_logged():
    group, _enrolment = studied_group()
    with pytest.raises(UnableToLog, match="ei ole vielä alkanut"):
        make_log(group, days_ago=-1)


def test_a_planned_an_ended_and_a_canceled_do_not_take_logs():
    planned = make_group(gathering=False)
    with pytest.raises(UnableToLog, match="kokoaminen"):
        make_log(planned)
    group, _enrolment = studied_group()
    meeting = make_meeting(group, days=-1)
    cancel_meeting(meeting=meeting, at=timezone.now())
    with pytest.raises(UnableToLog, match="peruttu"):
        make_log(group, meeting=meeting)
    end_group(group=group, at=timezone.now() - timedelta(days=3))
    with pytest.raises(UnableToLog, match="päättynyt"):
        make_log(group)
    assert make_log(group, days_ago=5).pk  # held while the group still met


@pytest.mark.parametrize(
    "change",
    [
        {"present": 6},
        {"present": 0},
        {"total": 61, "present": 1},
        {"minutes": 0},
        {"minutes": 601},
        {"feeling": 6},
        {"feeling": 0},
        {"voice": "maybe"},
        {"state": "read"},
    ],
)
def test_the_database_refuses_impossible_logs(change):
    group, _enrolment = studied_group()
    log = make_log(group)
    with pytest.raises(IntegrityError), transaction.atomic():
        MeetingLog.objects.filter(pk=log.pk).update(**change)


def test_a_second_log_of_one_meeting_is_refused_by_the_database():
    group, _enrolment = studied_group()
    log = make_log(group)
    copy = MeetingLog.objects.get(pk=log.pk)
    copy.pk, copy.public_id, copy.key = None, uuid.uuid4(), uuid.uuid4()
    with pytest.raises(IntegrityError), transaction.atomic():
        copy.save()


def test_a_log_is_changed_until_it_is_read_and_amended_after():
    group, enrolment = studied_group()
    trainer = make_staff(enrolment.run)
    log = make_log(group)
    changed = change_log(log=log, author=enrolment.user, facts=make_facts(topic="lepo"), revision=1, at=timezone.now())
    assert (changed.topic, changed.revision) == ("lepo", 2)
    same = change_log(log=log, author=enrolment.user, facts=make_facts(topic="lepo"), revision=2, at=timezone.now())
    assert same.revision == 2
    with pytest.raises(StaleLog):
        change_log(log=log, author=enrolment.user, facts=make_facts(topic="muu"), revision=1, at=timezone.now())
    with pytest.raises(UnableToLog, match="itse"):
        amend_log(log=log, author=enrolment.user, text="lisä", at=timezone.now())
    acknowledge_log(log=log, by=trainer, comment="Hyvä.", revision=2, at=timezone.now())
    with pytest.raises(UnableToLog, match="lukenut"):
        change_log(log=log, author=enrolment.user, facts=make_facts(), revision=2, at=timezone.now())
    for _time in range(2):
        amend_log(log=log, author=enrolment.user, text="Unohdin: kävelimme.", at=timezone.now())
    amend_log(log=log, author=enrolment.user, text="Ja toinen.", at=timezone.now())
    assert log.amendments.count() == 2


def test_only_the_author_changes_a_log():
    group, _enrolment = studied_group()
    log = make_log(group)
    with pytest.raises(UnableToLog, match="kirjoittaja"):
        change_log(log=log, author=make_trainee().user, facts=make_facts(topic="x"), revision=1, at=timezone.now())


def test_acknowledging_twice_tells_the_author_once_and_not_what_is_in_it():
    group, enrolment = studied_group()
    trainer = make_staff(enrolment.run)
    log = make_log(group, topic="salaisuus")
    for _time in range(2):
        acknowledge_log(log=log, by=trainer, comment="Kiitos!", revision=1, at=timezone.now())
    [told] = Notification.objects.filter(user=enrolment.user, kind="log-read")
    assert "salaisuus" not in told.subject + told.text
    assert "Kiitos!" not in told.text
    with pytest.raises(UnableToReview, match="kuitattu"):
        return_log(log=log, by=trainer, comment="Vielä.", revision=1, at=timezone.now())


def test_a_returned_log_comes_back_when_it_is_completed():
    group, enrolment = studied_group()
    trainer = make_staff(enrolment.run)
    log = make_log(group)
    with pytest.raises(UnableToReview, match="täydentää"):
        return_log(log=log, by=trainer, comment=" ", revision=1, at=timezone.now())
    return_log(log=log, by=trainer, comment="Kerro lisää.", revision=1, at=timezone.now())
    assert pending(user=trainer) == []
    change_log(log=log, author=enrolment.user, facts=make_facts(helped="Kierros."), revision=1, at=timezone.now())
    [entry] = pending(user=trainer)
    assert entry.person == enrolment.user.get_full_name()
    with pytest.raises(UnableToReview, match="muuttanut"):
        acknowledge_log(log=log, by=trainer, comment="", revision=1, at=timezone.now())


def test_the_queue_is_for_the_trainers_of_the_run_and_asks_for_help_first_by_mark():
    run = make_group_run()
    enrolment = make_trainee(run)
    group = make_founded_group(enrolment=enrolment)
    make_log(group, needs_help=True, question="Miten hiljainen saa tilaa?")
    trainer, stranger, coordinator = make_staff(run), make_staff(make_group_run()), make_staff(run, "coordinator")
    [entry] = pending(user=trainer)
    assert (entry.needs_help, entry.run) == (True, run.name)
    assert pending(user=stranger) == []
    assert pending(user=coordinator) == []
    trainer.run_staff.update(ended_at=timezone.now())
    assert pending(user=trainer) == []


@pytest.mark.parametrize("size", [3, 30])
def test_the_queue_takes_the_same_queries_however_long_it_is(size, django_assert_num_queries):
    enrolment = make_trainee()
    group = make_group(enrolment=enrolment)
    fill_group(group, size)
    trainer = make_staff(enrolment.run)
    with django_assert_num_queries(3):
        assert len(pending(user=trainer)) == size


def test_a_canceled_or_logged_meeting_stays_as_it_is():
    group, _enrolment = studied_group()
    meeting = make_meeting(group)
    again = make_meeting(group)
    assert again == meeting
    cancel_meeting(meeting=meeting, at=timezone.now())
    cancel_meeting(meeting=meeting, at=timezone.now())
    with pytest.raises(UnableToPlan):
        change_meeting(meeting=meeting, plan=None, at=timezone.now())
    logged = make_log(group).meeting
    with pytest.raises(UnableToPlan):
        cancel_meeting(meeting=logged, at=timezone.now())


def test_a_draft_is_kept_as_typed_and_a_second_tab_is_noticed():
    group, enrolment = studied_group()
    values = {"group": group, "author": enrolment.user, "meeting": None, "key": uuid.uuid4(), "at": timezone.now()}
    first = save_draft(typed={"present": "yhdeksän"}, token="", **values)
    assert (first.token, first.draft.typed) == ("d1", {"present": "yhdeksän"})
    assert save_draft(typed={"present": "9"}, token="d1", **values).token == "d2"
    assert save_draft(typed={"present": "9"}, token="d1", **values).token == "d2"
    with pytest.raises(StaleDraft) as caught:
        save_draft(typed={"present": "7"}, token="d1", **values)
    assert caught.value.desk.draft.typed == {"present": "9"}
    assert LogDraft.objects.count() == 1


def test_a_sent_log_takes_its_draft_away():
    group, enrolment = studied_group()
    meeting = make_meeting(group, days=-1)
    key = uuid.uuid4()
    values = {"group": group, "author": enrolment.user, "meeting": meeting, "key": key, "at": timezone.now()}
    save_draft(typed={"topic": "kesken"}, token="", **values)
    make_log(group, meeting=meeting, key=key)
    assert LogDraft.objects.count() == 0
    assert find_desk(group=group, author=enrolment.user, meeting=meeting).token == "l1"
