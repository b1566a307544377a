"""The life of a group: planned, gathering, founded, running, paused, and how it ends."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from courses.groups.domain.credit import reevaluate
from courses.groups.domain.founding import founding_steps
from courses.groups.domain.refusals import GroupRefusal, lock_group, lock_open_group
from courses.groups.enums import CLOSED_STATES, GroupState, MeetingState, MemberState
from courses.groups.meeting_privacy import forget_plans
from courses.groups.models import GroupFacilitator, GroupMeeting, LogDraft, MeetingLog, NeedsPoll, PeerGroup
from courses.models import Enrolment

if TYPE_CHECKING:
    from accounts.models import User


class UnableToFound(GroupRefusal):
    """The group cannot be founded yet; the message names what is missing."""


class UnableToMove(GroupRefusal):
    """The group cannot go to that state from where it is; the message says why."""


@dataclass(frozen=True)
class GroupPlan:
    """What a facilitator says of the group."""

    name: str
    municipality: str
    mode: str
    planned_size: int
    cadence_days: int = 30


def plan_group(*, user: User, plan: GroupPlan, enrolment: Enrolment | None, at: datetime) -> PeerGroup:
    """This function will make a planned group with the person as its facilitator.

    The enrollment, when there is one, is the run the group counts for.
    """
    with transaction.atomic():
        group = PeerGroup.objects.create(
            name=plan.name.strip(),
            municipality=plan.municipality,
            mode=plan.mode,
            planned_size=plan.planned_size,
            cadence_days=plan.cadence_days,
            created_at=at,
        )
        GroupFacilitator.objects.create(group=group, user=user, enrolment=enrolment, since=at)
        reevaluate(group=group, about={"group"}, at=at)
    return group


def change_plan(*, group: PeerGroup, plan: GroupPlan, at: datetime) -> PeerGroup:
    """This function will change what is said of the group."""
    with transaction.atomic():
        locked = lock_open_group(group)
        locked.name, locked.municipality, locked.mode = plan.name.strip(), plan.municipality, plan.mode
        locked.planned_size, locked.cadence_days = plan.planned_size, plan.cadence_days
        locked.save(update_fields=["name", "municipality", "mode", "planned_size", "cadence_days"])
    return locked


def start_gathering(*, group: PeerGroup, at: datetime) -> PeerGroup:
    """This function will tell that the group is being gathered (BR-02); safe to repeat."""
    with transaction.atomic():
        locked = lock_open_group(group)
        if locked.state == GroupState.PLANNED:
            locked.state, locked.gathering_since = GroupState.GATHERING, at
            locked.save(update_fields=["state", "gathering_since"])
            reevaluate(group=locked, about={"group"}, at=at)
    return locked


def found_group(*, group: PeerGroup, at: datetime) -> PeerGroup:
    """This function will found the group when everything that founding takes is there (BR-04, BR-06, BR-07, C4).

    Safe to repeat. Raises UnableToFound naming the first thing that is missing.
    """
    with transaction.atomic():
        locked = lock_open_group(group)
        if locked.founded_at:
            return locked
        if locked.state == GroupState.PAUSED:
            raise UnableToFound(_("Ryhmä on tauolla. Jatka ensin, niin voit perustaa sen."))
        missing = next((step for step in founding_steps(locked) if not step.is_done), None)
        if missing:
            raise UnableToFound(missing.reason)
        first = MeetingLog.objects.filter(meeting__group=locked).order_by("held_on").first()
        locked.founded_at = at
        locked.founded_members = locked.members.filter(state=MemberState.JOINED).count()
        locked.gathering_since = locked.gathering_since or at
        locked.started_on = first.held_on if first else None
        locked.state = GroupState.RUNNING if first else GroupState.FOUNDED
        locked.save(update_fields=["founded_at", "founded_members", "gathering_since", "started_on", "state"])
        reevaluate(group=locked, about={"group"}, at=at)
    return locked


def pause_group(*, group: PeerGroup, at: datetime) -> PeerGroup:
    """This function will put the group on pause, as for holidays; safe to repeat.

    Raises UnableToMove for a group that nobody has been asked to yet.
    """
    with transaction.atomic():
        locked = lock_open_group(group)
        if locked.state == GroupState.PLANNED:
            raise UnableToMove(_("Ryhmää ei ole vielä alettu koota, joten tauolle ei ole tarvetta."))
        if locked.state != GroupState.PAUSED:
            locked.state, locked.paused_at = GroupState.PAUSED, at
            locked.save(update_fields=["state", "paused_at"])
            reevaluate(group=locked, about={"group"}, at=at)
    return locked


def resume_group(*, group: PeerGroup, at: datetime) -> PeerGroup:
    """This function will let a paused group go on from where it was; safe to repeat."""
    with transaction.atomic():
        locked = lock_open_group(group)
        if locked.state == GroupState.PAUSED:
            locked.state, locked.paused_at = locked.reached, None
            locked.save(update_fields=["state", "paused_at"])
            reevaluate(group=locked, about={"group"}, at=at)
    return locked


def end_group(*, group: PeerGroup, at: datetime, continues: bool = False) -> PeerGroup:
    """This function will end the group here; it may go on by itself, without us (BR-19).

    Starts the clock of the member cards, keeps their number, cancels what was still planned. Safe to repeat.
    """
    with transaction.atomic():
        locked = lock_group(group)
        if locked.state in CLOSED_STATES:
            return locked
        locked.state = GroupState.CONTINUING if continues else GroupState.ENDED
        locked.ended_at, locked.paused_at = at, None
        locked.final_members = locked.members.filter(state=MemberState.JOINED).count()
        locked.save(update_fields=["state", "ended_at", "paused_at", "final_members"])
        coming = GroupMeeting.objects.filter(group=locked, state=MeetingState.PLANNED, starts_at__gt=at)
        LogDraft.objects.filter(meeting__in=coming).delete()
        coming.update(state=MeetingState.CANCELLED, cancelled_at=at, changed_at=at, sequence=F("sequence") + 1)
        reevaluate(group=locked, about={"group"}, at=at)
    return locked


def delete_due_cards(*, before: datetime, at: datetime) -> int:
    """This function will delete the member cards of groups that ended by then; their counts stay (BR-19)."""
    due = PeerGroup.objects.filter(ended_at__lte=before, cards_deleted_at=None).values_list("pk", flat=True)[:200]
    for pk in list(due):
        with transaction.atomic():
            group = PeerGroup.objects.select_for_update().get(pk=pk)
            group.members.all().delete()
            NeedsPoll.objects.filter(group=group).delete()
            forget_plans(group)
            group.cards_deleted_at = at
            group.save(update_fields=["cards_deleted_at"])
    return len(due)


def mark_started(*, group: PeerGroup) -> None:
    """Note that the group has met, once it is founded; the caller holds the group locked."""
    if group.founded_at is None:
        return
    first = MeetingLog.objects.filter(meeting__group=group).order_by("held_on").first()
    group.started_on = first.held_on if first else group.started_on
    if group.state == GroupState.FOUNDED:
        group.state = GroupState.RUNNING
    group.save(update_fields=["started_on", "state"])
