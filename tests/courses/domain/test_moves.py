"""Moving and cancelling a session: what is refused, what follows, who is told, and that it is told once."""

from copy import deepcopy
from datetime import datetime, timedelta
from uuid import uuid4
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone
from factories import calendar_files as reading
from factories.accounts import UserFactory
from factories.courses import EnrolmentFactory, make_course, make_run, make_staff, mark_present

from courses.domain.change_words import Setting
from courses.domain.completion import evaluate
from courses.domain.enrolment import decide
from courses.domain.moves import PastNotMeant, UnableToMove, cancel_session, move_session, restore_session
from courses.domain.reminders import remind_of_sessions
from courses.domain.telling import people_concerned
from courses.enums import EnrolmentState, RunState, SessionState
from courses.models import ConditionState, SessionNotice
from notifications.digest import change_pace
from notifications.models import Notification, OutgoingMail

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def made(kept_rows):
    """A run of three sessions from five days on, with two trainees, an applicant, and two of the staff."""
    run = make_run(course=make_course(sessions=3), started_days_ago=-5)
    run.trainer, run.other = make_staff(run), make_staff(run)
    run.trainees = [EnrolmentFactory(run=run), EnrolmentFactory(run=run)]
    EnrolmentFactory(run=run, state=EnrolmentState.APPLIED)
    return run


@pytest.fixture
def house(made):
    return deepcopy(made)


def session_of(run, position=1):
    return run.sessions.select_related("run").get(position=position)


def later(session, **by):
    return Setting(session.starts_at + timedelta(**by), session.minutes, session.mode, session.place)


def move(run, position=1, *, to=None, **values):
    session = session_of(run, position)
    values = {"by": run.trainer, "at": timezone.now(), "key": uuid4(), "seen": session.sequence} | values
    return move_session(session=session, to=to or later(session, days=1), **values)


def test_a_move_is_told_to_those_concerned_with_the_appointment_that_replaces_the_old_one(house):
    before = session_of(house)
    change = move(house, words="Sali on remontissa.")
    concerned = {house.other.email, *(row.user.email for row in house.trainees)}
    mails = list(OutgoingMail.objects.filter(kind="session-moved"))
    assert sorted(mail.to for mail in mails) == sorted(concerned)
    assert change.told == 3
    for mail in mails:
        assert "Sali on remontissa." in mail.text
        calendar = reading.read(mail.calendar.encode())
        (event,) = reading.events(calendar)
        assert (event.value("UID"), event.value("SEQUENCE")) == (str(before.calendar_uid), "1")
        assert reading.moment(calendar, event, "DTSTART") == before.starts_at + timedelta(days=1)
        assert event.all("ATTENDEE")[0][1] == f"mailto:{mail.to}"
    after = session_of(house)
    assert (after.state, after.moved_from) == (SessionState.MOVED, before.starts_at)
    assert after.run.starts_on == timezone.localdate(after.starts_at)


def test_sent_twice_is_done_once_and_a_stale_page_is_told_so(house):
    key, to = uuid4(), later(session_of(house), days=1)
    first = move(house, key=key, to=to, seen=0)
    assert move(house, key=key, to=to, seen=0) == first
    with pytest.raises(UnableToMove, match="muutettu sillä välin"):
        move(house, to=later(session_of(house), days=1), seen=0)
    assert OutgoingMail.objects.filter(kind="session-moved").count() == 3
    move(house, to=later(session_of(house), hours=1))
    assert session_of(house).sequence == 2
    assert OutgoingMail.objects.filter(kind="session-moved").count() == 6


def test_who_has_switched_the_digest_off_is_told_all_the_same(house):
    change_pace(user=house.trainees[0].user, pace="off")
    move(house)
    assert OutgoingMail.objects.filter(to=house.trainees[0].user.email, kind="session-moved").count() == 1
    assert not Notification.objects.get(user=house.trainees[0].user).in_digest


def test_the_right_hour_over_the_change_of_daylight_saving(house):
    helsinki = ZoneInfo("Europe/Helsinki")
    session = session_of(house, 3)
    for day in (datetime(2027, 3, 27, 14), datetime(2027, 3, 29, 14)):
        to = Setting(day.replace(tzinfo=helsinki), 120, session.mode, "")
        move(house, 3, to=to, at=datetime(2027, 1, 1, tzinfo=helsinki))
        mail = OutgoingMail.objects.filter(kind="session-moved").order_by("-pk").first()
        (event,) = reading.events(reading.read(mail.calendar.encode()))
        assert event.value("DTSTART").endswith("T140000")


@pytest.mark.parametrize(
    ("position", "shift", "error"),
    [
        (2, {"days": -30}, "ennen kuin kerta 1 on ohi"),
        (2, {"days": 30}, "ennen kuin kerta 3 alkaa"),
        (1, {"days": -30}, "jo mennyt"),
    ],
)
def test_a_move_that_makes_no_sense_is_refused(house, position, shift, error):
    session = session_of(house, position)
    with pytest.raises(UnableToMove, match=error):
        move(house, position, to=later(session, **shift))
    assert not SessionNotice.objects.exists()


def test_the_past_is_taken_when_it_is_meant_and_nobody_is_told(house):
    to = Setting(timezone.now() - timedelta(days=3), 60, "online", "")
    house.sessions.filter(position=1).update(starts_at=timezone.now() - timedelta(days=1))
    with pytest.raises(PastNotMeant):
        move(house, to=to)
    assert move(house, to=to, past_is_meant=True).told == 0


@pytest.mark.parametrize(("state", "told"), [(RunState.DRAFT, 0), (RunState.ENROLLING, 3), (RunState.ENDED, 0)])
def test_a_draft_is_nobodys_business(house, state, told):
    type(house).objects.filter(pk=house.pk).update(state=state)
    assert move(house).told == told


def test_a_closed_register_stands(house):
    mark_present(house.trainees[0], session_of(house))
    for deed in (move, lambda run: cancel(run, 1)):
        with pytest.raises(UnableToMove, match="lukittu"):
            deed(house)


def cancel(run, position, **values):
    session = session_of(run, position)
    values = {"by": run.trainer, "at": timezone.now(), "key": uuid4(), "seen": session.sequence} | values
    return cancel_session(session=session, **values)


def test_a_cancelled_session_is_asked_of_nobody_and_leaves_calendars(house):
    one = house.trainees[0]
    mark_present(one, session_of(house, 1))
    mark_present(one, session_of(house, 2))
    evaluate(enrolment=one, at=timezone.now())
    assert ConditionState.objects.get(enrolment=one, condition="sessions").standing == "not_yet"
    change = cancel(house, 3)
    assert cancel(house, 3).pk == change.pk  # a second click from an old page changes and tells nothing
    assert ConditionState.objects.get(enrolment=one, condition="sessions").standing == "met"
    mails = OutgoingMail.objects.filter(kind="session-cancelled")
    assert mails.count() == change.told == 3
    calendar = reading.read(mails[0].calendar.encode())
    assert (calendar.value("METHOD"), reading.events(calendar)[0].value("STATUS")) == ("CANCEL", "CANCELLED")

    session = session_of(house, 3)
    restore_session(session=session, by=house.trainer, at=timezone.now(), key=uuid4(), seen=session.sequence)
    assert ConditionState.objects.get(enrolment=one, condition="sessions").standing == "not_yet"
    mail = OutgoingMail.objects.filter(kind="session-restored").first()
    assert reading.events(reading.read(mail.calendar.encode()))[0].value("SEQUENCE") == "2"


def test_the_last_session_is_not_cancelled_but_the_run(house):
    cancel(house, 1)
    cancel(house, 2)
    with pytest.raises(UnableToMove, match="viimeinen"):
        cancel(house, 3)


def test_whose_mail_did_not_get_through_is_marked(house):
    user = house.trainees[1].user
    now = timezone.now()
    OutgoingMail.objects.create(
        to=user.email,
        sender="x@x.test",
        subject="x",
        text="",
        language="fi",
        state="failed",
        next_try_at=now,
        created_at=now,
    )
    people = people_concerned(run=house, by=house.trainer)
    assert [one.user for one in people if one.is_unreachable] == [user]
    house.trainees[0].user.is_active = False
    house.trainees[0].user.save()
    assert house.trainees[0].user not in [one.user for one in people_concerned(run=house, by=house.trainer)]


def test_one_reminder_two_days_before_and_another_for_the_new_time(house):
    starts_at = session_of(house).starts_at
    assert remind_of_sessions(at=starts_at - timedelta(days=2, minutes=1)) == 0
    assert remind_of_sessions(at=starts_at - timedelta(days=2)) == 2
    assert remind_of_sessions(at=starts_at - timedelta(days=1)) == 0
    move(house)
    assert remind_of_sessions(at=starts_at - timedelta(hours=20)) == 2
    cancel(house, 2)
    assert remind_of_sessions(at=session_of(house, 2).starts_at - timedelta(days=1)) == 0
    assert OutgoingMail.objects.filter(kind="session-reminder").count() == 4


def test_telling_speaks_the_persons_language_and_asks_as_often_for_more_people(house, django_assert_max_num_queries):
    house.trainees[0].user.language = "en"
    house.trainees[0].user.save()
    somebody = UserFactory()
    with django_assert_max_num_queries(3):
        people_concerned(run=house, by=somebody)
    move(house)
    assert OutgoingMail.objects.get(to=house.trainees[0].user.email).language == "en"


def test_who_is_accepted_gets_the_coming_sessions_for_their_calendar(house):
    applicant = house.enrolments.get(state=EnrolmentState.APPLIED)
    cancel(house, 2)
    decide(enrolment=applicant, accept=True, by=house.trainer, at=timezone.now())
    calendar = reading.read(OutgoingMail.objects.get(to=applicant.user.email).calendar.encode())
    coming = house.sessions.exclude(position=2).order_by("starts_at").values_list("calendar_uid", flat=True)
    assert [event.value("UID") for event in reading.events(calendar)] == [str(uid) for uid in coming]
