"""Closing a run: what stands in the way, what becomes of people and groups, and opening it again."""

import uuid
from copy import deepcopy
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from factories.courses import EnrolmentFactory, make_course, make_run, make_staff
from factories.groups import GROUP_RULES, make_founded_group, make_log

from courses.closing.domain import closing as domain
from courses.closing.domain import people as ways
from courses.closing.domain.groups import decide_on_groups
from courses.closing.domain.telling import tell_closed
from courses.closing.domain.unfinished import UnableToLeave, kinds_of, leave_open
from courses.closing.models import GroupGoes, LeftOpen, PersonOutcome, RunClosing
from courses.enums import EnrolmentState, RunState, StaffRole
from courses.groups.enums import GroupState
from courses.models import CourseRun, Session
from courses.run_clocks import starts_on
from notifications.models import Notification

pytestmark = pytest.mark.django_db


class World:
    """A run whose sessions are over, its coordinator, a trainee with a group, and a run to go on in."""

    def __init__(self):
        self.at = timezone.now()
        course = make_course()
        self.run = make_run(course=course, rules=GROUP_RULES, started_days_ago=60)
        Session.objects.filter(run=self.run).update(state="locked")
        self.coordinator = make_staff(self.run, StaffRole.COORDINATOR)
        self.next = make_run(course=course, rules=GROUP_RULES, started_days_ago=-30, state=RunState.ENROLLING)
        make_staff(self.next, StaffRole.COORDINATOR, user=self.coordinator)
        self.trainee = EnrolmentFactory(run=self.run, state=EnrolmentState.ACTIVE)

    @property
    def by(self):
        return {"by": self.coordinator, "at": self.at}

    def close(self):
        return domain.close_run(run=self.run, **self.by)

    def end(self, *people):
        return ways.end_people(run=self.run, people={row.public_id for row in people}, **self.by)

    def fresh(self):
        return CourseRun.objects.get(pk=self.run.pk)


@pytest.fixture(scope="module")
def made(kept_rows):
    return World()


@pytest.fixture
def world(made):
    return deepcopy(made)


def keys(world):
    return {end.key for kind in kinds_of(run=world.run, at=world.at) for end in kind.ends}


def test_open_registers_and_unread_logs_stand_in_the_way_until_handled_or_left(world):
    Session.objects.filter(run=world.run, position=1).update(state="planned")
    group = make_founded_group(enrolment=world.trainee)
    log = make_log(group)
    asked = make_log(group, days_ago=2, needs_help=True, question="Miten saan hiljaisen mukaan?", help_shown="unnamed")
    register = f"register:{world.run.sessions.get(position=1).pk}"
    # A request on a log that waits is answered with the log: it is listed once.
    assert keys(world) == {register, f"log:{log.public_id}", f"log:{asked.public_id}"}
    with pytest.raises(domain.UnableToClose, match="3 asiaa on auki"):
        world.close()
    for chosen, reason in ((set(), "syy"), ({register}, " \x00 ")):
        with pytest.raises(UnableToLeave):
            leave_open(run=world.run, keys=chosen, reason=reason, **world.by)
    assert leave_open(run=world.run, keys={"log:*", "log:arvattu"}, reason="Luettu paperilta.", **world.by) == 2
    assert leave_open(run=world.run, keys={"log:*"}, reason="Uudelleen.", **world.by) == 0
    Session.objects.filter(run=world.run).update(state="locked")
    assert keys(world) == set()
    with pytest.raises(domain.UnableToClose, match="osallistujan"):
        world.close()


def test_nothing_of_a_log_is_in_the_list(world):
    log = make_log(make_founded_group(enrolment=world.trainee), topic="salainen aihe")
    (end,) = [end for kind in kinds_of(run=world.run, at=world.at) for end in kind.ends]
    assert log.topic not in f"{end}"


def test_a_run_before_its_last_session_is_not_closed(world):
    Session.objects.filter(run=world.run, position=1).update(starts_at=world.at + timedelta(days=1))
    world.end(world.trainee)
    with pytest.raises(domain.UnableToClose, match="vasta"):
        world.close()


def test_closing_starts_the_clock_once_and_tells_each_trainee_once(world):
    certified = EnrolmentFactory(run=world.run, state=EnrolmentState.COMPLETED)
    world.end(world.trainee)
    closing = world.close()
    assert world.close() == closing
    run = world.fresh()
    assert (run.state, run.closed_on, starts_on(run)) == (
        RunState.ENDED, timezone.localdate(world.at), timezone.localdate(world.at),
    )  # fmt: skip
    certified.refresh_from_db()
    assert certified.state == EnrolmentState.COMPLETED
    assert tell_closed(closing.pk, at=world.at) == 2
    assert tell_closed(closing.pk, at=world.at) == 0
    told = Notification.objects.filter(kind__in=["run-closed", "run-ended-unfinished"])
    assert {row.user_id for row in told} == {certified.user_id, world.trainee.user_id}
    assert "ilman todistusta" in told.get(user=world.trainee.user).subject


def test_telling_goes_on_after_the_last_one_told(world):
    """A worker killed between two turns: the next one begins behind the last trainee of a finished turn."""
    people = [EnrolmentFactory(run=world.run, state=EnrolmentState.COMPLETED) for _number in range(3)]
    world.end(world.trainee)
    closing = world.close()
    RunClosing.objects.filter(pk=closing.pk).update(told_up_to=people[1].pk, told=3)
    assert tell_closed(closing.pk, at=world.at) == 1
    assert Notification.objects.get(kind__startswith="run-").user == people[2].user


def test_who_has_met_everything_is_not_ended(world):
    type(world.trainee).objects.filter(pk=world.trainee.pk).update(ready_at=world.at)
    with pytest.raises(ways.UnableToDecideOnPeople, match="todistus"):
        world.end(world.trainee)
    assert ways.leave_people(run=world.run, people={world.trainee.public_id}, **world.by) == 1
    world.close()
    world.trainee.refresh_from_db()
    assert world.trainee.state == EnrolmentState.ACTIVE


def test_moving_takes_the_trainee_along_once(world):
    move = {"run": world.run, "people": {world.trainee.public_id}, "to_run": world.next.slug}
    with pytest.raises(ways.UnableToDecideOnPeople):
        ways.move_people(**{**move, "to_run": "ei-ole"}, **world.by)
    assert ways.move_people(**move, **world.by) == 1
    assert ways.move_people(**move, **world.by) == 0
    assert world.next.enrolments.filter(user=world.trainee.user).count() == 1
    outcome = PersonOutcome.objects.get()
    assert (outcome.becomes, outcome.to_run) == ("moved", world.next)
    assert not ways.restore_person(run=world.run, person=world.trainee.public_id, at=world.at)
    world.close()


def test_who_came_back_to_the_run_is_asked_for_again(world):
    world.end(world.trainee)
    type(world.trainee).objects.filter(pk=world.trainee.pk).update(state=EnrolmentState.ACTIVE)
    with pytest.raises(domain.UnableToClose, match="1 osallistujan"):
        world.close()
    assert ways.leave_people(run=world.run, people={world.trainee.public_id}, **world.by) == 1
    world.close()


def test_a_full_run_takes_nobody_and_says_whom(world):
    CourseRun.objects.filter(pk=world.next.pk).update(capacity=1)
    EnrolmentFactory(run=world.next)
    with pytest.raises(ways.UnableToDecideOnPeople, match=world.trainee.user.family_name):
        ways.move_people(run=world.run, people={world.trainee.public_id}, to_run=world.next.slug, **world.by)
    world.trainee.refresh_from_db()
    assert world.trainee.state == EnrolmentState.ACTIVE
    assert not PersonOutcome.objects.exists()


def test_groups_go_on_are_handed_over_or_end(world):
    others = [EnrolmentFactory(run=world.run, state=EnrolmentState.COMPLETED) for _number in range(2)]
    groups = [make_founded_group(enrolment=row) for row in (world.trainee, *others)]
    world.end(world.trainee)
    with pytest.raises(domain.UnableToClose, match="3 ryhmän"):
        world.close()
    goes = dict(zip([group.public_id for group in groups], GroupGoes.values, strict=True))
    assert decide_on_groups(run=world.run, goes=goes | {uuid.uuid4(): "ended"}, **world.by) == 3
    assert decide_on_groups(run=world.run, goes=goes, **world.by) == 0
    assert Notification.objects.get(kind="group-hand-over").user == others[0].user
    world.close()
    states = [type(group).objects.get(pk=group.pk).state for group in groups]
    assert Notification.objects.get(kind="group-ended").user == others[1].user
    assert states == [GroupState.FOUNDED, GroupState.FOUNDED, GroupState.ENDED]


def test_reopening_brings_back_who_was_ended_and_stops_the_clock(world):
    Session.objects.filter(run=world.run, position=1).update(state="planned")
    leave_open(run=world.run, keys={"register:*"}, reason="Lista katosi.", **world.by)
    world.end(world.trainee)
    world.close()
    with pytest.raises(domain.UnableToReopen, match="Kirjoita"):
        domain.reopen_run(run=world.run, reason=" ", **world.by)
    back = domain.reopen_run(run=world.run, reason="Yksi unohtui.", **world.by)
    assert [row.pk for row in back] == [world.trainee.pk]
    world.trainee.refresh_from_db()
    run = world.fresh()
    assert (world.trainee.state, run.state, run.closed_on) == (EnrolmentState.ACTIVE, RunState.RUNNING, None)
    assert not LeftOpen.objects.exists()
    assert domain.reopen_run(run=world.run, reason="Taas.", **world.by) == []
    assert tell_closed(RunClosing.objects.get().pk, at=world.at) == 0


@pytest.mark.parametrize(("days", "may"), [(13, True), (15, False)])
def test_reopening_has_fourteen_days(world, days, may):
    world.end(world.trainee)
    world.close()
    world.at += timedelta(days=days)
    if may:
        domain.reopen_run(run=world.run, reason="Yksi unohtui.", **world.by)
    else:
        with pytest.raises(domain.UnableToReopen, match="asti"):
            domain.reopen_run(run=world.run, reason="Yksi unohtui.", **world.by)


POSTED = ["leave", "take-back", "people", "groups", "close", "reopen"]


def test_the_page_is_the_coordinators_alone(world, client):
    page = reverse("closing:run", kwargs={"run": world.run.slug})
    outsiders = [make_staff(world.run), make_staff(make_run(), StaffRole.COORDINATOR), world.trainee.user]
    for user in outsiders:
        client.force_login(user)
        assert client.get(page).status_code == 404
        for name in POSTED:
            assert client.post(reverse(f"closing:{name}", kwargs={"run": world.run.slug})).status_code == 404
    retention = reverse("closing:retention")
    assert client.get(retention).status_code == 404
    client.force_login(world.coordinator)
    assert client.get(page).status_code == client.get(retention).status_code == 200
    for name in POSTED:
        assert client.get(reverse(f"closing:{name}", kwargs={"run": world.run.slug})).status_code == 405


BAD = [
    ("leave", {"key": "register:1", "jatto-reason": "x" * 401}),
    ("leave", {"key": "\x00", "jatto-reason": "\x00"}),
    ("leave", {}),
    ("people", {"person": "🙂", "action": "end"}),
    ("people", {"person": str(uuid.uuid4()), "action": "<script>"}),
    ("people", {"person": str(uuid.uuid4()), "action": "move", "to_run": "\x00"}),
    ("close", {}),
]


@pytest.mark.parametrize(("name", "data"), BAD)
def test_bad_input_is_answered_on_the_page(world, client, name, data):
    client.force_login(world.coordinator)
    answer = client.post(reverse(f"closing:{name}", kwargs={"run": world.run.slug}), data)
    assert answer.status_code == 422
    assert b'role="alert"' in answer.content


def test_a_closed_run_shows_the_dates_and_is_opened_again_for_a_reason(world, client):
    client.force_login(world.coordinator)
    address = reverse("closing:reopen", kwargs={"run": world.run.slug})
    assert client.post(address, {"avaus-reason": "Syy"}).status_code == 302  # a stale page: nothing to open
    world.end(world.trainee)
    assert client.post(reverse("closing:close", kwargs={"run": world.run.slug})).status_code == 302
    assert client.post(address, {"avaus-reason": ""}).status_code == 422
    assert client.post(address, {"avaus-reason": "Yksi unohtui."}).status_code == 302
    assert world.fresh().state == RunState.RUNNING
    assert Notification.objects.filter(kind="run-reopened", user=world.trainee.user).count() == 1


def test_the_page_asks_as_often_for_many_as_for_few(world, client, django_assert_num_queries):
    client.force_login(world.coordinator)
    page = reverse("closing:run", kwargs={"run": world.run.slug})
    make_log(make_founded_group(enrolment=world.trainee))
    client.get(page)
    with CaptureQueriesContext(
        connection,
    ) as few:
        client.get(page)
    for _number in range(3):
        make_log(make_founded_group(enrolment=EnrolmentFactory(run=world.run, state=EnrolmentState.ACTIVE)))
    with django_assert_num_queries(len(few)):
        client.get(page)
