"""Checking in by a code that holds for a quarter of an hour."""

from copy import deepcopy
from datetime import timedelta

import pytest
from django.utils import timezone
from factories.courses import EnrolmentFactory, make_run, make_staff

from courses.domain.attendance import Mark, UnableToMark, take_attendance
from courses.domain.check_in import HOLDS, MOST_TRIES, UnableToCheckIn, check_in, close_check_in, open_check_in
from courses.models import Attendance, RegisterEvent

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def made(kept_rows):
    """A trainee, a session that began ten minutes ago, and the trainer's code."""
    enrolment = EnrolmentFactory(run=make_run())
    session = enrolment.run.sessions.first()
    session.starts_at = timezone.now() - timedelta(minutes=10)
    session.save()
    trainer = make_staff(enrolment.run)
    return enrolment, session, open_check_in(session=session, by=trainer, at=timezone.now())


@pytest.fixture
def going_on(made):
    return deepcopy(made)


def enter(going_on, code=None, *, at=None):
    enrolment, session, opened = going_on
    return check_in(enrolment=enrolment, session=session, code=code or opened.code, at=at or timezone.now())


def test_marks_the_trainee_present_by_their_own_hand(going_on):
    assert enter(going_on) is True

    row = Attendance.objects.get()
    assert (row.state, row.minutes, row.method, row.marked_by) == ("present", 180, "self", going_on[0].user)


def test_spaces_in_the_code_do_not_matter(going_on):
    code = going_on[2].code

    assert enter(going_on, f" {code[:3]} {code[3:]} ")


def test_twice_is_once(going_on):
    assert (enter(going_on), enter(going_on)) == (True, False)
    assert Attendance.objects.count() == 1


def test_whoever_is_late_gets_the_minutes_that_are_left(going_on):
    enrolment, session, _old = going_on
    late = session.starts_at + timedelta(minutes=100)
    opened = open_check_in(session=session, by=enrolment.user, at=late)

    enter((enrolment, session, opened), at=late)

    assert Attendance.objects.get().minutes == 80


def test_a_trainers_mark_stands(going_on):
    enrolment, session, _opened = going_on
    take_attendance(session=session, marks={enrolment.pk: Mark("absent")}, by=None, at=timezone.now())

    assert enter(going_on) is False
    assert Attendance.objects.get().state == "absent"


@pytest.mark.parametrize("code", ["000", "", "äöå", "😀" * 10, "1" * 40])
def test_a_wrong_code_marks_nobody(going_on, code):
    with pytest.raises(UnableToCheckIn):
        enter(going_on, code or " ")
    assert not Attendance.objects.exists()


def test_a_code_holds_a_quarter_of_an_hour(going_on):
    with pytest.raises(UnableToCheckIn, match="ei ole enää voimassa"):
        enter(going_on, at=going_on[2].opened_at + HOLDS)


def test_a_new_code_ends_the_old_one(going_on):
    enrolment, session, opened = going_on
    again = open_check_in(session=session, by=enrolment.user, at=timezone.now())
    if again.code != opened.code:
        with pytest.raises(UnableToCheckIn):
            enter(going_on, opened.code)


def test_a_code_can_be_ended(going_on):
    close_check_in(session=going_on[1])

    with pytest.raises(UnableToCheckIn):
        enter(going_on)


def test_guessing_ends_soon(going_on):
    wrong = "000000" if going_on[2].code != "000000" else "111111"
    for _guess in range(MOST_TRIES):
        with pytest.raises(UnableToCheckIn):
            enter(going_on, wrong)

    with pytest.raises(UnableToCheckIn, match="Liian monta"):
        enter(going_on)


def test_no_code_once_trainees_have_seen_the_result(going_on):
    _enrolment, session, _opened = going_on
    RegisterEvent.objects.create(session=session, kind="locked", at=timezone.now())

    with pytest.raises(UnableToMark):
        open_check_in(session=session, by=None, at=timezone.now())
    with pytest.raises(UnableToCheckIn):
        enter(going_on)
