"""Announcements of a run: who is told, once; what is changed afterwards; what is sent later."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.utils import timezone
from factories.courses import EnrolmentFactory, crowd, make_run, make_staff
from factories.groups import make_group

from courses.announcements.domain.audiences import people_of
from courses.announcements.domain.reading import announcements_for, spread_of
from courses.announcements.domain.sending import send_due, send_or_schedule
from courses.announcements.domain.writing import (
    Content,
    UnableToAnnounce,
    change_announcement,
    withdraw_announcement,
    write_announcement,
)
from courses.announcements.enums import State
from courses.announcements.models import Announcement
from courses.announcements.privacy import erase_person, export_person
from courses.announcements.retention import clocks
from courses.enums import EnrolmentState, RunState
from notifications import many
from notifications.digest import send_digests
from notifications.models import Notification, OutgoingMail

pytestmark = pytest.mark.django_db
NOW = timezone.now


@pytest.fixture
def run():
    run = make_run()
    run.trainer = make_staff(run)
    run.people = [EnrolmentFactory(run=run), EnrolmentFactory(run=run, user__language="sv")]
    EnrolmentFactory(run=run, state=EnrolmentState.APPLIED)
    EnrolmentFactory(run=run, user__is_active=False)
    EnrolmentFactory()
    return run


def write(run, **values):
    content = Content(**{"title": "Ota läppäri", "text": "Hei!\n\n- eväät", "audience": "all", "pace": "now"} | values)
    return write_announcement(run=run, content=content, by=run.trainer, at=NOW(), key=uuid4())


def send(row, by=None):
    return send_or_schedule(announcement=row, by=by or row.author, at=NOW())


def test_a_draft_tells_nobody_and_is_sent_once(run):
    row = write(run)
    assert not Notification.objects.exists()
    for _click in range(2):
        assert send(row).state == State.SENT
    mails = OutgoingMail.objects.order_by("to")
    assert sorted(mail.to for mail in mails) == sorted(person.user.email for person in run.people)
    assert {(mail.kind, mail.about, mail.subject) for mail in mails} == {
        ("announcement", f"run-{run.pk}", "Ota läppäri")
    }
    assert "– " + run.trainer.get_full_name() in mails[0].text
    row.refresh_from_db()
    assert [step.kind for step in row.steps.all()] == ["written", "sent"]
    assert (spread_of(row).told, spread_of(row).all) == (2, 2)


def test_audiences_are_those_of_the_overviews_filters(run):
    make_group(enrolment=run.people[0])
    groupless = people_of(run=run, audience="no_group", at=NOW())
    assert list(groupless) == [run.people[1].user]
    assert not people_of(run=run, audience="quiet", at=NOW()).exists()
    send(write(run, audience="no_group"))
    assert list(OutgoingMail.objects.values_list("to", flat=True)) == [run.people[1].user.email]


def test_nobody_is_told_when_nobody_is_meant_or_the_run_is_silent(run):
    with pytest.raises(UnableToAnnounce, match="Kukaan"):
        send(write(run, audience="quiet"))
    row = write(run)
    type(run).objects.filter(pk=run.pk).update(state=RunState.DRAFT)
    with pytest.raises(UnableToAnnounce, match="luonnos"):
        send(row)
    assert not OutgoingMail.objects.exists()


def test_what_needs_no_hurry_goes_in_the_digest(run):
    send(write(run, pace="digest"))
    assert not OutgoingMail.objects.exists()
    assert Notification.objects.filter(kind="announcement-digest", in_digest=True).count() == 2
    noon = timezone.localtime().replace(hour=12) + timedelta(days=1)
    assert send_digests(at=noon) == 2


def test_a_timed_one_goes_when_its_time_has_come_to_whoever_is_meant_then(run):
    row = send(write(run, send_at=NOW() + timedelta(hours=2)))
    assert row.state == State.SCHEDULED
    assert send_due(at=NOW() + timedelta(hours=1)) == 0
    newcomer = EnrolmentFactory(run=run)
    for _sweep in range(2):
        send_due(at=NOW() + timedelta(hours=3))
    assert OutgoingMail.objects.filter(to=newcomer.user.email).count() == 1
    assert OutgoingMail.objects.count() == 3
    lonely = send(write(run, send_at=NOW() + timedelta(hours=2)))
    type(run).objects.filter(pk=run.pk).update(state=RunState.CANCELLED)
    assert send_due(at=NOW() + timedelta(hours=3)) == 0
    lonely.refresh_from_db()
    assert lonely.state == State.DRAFT


def test_a_change_after_sending_reaches_the_readers_but_sends_nothing_and_leaves_a_trail(run):
    row = send(write(run))
    content = Content(title="Ota läppäri ja laturi", text="Uusi teksti.", audience="quiet", pace="digest")
    changed = change_announcement(announcement=row, content=content, by=run.trainer, at=NOW())
    assert (changed.audience, changed.pace) == ("all", "now")  # what was done stays as it was
    assert OutgoingMail.objects.count() == 2
    assert set(Notification.objects.values_list("subject", flat=True)) == {"Ota läppäri ja laturi"}
    step = row.steps.get(kind="changed")
    assert (step.was_title, step.was_text) == ("Ota läppäri", "Hei!\n\n- eväät")


def test_what_is_taken_away_is_gone_from_readers_and_from_the_queue(run):
    row = send(write(run))
    late = OutgoingMail.objects.order_by("pk").first()
    OutgoingMail.objects.filter(pk=late.pk).update(state="sent", sent_at=NOW())
    for _click in range(2):
        withdraw_announcement(announcement=row, by=run.trainer, at=NOW())
    assert list(OutgoingMail.objects.values_list("pk", flat=True)) == [late.pk]
    assert set(Notification.objects.values_list("subject", "text")) == {("Tiedote on poistettu", "")}
    assert not announcements_for(user=run.people[0].user, run=run).exists()
    with pytest.raises(UnableToAnnounce, match="poistettu"):
        change_announcement(announcement=row, content=Content("a", "b", "all", "now"), by=run.trainer, at=NOW())
    draft = write(run)
    withdraw_announcement(announcement=draft, by=run.trainer, at=NOW())
    assert not Announcement.objects.filter(pk=draft.pk).exists()


def test_a_thousand_are_told_in_batches_and_a_withdrawal_stops_the_rest(run):
    crowd(run, many.AT_ONCE + 20)
    row = send(write(run))
    assert spread_of(row).told == many.AT_ONCE
    withdraw_announcement(announcement=row, by=run.trainer, at=NOW())
    many.tell_waiting(at=NOW())
    assert Notification.objects.count() == many.AT_ONCE


def test_who_comes_later_reads_what_was_told_to_all_and_no_more(run):
    send(write(run))
    make_group(enrolment=run.people[0])
    send(write(run, title="Ryhmättömille", audience="no_group"))
    newcomer = EnrolmentFactory(run=run)
    titles = [row.title for row in announcements_for(user=newcomer.user, run=run)]
    assert titles == ["Ota läppäri"]
    theirs = announcements_for(user=run.people[1].user, run=run)
    assert [(row.title, row.is_unread) for row in theirs] == [("Ryhmättömille", True), ("Ota läppäri", True)]


def test_the_writers_name_goes_with_the_person_and_the_words_with_the_run(run):
    row = send(write(run))
    assert export_person(run.trainer)["announcements"][0]["title"] == "Ota läppäri"
    erase_person(run.trainer, at=NOW())
    row.refresh_from_db()
    assert (row.author, row.title) == (None, "Ota läppäri")
    (clock,) = clocks()
    over = timezone.localdate() - timedelta(days=400)
    type(run).objects.filter(pk=run.pk).update(starts_on=over, ends_on=over, closed_on=over)
    assert clock.clear(at=NOW(), most=10) == 1
    assert not Announcement.objects.exists()
