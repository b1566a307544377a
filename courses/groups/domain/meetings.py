"""Meetings of a group: planning, moving, canceling."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from courses.groups.domain.credit import reevaluate
from courses.groups.domain.refusals import GroupRefusal, lock_open_group
from courses.groups.enums import MeetingState
from courses.groups.models import GroupMeeting, LogDraft, MeetingTemplate, PeerGroup

if TYPE_CHECKING:
    from accounts.models import User

MOST_AHEAD = 60  # planned meetings one group may have waiting


class UnableToPlan(GroupRefusal):
    """The meeting cannot be planned so; the message says why."""


@dataclass(frozen=True)
class MeetingPlan:
    """When, what and where."""

    starts_at: datetime
    minutes: int
    kind: str
    mode: str
    template: MeetingTemplate | None = None
    place: str = ""
    link: str = ""


def plan_meeting(*, group: PeerGroup, plan: MeetingPlan, by: User, at: datetime) -> GroupMeeting:
    """This function will plan a meeting; a planned meeting at the very same time is returned instead of doubled."""
    with transaction.atomic():
        locked = lock_open_group(group)
        waiting = locked.meetings.filter(state=MeetingState.PLANNED)
        same = waiting.filter(starts_at=plan.starts_at).first()
        if same:
            return same
        if waiting.count() >= MOST_AHEAD:
            raise UnableToPlan(_("Ryhmällä on jo %(count)s suunniteltua tapaamista.") % {"count": MOST_AHEAD})
        meeting = GroupMeeting(group=locked, created_by=by, created_at=at)
        _fill(meeting, plan)
        reevaluate(group=locked, about={"meetings"}, at=at)
    return meeting


def change_meeting(*, meeting: GroupMeeting, plan: MeetingPlan, at: datetime) -> GroupMeeting:
    """This function will change a planned meeting.

    Raises UnableToPlan for one that has been logged or canceled.
    """
    with transaction.atomic():
        group = lock_open_group(meeting.group)
        locked = GroupMeeting.objects.select_for_update(of=("self",)).get(pk=meeting.pk)
        if locked.state != MeetingState.PLANNED:
            raise UnableToPlan(_("Tapaaminen on jo %(state)s.") % {"state": locked.get_state_display()})
        _fill(locked, plan)
        reevaluate(group=group, about={"meetings"}, at=at)
    return locked


def _fill(meeting: GroupMeeting, plan: MeetingPlan) -> None:
    meeting.starts_at, meeting.minutes = plan.starts_at, plan.minutes
    meeting.kind, meeting.mode, meeting.template = plan.kind, plan.mode, plan.template
    meeting.place, meeting.link = plan.place, plan.link
    meeting.save()


def cancel_meeting(*, meeting: GroupMeeting, at: datetime) -> GroupMeeting:
    """This function will cancel a planned meeting; safe to repeat.

    Raises UnableToPlan for one that has been logged.
    """
    with transaction.atomic():
        group = lock_open_group(meeting.group)
        locked = GroupMeeting.objects.select_for_update(of=("self",)).get(pk=meeting.pk)
        if locked.state == MeetingState.CANCELLED:
            return locked
        if locked.state == MeetingState.LOGGED:
            raise UnableToPlan(_("Kirjattua tapaamista ei voi perua."))
        locked.state, locked.cancelled_at = MeetingState.CANCELLED, at
        locked.save(update_fields=["state", "cancelled_at"])
        LogDraft.objects.filter(meeting=locked).delete()
        reevaluate(group=group, about={"meetings"}, at=at)
    return locked
