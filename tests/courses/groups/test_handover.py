"""A group goes to another facilitator with every member's agreement; alumni go on; the card clock is told."""

from copy import deepcopy
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from factories.accounts import UserFactory
from factories.groups import add_member, log_form_data, make_founded_group, make_group_run, make_log, make_trainee

from accounts.leaving import UnableToLeave, duties_of, erase_account
from courses.enums import EnrolmentState
from courses.groups.domain.credit import links_that_count, logs_that_count
from courses.groups.domain.facilitators import (
    UnableToShare,
    answer_invitation,
    invite_facilitator,
    offer_handover,
)
from courses.groups.models import FacilitatorInvitation, MeetingLog
from notifications.models import Notification

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def made(kept_rows):
    """Return a founded group of four with a logged meeting, its facilitator's enrollment, and who is to take it."""
    enrolment = make_trainee()
    group = make_founded_group(enrolment=enrolment)
    make_log(group)
    return group, enrolment, make_trainee(enrolment.run)


@pytest.fixture
def scene(made):
    return deepcopy(made)


def offer(group, enrolment, taker, *, agreed=4, **values):
    base = {"agreed_on": timezone.localdate(), "by": enrolment.user, "at": timezone.now()}
    return offer_handover(group=group, email=taker.user.email, agreed=agreed, **{**base, **values})


def accept(invitation, taker, at=None):
    return answer_invitation(
        invitation=invitation, user=taker.user, accept=True, enrolment=taker, at=at or timezone.now()
    )


def address(name, group):
    return reverse(f"groups:{name}", kwargs={"group": group.public_id})


def test_cards_move_only_when_the_other_accepts_and_the_credit_stays(client, scene):
    group, enrolment, taker = scene
    client.force_login(enrolment.user)
    data = {"to": taker.user.email.upper(), "agreed": "4", "agreed_on": timezone.localdate().isoformat()}
    page = client.post(address("handover", group), data)
    assert page.status_code == 422  # the members have not been told who sees their cards
    assert client.post(address("handover", group), {**data, "informed": "on"}).status_code == 302
    assert client.post(address("handover", group), {**data, "informed": "on"}).status_code == 302
    invitation = FacilitatorInvitation.objects.get()
    assert client.get(address("group", group)).status_code == 200
    client.force_login(taker.user)
    assert client.get(address("group", group)).status_code == 404
    assert "Kaikki 4 ryhmäläistä ovat suostuneet" in client.get(reverse("groups:mine")).text
    answer = reverse("groups:answer", kwargs={"invitation": invitation.public_id})
    client.post(answer, {"answer": "accept"})
    assert client.post(answer, {"answer": "accept"}).status_code == 404
    assert client.get(address("members", group)).status_code == 200
    client.force_login(enrolment.user)
    assert client.get(address("group", group)).status_code == 404
    assert Notification.objects.filter(user=enrolment.user, kind="group-handed-over").count() == 1
    assert [link.group for link in links_that_count(enrolment)] == [group]
    assert len(logs_that_count(enrolment)) == 1
    assert len(logs_that_count(taker)) == 0  # meetings from the day of accepting count for the new one


@pytest.mark.parametrize(("agreed", "days"), [(3, 0), (5, 0), (0, 0), (4, 1)])
def test_every_member_must_have_agreed_by_today(scene, agreed, days):
    group, enrolment, taker = scene
    with pytest.raises(UnableToShare):
        offer(group, enrolment, taker, agreed=agreed, agreed_on=timezone.localdate() + timedelta(days=days))


def test_an_offer_falls_when_the_group_has_changed_or_time_has_run_out(scene):
    group, enrolment, taker = scene
    invitation = offer(group, enrolment, taker)
    with pytest.raises(UnableToShare):
        accept(invitation, taker, at=timezone.now() + timedelta(days=15))
    add_member(group)
    with pytest.raises(UnableToShare, match="muuttunut"):
        accept(invitation, taker)
    group.facilitators.get(user=enrolment.user, ended_at=None)


def test_one_of_two_hands_over_their_own_place_alone(scene):
    group, enrolment, taker = scene
    second = make_trainee(enrolment.run)
    accept(invite_facilitator(group=group, email=second.user.email, by=enrolment.user, at=timezone.now()), second)
    accept(offer(group, second, taker), taker)
    left = set(group.facilitators.filter(ended_at=None).values_list("user_id", flat=True))
    assert left == {enrolment.user.pk, taker.user.pk}
    with pytest.raises(UnableToShare):
        offer(group, enrolment, taker)  # facilitates it already


def test_a_running_group_is_handed_over_before_one_leaves(scene):
    group, enrolment, taker = scene
    assert [duty.url for duty in duties_of(enrolment.user)] == [address("facilitators", group)]
    with pytest.raises(UnableToLeave):
        erase_account(user=enrolment.user, at=timezone.now())
    accept(offer(group, enrolment, taker), taker)
    assert duties_of(enrolment.user) == []
    erase_account(user=enrolment.user, at=timezone.now())
    group.refresh_from_db()
    assert (group.state, group.members.count(), MeetingLog.objects.count()) == ("running", 4, 1)


@pytest.mark.parametrize("state", [EnrolmentState.COMPLETED, EnrolmentState.WITHDRAWN])
def test_alumni_go_on_with_their_group_after_the_course(client, scene, state):
    group, enrolment, _taker = scene
    enrolment.state, enrolment.ended_at = state, timezone.now()
    enrolment.save()
    enrolment.run.refresh_from_db()
    client.force_login(enrolment.user)
    for name in ("group", "members", "meetings", "log-new", "price", "facilitators", "rules"):
        assert client.get(address(name, group)).status_code == 200, name
    answer = client.post(address("log-new", group), log_form_data(days_ago=3), follow=True)
    assert "Kirjaus on tallennettu" in answer.text
    assert MeetingLog.objects.get(state="kept")


def test_one_person_may_have_many_groups_where_the_run_allows(client):
    enrolment = make_trainee(make_group_run())
    for _number in range(3):
        make_founded_group(enrolment=enrolment)
    assert len(links_that_count(enrolment)) == 3
    client.force_login(enrolment.user)
    assert client.get(reverse("groups:mine")).text.count("Aamukahvi") >= 3


def test_ending_tells_the_day_when_the_cards_go(client, scene, settings):
    group, enrolment, _taker = scene
    settings.GROUP_CARDS_KEPT_DAYS = 90
    client.force_login(enrolment.user)
    due = timezone.localdate(timezone.now() + timedelta(days=90))
    words = f"{due.day}.{due.month}.{due.year}"
    assert words in client.get(address("end", group)).text
    client.post(address("end", group), {"how": "continuing", "sure": "on"})
    assert words in client.get(address("group", group)).text
    assert client.get(address("handover", group)).status_code == 200
    assert client.post(address("handover", group), {}).status_code == 422


def test_an_address_nobody_has_is_told_nothing(client, scene):
    group, enrolment, _taker = scene
    today, now = timezone.localdate(), timezone.now()
    address_of_nobody = UserFactory.build().email
    offer_handover(group=group, email=address_of_nobody, agreed=4, agreed_on=today, by=enrolment.user, at=now)
    assert Notification.objects.filter(kind="group-invitation").count() == 0
