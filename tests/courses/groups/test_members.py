"""Cards, competition hints, wishes not to be together, and sharing the facilitation."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone
from factories.accounts import UserFactory
from factories.groups import add_member, make_card, make_group, make_trainee

from courses.groups.domain.competition import UnableToDecide, decide, drop_separation, hints_of, note_separation
from courses.groups.domain.facilitators import (
    UnableToShare,
    answer_invitation,
    invite_facilitator,
    leave_group,
    withdraw_invitation,
)
from courses.groups.domain.lifecycle import end_group
from courses.groups.domain.members import (
    UnableToAdd,
    UnableToConfirm,
    add_candidate,
    change_card,
    confirm_member,
    mark_invited,
    mark_left,
    remove_member,
)
from courses.groups.enums import MemberState
from courses.groups.models import CompetitionNote, GroupMember, MemberWish, SeparationWish
from notifications.models import Notification

pytestmark = pytest.mark.django_db
LINE = {"line": "S", "municipality": "609"}


def today():
    return timezone.localdate()


def confirm(member):
    return confirm_member(member=member, wishes_asked_on=today(), agreed_on=today(), at=timezone.now())


def test_a_pseudonym_is_taken_in_any_case_and_any_spacing():
    group = make_group()
    add_candidate(group=group, card=make_card(pseudonym="Yöpöllö"), at=timezone.now())
    for name in ("yöpöllö", "YÖPÖLLÖ", " Yöpöllö "):
        with pytest.raises(UnableToAdd):
            add_candidate(group=group, card=make_card(pseudonym=name), at=timezone.now())
    add_candidate(group=make_group(), card=make_card(pseudonym="Yöpöllö"), at=timezone.now())


def test_the_database_too_refuses_the_same_pseudonym():
    group = make_group()
    one, two = add_member(group, joined=False), add_member(group, joined=False)
    GroupMember.objects.filter(pk=one.pk).update(pseudonym="Tikka")
    with pytest.raises(IntegrityError), transaction.atomic():
        GroupMember.objects.filter(pk=two.pk).update(pseudonym="TIKKA")


def test_changing_a_card_keeps_its_wishes_in_step():
    member = add_member(make_group(), joined=False, wishes=frozenset({"coping", "time"}))
    card = make_card(pseudonym=member.pseudonym, wishes=frozenset({"time", "money"}))
    change_card(member=member, card=card, at=timezone.now())
    assert set(member.wishes.values_list("wish", flat=True)) == {"time", "money"}
    change_card(member=member, card=make_card(pseudonym=member.pseudonym.upper()), at=timezone.now())


def test_same_line_and_municipality_is_a_hint_until_it_is_decided():
    group = make_group()
    user = group.facilitators.first().user
    one = add_member(group, joined=False, **LINE)
    two = add_member(group, joined=False, **LINE)
    add_member(group, joined=False, line="S", municipality="684")
    add_member(group, joined=False, line="F", municipality="609")
    [hint] = hints_of(group)
    assert (hint.first, hint.second, hint.is_decided) == (one, two, False)
    decide(
        group=group,
        first=two,
        second=one,
        decision="together",
        reason="Eri asiakkaat.",
        source="auto",
        by=user,
        at=timezone.now(),
    )
    [hint] = hints_of(group)
    assert hint.is_decided
    with pytest.raises(UnableToDecide):
        decide(
            group=group, first=one, second=two, decision="apart", reason="  ", source="auto", by=user, at=timezone.now()
        )
    with pytest.raises(UnableToDecide):
        decide(
            group=group, first=one, second=one, decision="apart", reason="x", source="auto", by=user, at=timezone.now()
        )


def test_confirming_waits_for_the_decision_and_follows_it():
    group = make_group()
    user = group.facilitators.first().user
    one, two = add_member(group, **LINE), add_member(group, joined=False, **LINE)
    with pytest.raises(UnableToConfirm, match="päätös"):
        confirm(two)
    values = {"group": group, "first": one, "second": two, "source": "auto", "by": user, "at": timezone.now()}
    decide(decision="apart", reason="Samat asiakkaat.", **values)
    with pytest.raises(UnableToConfirm, match="ettei"):
        confirm(two)
    decide(decision="together", reason="Sopivat keskenään.", **values)
    assert confirm(two).state == MemberState.JOINED
    assert CompetitionNote.objects.count() == 1


def test_who_cannot_be_together_is_a_pair_without_an_asker():
    group = make_group()
    one, two = add_member(group), add_member(group, joined=False)
    note_separation(group=group, first=two, second=one, at=timezone.now())
    note_separation(group=group, first=one, second=two, at=timezone.now())
    [pair] = SeparationWish.objects.all()
    assert (pair.first, pair.second) == (one, two)
    with pytest.raises(UnableToConfirm):
        confirm(two)
    drop_separation(group=group, pk=pair.pk)
    assert confirm(two).state == MemberState.JOINED
    with pytest.raises(UnableToDecide):
        note_separation(group=group, first=one, second=one, at=timezone.now())


def test_one_who_has_left_competes_with_nobody():
    group = make_group()
    one = add_member(group, **LINE)
    mark_left(member=one, left_on=today(), at=timezone.now())
    two = add_member(group, **LINE)
    assert hints_of(group) == []
    assert two.state == MemberState.JOINED


def test_removing_a_card_leaves_nothing_of_it():
    group = make_group()
    one, two = add_member(group, **LINE), add_member(group, joined=False, **LINE)
    note_separation(group=group, first=one, second=two, at=timezone.now())
    end_group(group=group, at=timezone.now())
    remove_member(member=two, at=timezone.now())
    assert GroupMember.objects.filter(pk=two.pk).count() == 0
    assert MemberWish.objects.filter(member_id=two.pk).count() == 0
    assert SeparationWish.objects.count() == 0


def test_inviting_marks_a_candidate_once():
    member = add_member(make_group(), joined=False)
    assert mark_invited(member=member).state == MemberState.INVITED
    assert mark_invited(member=confirm(member)).state == MemberState.JOINED


def test_a_group_does_not_take_cards_without_end(monkeypatch):
    monkeypatch.setattr("courses.groups.domain.members.MOST_CARDS", 2)
    group = make_group()
    add_member(group)
    add_member(group)
    with pytest.raises(UnableToAdd, match="2"):
        add_member(group)


# --- facilitating together ---------------------------------------------------------------------------------------


def test_an_invitation_says_nothing_about_who_has_an_account():
    group = make_group()
    by, known = group.facilitators.first().user, UserFactory()
    first = invite_facilitator(group=group, email=known.email.upper(), by=by, at=timezone.now())
    invite_facilitator(group=group, email="tuntematon@esimerkki.test", by=by, at=timezone.now())
    assert Notification.objects.filter(user=known, kind="group-invitation").count() == 1
    again = invite_facilitator(group=group, email=known.email, by=by, at=timezone.now())
    assert again.pk == first.pk
    with pytest.raises(UnableToShare, match="jo"):
        invite_facilitator(group=group, email=by.email, by=by, at=timezone.now())


def test_an_accepted_invitation_makes_a_second_facilitator_and_no_third():
    group = make_group()
    by, now = group.facilitators.first().user, timezone.now()
    people = [UserFactory(), UserFactory()]
    invitations = [invite_facilitator(group=group, email=person.email, by=by, at=now) for person in people]
    enrolment = make_trainee()
    for _time in range(2):
        answer_invitation(invitation=invitations[0], user=people[0], accept=True, enrolment=enrolment, at=now)
    assert group.facilitators.filter(ended_at=None).count() == 2
    with pytest.raises(UnableToShare, match="enintään"):
        answer_invitation(invitation=invitations[1], user=people[1], accept=True, enrolment=None, at=now)
    with pytest.raises(UnableToShare, match="enintään"):
        invite_facilitator(group=group, email="kolmas@esimerkki.test", by=by, at=now)


def test_an_invitation_can_be_declined_withdrawn_and_outdated():
    group = make_group()
    by, now, person = group.facilitators.first().user, timezone.now(), UserFactory()
    first = invite_facilitator(group=group, email=person.email, by=by, at=now)
    answer_invitation(invitation=first, user=person, accept=False, enrolment=None, at=now)
    second = invite_facilitator(group=group, email=person.email, by=by, at=now)
    with pytest.raises(UnableToShare, match="voimassa"):
        answer_invitation(invitation=second, user=person, accept=True, enrolment=None, at=now + timedelta(days=15))
    withdraw_invitation(group=group, public_id=second.public_id, at=now)
    answer_invitation(invitation=second, user=person, accept=True, enrolment=None, at=now)
    assert group.facilitators.count() == 1


def test_the_last_facilitator_cannot_leave():
    group = make_group()
    by, now, person = group.facilitators.first().user, timezone.now(), UserFactory()
    with pytest.raises(UnableToShare, match="ainoa"):
        leave_group(group=group, user=by, at=now)
    invitation = invite_facilitator(group=group, email=person.email, by=by, at=now)
    answer_invitation(invitation=invitation, user=person, accept=True, enrolment=None, at=now)
    leave_group(group=group, user=by, at=now)
    assert [link.user for link in group.facilitators.filter(ended_at=None)] == [person]
