"""From planned to ended: what each step takes and what it leaves."""

from datetime import timedelta
from functools import partial

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone
from factories.groups import (
    add_member,
    make_founded_group,
    make_group,
    make_log,
    make_meeting,
    make_trainee,
)

from courses.groups.domain.agreements import agree_ground_rules, note_goal_style
from courses.groups.domain.competition import decide
from courses.groups.domain.founding import founding_steps
from courses.groups.domain.lifecycle import (
    UnableToFound,
    UnableToMove,
    delete_due_cards,
    end_group,
    found_group,
    pause_group,
    resume_group,
    start_gathering,
)
from courses.groups.domain.members import mark_left
from courses.groups.domain.path import stages_of
from courses.groups.domain.refusals import GroupRefusal
from courses.groups.enums import GroupState, MeetingState
from courses.groups.models import GoalStyleChange, GroupMember, MemberWish, PeerGroup
from courses.groups.retention import clocks

pytestmark = pytest.mark.django_db


def ready_group(*, members=4, enrolment=None):
    group = make_group(enrolment=enrolment)
    user, now, today = group.facilitators.first().user, timezone.now(), timezone.localdate()
    for _number in range(members):
        add_member(group)
    agree_ground_rules(group=group, text="Säännöt", agreed_on=today, agreed=members, members=members, by=user, at=now)
    note_goal_style(group=group, style="later", noted_on=today, by=user, at=now)
    return group, user


def test_a_group_with_everything_in_place_is_founded_once():
    group, _user = ready_group(enrolment=make_trainee())
    first = found_group(group=group, at=timezone.now())
    again = found_group(group=group, at=timezone.now() + timedelta(days=1))
    assert first.state == GroupState.FOUNDED
    assert again.founded_at == first.founded_at
    assert again.founded_members == 4


def test_too_few_members_are_refused_by_the_run_and_let_through_by_an_exception():
    enrolment = make_trainee()
    group, user = ready_group(members=3, enrolment=enrolment)
    with pytest.raises(UnableToFound, match="3/4"):
        found_group(group=group, at=timezone.now())
    enrolment.exceptions.create(
        condition="group", reason="Kolmen ryhmä sovittu.", granted_by=user, granted_at=timezone.now()
    )
    assert found_group(group=group, at=timezone.now()).state == GroupState.FOUNDED


def test_a_group_outside_any_course_may_be_small():
    group, _user = ready_group(members=2)
    assert found_group(group=group, at=timezone.now()).founded_members == 2


def test_founding_names_what_is_missing():
    group = make_group()
    user, now, today = group.facilitators.first().user, timezone.now(), timezone.localdate()
    with pytest.raises(UnableToFound, match="0/2"):
        found_group(group=group, at=now)
    add_member(group)
    add_member(group)
    late = add_member(group, joined=False, wishes_asked_on=None)
    with pytest.raises(UnableToFound, match="toiveet"):
        found_group(group=group, at=now)
    late.delete()
    with pytest.raises(UnableToFound, match="Pelisäännöt"):
        found_group(group=group, at=now)
    agree_ground_rules(group=group, text="x", agreed_on=today, agreed=1, members=2, by=user, at=now)
    with pytest.raises(UnableToFound, match="1/2"):
        found_group(group=group, at=now)
    agree_ground_rules(group=group, text="x", agreed_on=today, agreed=2, members=2, by=user, at=now)
    with pytest.raises(UnableToFound, match="tavoitteellinen"):
        found_group(group=group, at=now)


def test_an_undecided_competition_stops_the_founding():
    group, user = ready_group()
    one = group.members.first()
    rival = add_member(group, joined=False, line=one.line, municipality=one.municipality)
    with pytest.raises(UnableToFound, match="kilpailuasetelma"):
        found_group(group=group, at=timezone.now())
    decide(
        group=group,
        first=rival,
        second=one,
        decision="together",
        reason="Eri asiakkaat.",
        source="auto",
        by=user,
        at=timezone.now(),
    )
    assert found_group(group=group, at=timezone.now()).founded_at


def test_a_pause_goes_back_to_where_the_group_was():
    group = make_founded_group()
    make_log(group)
    group.refresh_from_db()
    assert group.state == GroupState.RUNNING
    assert pause_group(group=group, at=timezone.now()).state == GroupState.PAUSED
    assert resume_group(group=group, at=timezone.now()).state == GroupState.RUNNING
    planned = make_group(gathering=False)
    with pytest.raises(UnableToMove):
        pause_group(group=planned, at=timezone.now())


def test_a_member_who_leaves_does_not_unfound_the_group():
    group = make_founded_group()
    mark_left(member=group.members.first(), left_on=timezone.localdate(), at=timezone.now())
    group.refresh_from_db()
    assert group.has_reached("founded")


def test_ending_keeps_the_counts_and_cancels_what_was_planned():
    group = make_founded_group(members=5)
    meeting = make_meeting(group)
    ended = end_group(group=group, at=timezone.now(), continues=True)
    meeting.refresh_from_db()
    assert (ended.state, ended.final_members) == (GroupState.CONTINUING, 5)
    assert meeting.state == MeetingState.CANCELLED
    with pytest.raises(GroupRefusal, match="päättynyt"):
        start_gathering(group=group, at=timezone.now())


def test_cards_go_ninety_days_after_the_end_and_the_counts_stay(settings):
    ended = make_founded_group(members=3)
    running = make_founded_group(members=3)
    clear = partial(next(clock for clock in clocks() if clock.key == "groups.cards").clear, most=200)
    now = timezone.now()
    end_group(group=ended, at=now)
    assert clear(at=now + timedelta(days=89)) == 0
    assert ended.members.count() == 3
    assert clear(at=now + timedelta(days=91)) == 1
    assert clear(at=now + timedelta(days=92)) == 0
    ended.refresh_from_db()
    assert (ended.members.count(), ended.final_members) == (0, 3)
    assert running.members.count() == 3
    assert MemberWish.objects.filter(member__group=ended).count() == 0
    settings.GROUP_CARDS_KEPT_DAYS = 10
    end_group(group=running, at=now)
    assert clear(at=now + timedelta(days=11)) == 1


def test_deleting_takes_many_groups_in_rounds():
    now = timezone.now()
    for _number in range(3):
        end_group(group=make_group(), at=now)
    assert delete_due_cards(before=now, at=now) == 3


def test_a_change_of_goal_style_keeps_its_history():
    group = make_group()
    user = group.facilitators.first().user
    for style in ("goal", "free", "free", "later"):
        note_goal_style(group=group, style=style, noted_on=timezone.localdate(), by=user, at=timezone.now())
    styles = GoalStyleChange.objects.filter(group=group).values_list("style", flat=True)
    assert list(styles) == ["later", "free", "goal"]


def test_ground_rules_are_versions_and_the_same_again_is_none():
    group = make_group()
    user = group.facilitators.first().user
    values = {"agreed_on": timezone.localdate(), "agreed": 3, "members": 4, "by": user, "at": timezone.now()}
    agree_ground_rules(group=group, text="yksi", **values)
    agree_ground_rules(group=group, text="yksi", **values)
    agree_ground_rules(group=group, text="kaksi", **values)
    assert list(group.ground_rules.values_list("version", "text")) == [(2, "kaksi"), (1, "yksi")]
    with pytest.raises(GroupRefusal):
        agree_ground_rules(group=group, text="x", **values | {"agreed": 5})


@pytest.mark.parametrize(
    "change",
    [
        {"planned_size": 1},
        {"planned_size": 31},
        {"cadence_days": 3},
        {"state": "ended"},
        {"state": "founded"},
        {"state": "dissolved"},
    ],
)
def test_the_database_refuses_what_cannot_be(change):
    group = make_group()
    with pytest.raises(IntegrityError), transaction.atomic():
        PeerGroup.objects.filter(pk=group.pk).update(**change)


@pytest.mark.parametrize(
    "change", [{"state": "left"}, {"joined_on": None}, {"agreed_on": None}, {"wishes_asked_on": None}]
)
def test_the_database_refuses_half_a_membership(change):
    member = add_member(make_group())
    with pytest.raises(IntegrityError), transaction.atomic():
        GroupMember.objects.filter(pk=member.pk).update(**change)


def test_the_way_of_a_group_tells_where_it_is_and_what_the_next_step_takes():
    def way(group):
        steps = [] if group.founded_at or group.is_closed else founding_steps(group)
        return [(stage.state, stage.note) for stage in stages_of(group, steps)]

    planned, founded = make_group(gathering=False), make_founded_group()
    assert [state for state, _note in way(planned)] == ["current", "open", "open", "open", "open"]
    assert "aloitat kokoamisen" in way(planned)[1][1]
    assert "ehtoa täyttymättä" in way(planned)[2][1]
    assert [state for state, _note in way(founded)] == ["done", "done", "current", "open", "open"]
    assert "ensimmäinen tapaaminen on kirjattu" in way(founded)[3][1]
    make_log(founded)
    founded.refresh_from_db()
    assert way(founded)[3] == ("current", "")
    paused = pause_group(group=founded, at=timezone.now())
    assert way(paused)[3] == ("current", "Tauolla.")
    ended = end_group(group=paused, at=timezone.now())
    assert [state for state, _note in way(ended)] == ["done"] * 4 + ["current"]
