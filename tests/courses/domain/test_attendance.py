"""The register: present, partly, absent, made up; two trainers at once; every change kept with its reason."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from factories.accounts import UserFactory
from factories.courses import EnrolmentFactory, make_run
from hypothesis import given
from hypothesis import strategies as st

from courses.domain.attendance import Mark, ReasonMissing, UnableToMark, settle, take_attendance
from courses.domain.registers import close_register, reopen_register
from courses.enums import SessionState
from courses.models import Attendance, AttendanceChange, RegisterEvent
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


def test_make_up_needs_the_rules_consent_unless_it_stands():
    book = RuleBook.model_validate({"attendance": {"make_up_allowed": False}})

    with pytest.raises(UnableToMark):
        settle(mark=Mark("made_up"), length=60, book=book)
    assert settle(mark=Mark("made_up"), length=60, book=book, known=Attendance(state="made_up")) == ("made_up", 0)


def values_of(enrolment):
    row = Attendance.objects.get(enrolment=enrolment)
    return row.state, row.minutes, row.remark, row.revision


@pytest.fixture
def register(db):
    """A function that marks the first session's register of two trainees."""
    enrolment = EnrolmentFactory()
    EnrolmentFactory(run=enrolment.run)

    def mark(by=None, **options):
        people = list(enrolment.run.enrolments.order_by("pk"))
        marks = {people[place].pk: value for place, value in options.pop("marks").items()}
        if "seen" in options:
            options["seen"] = {people[place].pk: value for place, value in options["seen"].items()}
        options.setdefault("at", timezone.now())
        return take_attendance(session=mark.session, marks=marks, by=by or mark.trainer, **options)

    mark.session, mark.trainer = enrolment.run.sessions.first(), UserFactory()
    mark.people = list(enrolment.run.enrolments.order_by("pk"))
    return mark


class TestMarking:
    def test_marks_are_stored_once_and_the_session_counts_as_held(self, register):
        assert register(marks={0: Mark("present")}).changed == 1
        assert register(marks={0: Mark("present")}).changed == 0

        row = Attendance.objects.get()
        register.session.refresh_from_db()
        assert (row.state, row.minutes, row.marked_by) == ("present", 180, register.trainer)
        assert register.session.state == SessionState.HELD

    def test_people_of_other_runs_are_left_out(self, register):
        stranger = EnrolmentFactory()

        taken = take_attendance(
            session=register.session, marks={stranger.pk: Mark("present")}, by=UserFactory(), at=timezone.now()
        )

        assert (taken.changed, Attendance.objects.count()) == (0, 0)

    @pytest.mark.parametrize("state", [SessionState.LOCKED, SessionState.CANCELLED])
    def test_a_closed_or_cancelled_session_takes_no_marks(self, register, state):
        register.session.state = state
        register.session.save()

        with pytest.raises(UnableToMark):
            register(marks={0: Mark("present")})

    def test_takes_the_same_queries_for_few_and_many(self, register):
        def queries():
            people = register.session.run.enrolments.order_by("pk")
            marks = {person.pk: Mark("present") for person in people}
            with CaptureQueriesContext(connection) as captured:
                take_attendance(session=register.session, marks=marks, by=register.trainer, at=timezone.now())
            return len(captured)

        register(marks={0: Mark("absent")})
        few = queries()
        for _number in range(10):
            EnrolmentFactory(run=register.session.run)
        Attendance.objects.update(state="absent")

        assert queries() <= few + 1  # one more when there are new rows as well as changed ones


@pytest.mark.django_db
def test_a_session_that_has_not_begun_takes_no_marks():
    enrolment = EnrolmentFactory(run=make_run(started_days_ago=-5))

    with pytest.raises(UnableToMark):
        take_attendance(session=enrolment.run.sessions.first(), marks={}, by=UserFactory(), at=timezone.now())


class TestTwoTrainers:
    def test_marks_of_different_people_merge(self, register):
        other = UserFactory()
        register(marks={0: Mark("absent"), 1: Mark("unmarked")}, seen={0: 0, 1: 0})

        taken = register(by=other, marks={0: Mark("unmarked"), 1: Mark("present")}, seen={0: 0, 1: 0})

        assert (taken.changed, taken.conflicts) == (1, {})
        assert values_of(register.people[0])[0] == "absent"
        assert values_of(register.people[1])[0] == "present"

    def test_the_same_person_marked_differently_is_a_conflict_and_the_first_stands(self, register):
        register(marks={0: Mark("absent")}, seen={0: 0})

        taken = register(by=UserFactory(), marks={0: Mark("present"), 1: Mark("present")}, seen={0: 0, 1: 0})

        assert taken.changed == 1
        assert taken.conflicts[register.people[0].pk].marked_by == register.trainer
        assert values_of(register.people[0])[0] == "absent"

    def test_the_same_mark_by_both_is_no_conflict(self, register):
        register(marks={0: Mark("present")}, seen={0: 0})

        taken = register(by=UserFactory(), marks={0: Mark("present")}, seen={0: 0})

        assert (taken.changed, taken.conflicts) == (0, {})

    def test_saving_again_after_seeing_the_other_mark_overwrites_it(self, register):
        register(marks={0: Mark("absent")}, seen={0: 0})
        register(by=UserFactory(), marks={0: Mark("present")}, seen={0: 0})

        taken = register(marks={0: Mark("present")}, seen={0: 1})

        assert (taken.changed, values_of(register.people[0])) == (1, ("present", 180, "", 2))

    def test_a_stale_page_that_did_not_touch_the_mark_leaves_the_newer_one(self, register):
        register(marks={0: Mark("present")})
        register(marks={0: Mark("absent")}, seen={0: 1})

        taken = register(by=UserFactory(), marks={0: Mark("present")}, seen={0: 1})

        assert (taken.changed, taken.conflicts, values_of(register.people[0])[0]) == (0, {}, "absent")

    def test_a_mark_without_history_is_protected_all_the_same(self, register):
        register(marks={0: Mark("present")})
        AttendanceChange.objects.all().delete()

        taken = register(marks={0: Mark("absent")}, seen={0: 7})

        assert list(taken.conflicts) == [register.people[0].pk]


class TestHistory:
    def close(self, register):
        register(marks={0: Mark("present"), 1: Mark("partial", 60, "Tuli myöhässä")})
        close_register(session=register.session, by=register.trainer, at=timezone.now())
        reopen_register(session=register.session, by=register.trainer, reason="Väärä merkintä", at=timezone.now())

    def test_each_change_is_kept_with_who_when_and_what(self, register):
        later = timezone.now() + timedelta(minutes=3)
        second = UserFactory()
        register(marks={0: Mark("present")})
        register(by=second, marks={0: Mark("partial", 60, "Lähti kesken")}, at=later)

        change = AttendanceChange.objects.first()
        assert (change.changed_by, change.changed_at, change.revision) == (second, later, 2)
        assert (change.from_state, change.from_minutes, change.from_remark) == ("present", 180, "")
        assert (change.to_state, change.to_minutes, change.to_remark) == ("partial", 60, "Lähti kesken")
        assert (change.after_lock, change.reason) == (False, "")

    @pytest.mark.parametrize("reason", ["", "   "])
    def test_after_the_first_closing_a_change_needs_its_reason(self, register, reason):
        self.close(register)

        with pytest.raises(ReasonMissing):
            register(marks={0: Mark("absent")}, reason=reason)
        assert values_of(register.people[0])[0] == "present"
        assert register(marks={0: Mark("present")}).changed == 0  # saving without a change needs none

    def test_the_reason_is_kept(self, register):
        self.close(register)

        register(marks={0: Mark("absent")}, reason=" Oli sairaana ")

        change = AttendanceChange.objects.first()
        assert (change.after_lock, change.reason) == (True, "Oli sairaana")

    def test_the_database_refuses_corrections_and_reopenings_without_a_reason(self, register):
        register(marks={0: Mark("present")})
        with pytest.raises(IntegrityError), transaction.atomic():
            AttendanceChange.objects.update(after_lock=True)
        with pytest.raises(IntegrityError), transaction.atomic():
            RegisterEvent.objects.create(session=register.session, kind="reopened", at=timezone.now())
