"""Places: who gets the one that becomes free, in which order, and that they are told; keys; being taken off."""

from copy import deepcopy
from datetime import timedelta

import pytest
from django.utils import timezone
from factories.accounts import UserFactory
from factories.courses import EnrolmentFactory, make_run, make_staff

from courses.domain import keys
from courses.domain.enrolment import UnableToEnrol, decide, enrol, take_place
from courses.domain.places import lock_run, move_up, move_up_everywhere, position_in_line
from courses.domain.run_life import change_run
from courses.domain.withdrawing import UnableToWithdraw, cancel, leave_course, withdraw_trainee
from courses.enums import EnrolmentState, RunState, StaffRole, Way
from courses.models import EnrolmentKey
from courses.privacy import erase_person
from notifications.models import Notification, OutgoingMail

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def made(kept_rows):
    return make_run(state=RunState.ENROLLING, started_days_ago=-30, capacity=1)


@pytest.fixture
def run(made):
    return deepcopy(made)


def in_line(run, *, approved=True, minutes=0, **values):
    at = timezone.now() + timedelta(minutes=minutes)
    decided = at if approved else None
    return EnrolmentFactory(run=run, state=EnrolmentState.WAITING, applied_at=at, decided_at=decided, **values)


def add_seat(taken, by):
    run = taken.run
    change_run(
        run=run, name=run.name, capacity=2, language="fi", price="", project=None, closes_at=run.enrolment_closes_at,
        trainers=[], at=timezone.now(),
    )  # fmt: skip


FREED = {
    "cancel": lambda taken, by: cancel(enrolment=taken, at=timezone.now()),
    "leave": lambda taken, by: leave_course(enrolment=taken, at=timezone.now()),
    "taken off": lambda taken, by: withdraw_trainee(enrolment=taken, by=by, reason="Soitti", at=timezone.now()),
    "more seats": add_seat,
}


@pytest.mark.parametrize("how", FREED)
def test_a_place_that_becomes_free_goes_to_the_first_in_line_who_is_told_in_their_language(run, how):
    taken = EnrolmentFactory(run=run)
    second, first = in_line(run, minutes=1), in_line(run, user=UserFactory(language="sv"))
    assert [position_in_line(row) for row in (first, second, taken)] == [1, 2, 0]

    FREED[how](taken, UserFactory())

    first.refresh_from_db(), second.refresh_from_db()
    assert (first.state, second.state) == (EnrolmentState.ACCEPTED, EnrolmentState.WAITING)
    assert position_in_line(second) == 1
    told = Notification.objects.get(user=first.user)
    assert (told.kind, told.in_digest) == ("place-freed", False)
    assert told.mail.to == first.user.email
    assert told.mail.calendar
    assert not Notification.objects.filter(user=second.user).exists()
    assert [step.kind for step in first.steps.all()] == ["moved_up", "accepted"]


def test_for_who_is_not_approved_the_place_is_kept_and_the_coordinator_decides(run):
    coordinator = make_staff(run, StaffRole.COORDINATOR)
    taken = EnrolmentFactory(run=run)
    first, second = in_line(run, approved=False), in_line(run, approved=False, minutes=1)

    cancel(enrolment=taken, at=timezone.now())
    first.refresh_from_db()
    assert first.state == EnrolmentState.APPLIED
    assert Notification.objects.filter(user=coordinator, kind="application-moved-up").count() == 1

    decide(enrolment=first, accept=False, by=coordinator, at=timezone.now())
    second.refresh_from_db()
    assert second.state == EnrolmentState.APPLIED  # a rejection frees the place as well


def test_approving_somebody_in_line_gives_a_free_place_by_turn_only(run):
    first, second = in_line(run, approved=False), in_line(run, approved=False, minutes=1)

    decide(enrolment=second, accept=True, by=UserFactory(), at=timezone.now())

    first.refresh_from_db(), second.refresh_from_db()
    assert (first.state, second.state) == (EnrolmentState.APPLIED, EnrolmentState.WAITING)


@pytest.mark.parametrize("values", [{"state": RunState.ENDED}, {"state": RunState.CANCELLED}, {"started_days_ago": 3}])
def test_the_line_of_a_run_that_is_on_its_way_or_over_stands_still(values):
    run = make_run(**({"state": RunState.RUNNING, "started_days_ago": -9} | values))
    in_line(run)

    assert move_up(run=lock_run(run.pk), at=timezone.now()) == []


def test_an_erased_account_frees_its_place_at_the_next_sweep_and_gets_none(run):
    taken, gone, next_one = EnrolmentFactory(run=run), in_line(run), in_line(run, minutes=1)
    for row in (taken, gone):
        erase_person(row.user, at=timezone.now())

    assert move_up_everywhere(at=timezone.now()) == 1
    assert move_up_everywhere(at=timezone.now()) == 0

    next_one.refresh_from_db()
    assert next_one.state == EnrolmentState.ACCEPTED


def test_an_application_keeps_its_place_and_an_invited_person_gets_one_or_waits_approved(run):
    applied = enrol(run=run, user=UserFactory(), at=timezone.now())
    invited = take_place(run=run, user=UserFactory(), at=timezone.now())
    again = take_place(run=run, user=invited.user, at=timezone.now())

    assert (applied.state, again.pk, again.state) == (EnrolmentState.APPLIED, invited.pk, EnrolmentState.WAITING)
    assert (invited.came_by, invited.decided_at is not None) == (Way.INVITATION, True)
    cancel(enrolment=applied, at=timezone.now())
    invited.refresh_from_db()
    assert invited.state == EnrolmentState.ACCEPTED


def new_key(run, **values):
    values = {"expires_at": timezone.now() + timedelta(days=5)} | values
    return keys.make_key(run=run, by=UserFactory(), at=timezone.now(), **values)


def use_key(run, typed, user=None):
    return keys.enrol_with_key(run=run, user=user or UserFactory(), typed=typed, at=timezone.now())


def test_a_key_gives_a_place_at_once_and_then_a_place_in_line(run):
    key = new_key(run)
    user = UserFactory()

    first = use_key(run, f" {keys.shown_code(key.code).upper()} ", user)
    again = use_key(run, key.code, user)
    second = use_key(run, key.code)

    assert (first.state, first.came_by, again.pk) == (EnrolmentState.ACCEPTED, Way.KEY, first.pk)
    assert (second.state, second.decided_at is not None) == (EnrolmentState.WAITING, True)
    key.refresh_from_db()
    assert key.uses == 2


def test_a_new_key_ends_the_one_before_and_revoking_ends_it(run):
    old, new = new_key(run), new_key(run)

    with pytest.raises(keys.UnableToUseKey):
        use_key(run, old.code)
    assert keys.revoke_key(run=run, by=UserFactory(), at=timezone.now())
    assert not keys.revoke_key(run=run, by=UserFactory(), at=timezone.now())
    with pytest.raises(keys.UnableToUseKey):
        use_key(run, new.code)


@pytest.mark.parametrize(
    ("change", "typed"),
    [
        ({}, "väärä avain"),
        ({}, ""),
        ({"expires_at": timezone.now() - timedelta(hours=1)}, None),
        ({"most_uses": 2, "uses": 2}, None),
    ],
)
def test_a_key_that_is_wrong_ended_or_used_up_says_the_same(run, change, typed):
    key = new_key(run)
    EnrolmentKey.objects.filter(pk=key.pk).update(**change)

    with pytest.raises(keys.UnableToUseKey, match="Avain ei kelpaa"):
        use_key(run, key.code if typed is None else typed)
    assert not run.enrolments.exists()


def test_a_key_opens_nothing_outside_the_window_and_of_another_run(run):
    key = new_key(run)
    other = make_run(state=RunState.ENROLLING, started_days_ago=-30)
    with pytest.raises(keys.UnableToUseKey):
        use_key(other, key.code)
    type(run).objects.filter(pk=run.pk).update(enrolment_closes_at=timezone.now())
    with pytest.raises(UnableToEnrol):
        use_key(run, key.code)


def test_being_taken_off_needs_a_reason_and_another_person_and_tells_once(run):
    taken = EnrolmentFactory(run=run)
    at = timezone.now()
    for by, reason in ((taken.user, "Itse"), (UserFactory(), "  ")):
        with pytest.raises(UnableToWithdraw):
            withdraw_trainee(enrolment=taken, by=by, reason=reason, at=at)
    for _click in range(2):
        withdraw_trainee(enrolment=taken, by=UserFactory(), reason="Soitti\x07 ja perui", at=at)

    assert OutgoingMail.objects.filter(to=taken.user.email).count() == 1
    assert taken.steps.count() == 1
