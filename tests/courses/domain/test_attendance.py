"""The register: present, partly, absent, made up; locking and opening."""

from datetime import timedelta

import pytest
from django.utils import timezone
from factories.accounts import UserFactory
from factories.courses import EnrolmentFactory, make_run
from hypothesis import given
from hypothesis import strategies as st

from courses.domain.attendance import Mark, UnableToMark, lock_register, settle, take_attendance, unlock_register
from courses.enums import SessionState
from courses.models import Attendance
from courses.rules import RuleBook


@pytest.mark.parametrize(
    ("mark", "expected"),
    [
        (Mark("present"), ("present", 180)),
        (Mark("present", 180), ("present", 180)),
        (Mark("present", 135), ("present", 135)),
        (Mark("present", 134), ("partial", 134)),
        (Mark("partial", 20), ("partial", 20)),
        (Mark("partial", 170), ("present", 170)),
        (Mark("present", 0), ("absent", 0)),
        (Mark("present", 999), ("present", 180)),
        (Mark("absent", 90), ("absent", 0)),
        (Mark("unmarked"), ("unmarked", 0)),
        (Mark("made_up"), ("made_up", 0)),
    ],
)
def test_what_a_mark_means_for_a_session_of_three_hours(mark, expected):
    assert settle(mark=mark, length=180, book=RuleBook()) == expected


@given(minutes=st.integers(0, 2000), length=st.integers(1, 1440), percent=st.integers(1, 100))
def test_more_minutes_never_lower_the_state(minutes, length, percent):
    book = RuleBook.model_validate({"attendance": {"present_percent": percent}})
    order = ["absent", "partial", "present"]

    def rank(value):
        return order.index(settle(mark=Mark("present", value), length=length, book=book)[0])

    assert rank(minutes + 1) >= rank(minutes)
    assert 0 <= settle(mark=Mark("present", minutes), length=length, book=book)[1] <= length


def test_make_up_needs_the_rules_consent():
    book = RuleBook.model_validate({"attendance": {"make_up_allowed": False}})

    with pytest.raises(UnableToMark):
        settle(mark=Mark("made_up"), length=60, book=book)


@pytest.mark.django_db
class TestRegister:
    def test_marks_are_stored_once_and_the_session_counts_as_held(self):
        enrolment = EnrolmentFactory()
        session = enrolment.run.sessions.first()
        trainer = UserFactory()
        marks = {enrolment.pk: Mark("present")}

        assert take_attendance(session=session, marks=marks, by=trainer, at=timezone.now()) == 1
        assert take_attendance(session=session, marks=marks, by=trainer, at=timezone.now()) == 0

        row = Attendance.objects.get()
        session.refresh_from_db()
        assert (row.state, row.minutes, row.marked_by, session.state) == ("present", 180, trainer, SessionState.HELD)

    def test_people_of_other_runs_are_left_out(self):
        enrolment, stranger = EnrolmentFactory(), EnrolmentFactory()

        changed = take_attendance(
            session=enrolment.run.sessions.first(),
            marks={stranger.pk: Mark("present")},
            by=UserFactory(),
            at=timezone.now(),
        )

        assert (changed, Attendance.objects.count()) == (0, 0)

    def test_a_session_that_has_not_begun_takes_no_marks(self):
        enrolment = EnrolmentFactory(run=make_run(started_days_ago=-5))

        with pytest.raises(UnableToMark):
            take_attendance(session=enrolment.run.sessions.first(), marks={}, by=UserFactory(), at=timezone.now())

    def test_locking_needs_everyone_marked_and_then_holds(self):
        enrolment = EnrolmentFactory()
        session, trainer, now = enrolment.run.sessions.first(), UserFactory(), timezone.now()

        with pytest.raises(UnableToMark, match="1"):
            lock_register(session=session, at=now)
        take_attendance(session=session, marks={enrolment.pk: Mark("absent")}, by=trainer, at=now)
        lock_register(session=session, at=now)
        with pytest.raises(UnableToMark):
            take_attendance(session=session, marks={enrolment.pk: Mark("present")}, by=trainer, at=now)

        unlock_register(session=session)
        later = now + timedelta(minutes=1)
        assert take_attendance(session=session, marks={enrolment.pk: Mark("present")}, by=trainer, at=later) == 1
