"""Enrolling and deciding: seats, waiting list, repeated acts."""

from datetime import timedelta

import pytest
from django.utils import timezone
from factories.accounts import UserFactory
from factories.courses import EnrolmentFactory, make_run

from courses.domain.enrolment import UnableToDecide, UnableToEnrol, decide, enrol
from courses.domain.withdrawing import cancel
from courses.enums import EnrolmentState, RunState
from notifications.models import Notification

pytestmark = pytest.mark.django_db


def open_run(**values):
    return make_run(state=RunState.ENROLLING, started_days_ago=-30, **values)


def test_enrolling_twice_gives_one_application():
    run, user = open_run(), UserFactory()

    first = enrol(run=run, user=user, at=timezone.now(), motivation="Haluan oppia")
    second = enrol(run=run, user=user, at=timezone.now(), motivation="Toinen")

    assert first.pk == second.pk
    assert (second.state, second.motivation) == (EnrolmentState.APPLIED, "Haluan oppia")


def test_a_full_run_puts_on_the_waiting_list():
    run = open_run(capacity=1)
    EnrolmentFactory(run=run)

    assert enrol(run=run, user=UserFactory(), at=timezone.now()).state == EnrolmentState.WAITING


@pytest.mark.parametrize(
    "values",
    [
        {"state": RunState.RUNNING},
        {"enrolment_opens_at": timezone.now() + timedelta(days=1)},
        {"enrolment_closes_at": timezone.now() - timedelta(days=1)},
    ],
)
def test_outside_the_window_nobody_enrolls(values):
    run = make_run(**({"state": RunState.ENROLLING, "started_days_ago": -30} | values))

    with pytest.raises(UnableToEnrol):
        enrol(run=run, user=UserFactory(), at=timezone.now())


def test_accepting_evaluates_and_tells_the_trainee_once():
    application = enrol(run=open_run(), user=UserFactory(), at=timezone.now())
    coordinator = UserFactory()

    decide(enrolment=application, accept=True, by=coordinator, at=timezone.now())
    decide(enrolment=application, accept=True, by=coordinator, at=timezone.now())

    application.refresh_from_db()
    assert application.state == EnrolmentState.ACCEPTED
    assert application.condition_states.count() == 3
    assert Notification.objects.filter(user=application.user).count() == 1


def test_a_decision_is_not_turned_around_by_a_stale_page():
    application = enrol(run=open_run(), user=UserFactory(), at=timezone.now())
    decide(enrolment=application, accept=False, by=UserFactory(), at=timezone.now())

    with pytest.raises(UnableToDecide):
        decide(enrolment=application, accept=True, by=UserFactory(), at=timezone.now())


def test_seats_are_never_oversold():
    run = open_run(capacity=1)
    first = enrol(run=run, user=UserFactory(), at=timezone.now())
    second = enrol(run=run, user=UserFactory(), at=timezone.now())
    decide(enrolment=first, accept=True, by=UserFactory(), at=timezone.now())

    decide(enrolment=second, accept=True, by=UserFactory(), at=timezone.now())

    assert run.enrolments.studying().count() == 1
    second.refresh_from_db()
    assert (second.state, second.decided_at is not None) == (EnrolmentState.WAITING, True)  # approved, by turn


def test_an_application_whose_seat_was_taken_away_cannot_be_accepted():
    run = open_run(capacity=1)
    EnrolmentFactory(run=run)
    application = EnrolmentFactory(run=run, state=EnrolmentState.APPLIED)

    with pytest.raises(UnableToDecide):
        decide(enrolment=application, accept=True, by=UserFactory(), at=timezone.now())


def test_cancelling_frees_the_seat_and_one_may_apply_again():
    run, user = open_run(capacity=1), UserFactory()
    application = enrol(run=run, user=user, at=timezone.now())
    decide(enrolment=application, accept=True, by=UserFactory(), at=timezone.now())

    cancel(enrolment=application, at=timezone.now())
    again = enrol(run=run, user=user, at=timezone.now())

    assert (again.pk, again.state) == (application.pk, EnrolmentState.APPLIED)
