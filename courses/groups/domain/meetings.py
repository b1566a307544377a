"""Meetings of a group: planning, moving, canceling."""

from __future__ import annotations

import uuid
from dataclasses import dataclass, fields
from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from courses.groups.domain.credit import reevaluate
from courses.groups.domain.refusals import GroupRefusal, lock_open_group
from courses.groups.domain.templates import copy_steps
from courses.groups.enums import MeetingState
from courses.groups.models import GroupMeeting, LogDraft, MeetingTemplate, PeerGroup

if TYPE_CHECKING:
    from accounts.models import User

MOST_AHEAD = 60  # planned meetings one group may have waiting


class UnableToPlan(GroupRefusal):
    """The meeting cannot be planned so; the message says why."""


@dataclass(frozen=True)
class MeetingPlan:
    """When, what and where, and what is good to have along."""

    starts_at: datetime
    minutes: int
    kind: str
    mode: str
    template: MeetingTemplate | None = None
    place: str = ""
    link: str = ""
    phone: str = ""
    bring: str = ""

    @classmethod
    def of(cls, meeting: GroupMeeting) -> MeetingPlan:
        """Return the plan of a stored meeting."""
        return cls(**{field.name: getattr(meeting, field.name) for field in fields(cls)})


def plan_meeting(
    *, group: PeerGroup, plan: MeetingPlan, by: User, at: datetime, series: uuid.UUID | None = None
) -> GroupMeeting:
    """This function will plan a meeting; a planned meeting at the very same time is returned instead of doubled.

    It gets its own copy of the template's running order.
    """
    with transaction.atomic():
        locked = lock_open_group(group)
        waiting = locked.meetings.filter(state=MeetingState.PLANNED)
        same = waiting.filter(starts_at=plan.starts_at).first()
        if same:
            return same
        if waiting.count() >= MOST_AHEAD:
            raise UnableToPlan(_("Ryhmällä on jo %(count)s suunniteltua tapaamista.") % {"count": MOST_AHEAD})
        meeting = GroupMeeting(group=locked, created_by=by, created_at=at, series=series)
        _write(meeting, plan)
        meeting.save()
        copy_steps(meeting)
        reevaluate(group=locked, about={"meetings"}, at=at)
    return meeting


def change_meeting(*, meeting: GroupMeeting, plan: MeetingPlan, at: datetime, following: bool = False) -> GroupMeeting:
    """This function will change a planned meeting; calendars hear of it by a higher sequence.

    With `following` the later planned meetings of its series move along: by as many days, to the same hour, length,
    way, place, link and phone. Their kinds, templates and what to bring stay. A new template brings its own steps.
    Raises UnableToPlan for one that has been logged or canceled.
    """
    with transaction.atomic():
        group = lock_open_group(meeting.group)
        locked = GroupMeeting.objects.select_for_update(of=("self",)).get(pk=meeting.pk)
        if locked.state != MeetingState.PLANNED:
            raise UnableToPlan(_("Tapaaminen on jo %(state)s.") % {"state": locked.get_state_display()})
        for later in following_ones(locked) if following else []:
            _change(later, _moved(later, locked, plan), at)
        _change(locked, plan, at)
        reevaluate(group=group, about={"meetings"}, at=at)
    return locked


def following_ones(meeting: GroupMeeting) -> list[GroupMeeting]:
    """Return the later meetings of the same series that are still only planned, in the order of time."""
    if meeting.series is None:
        return []
    rows = GroupMeeting.objects.filter(group_id=meeting.group_id, series=meeting.series, state=MeetingState.PLANNED)
    return list(rows.filter(starts_at__gt=meeting.starts_at).select_related("template"))


def _moved(later: GroupMeeting, first: GroupMeeting, plan: MeetingPlan) -> MeetingPlan:
    """Return the plan of a later meeting when the first of them moves: the clock stays Helsinki's (BR-21)."""
    old, new = timezone.localtime(first.starts_at), timezone.localtime(plan.starts_at)
    day = timezone.localdate(later.starts_at) + (new.date() - old.date())
    starts_at = timezone.make_aware(datetime.combine(day, new.time()))
    place = {name: getattr(plan, name) for name in ("minutes", "mode", "place", "link", "phone")}
    return MeetingPlan(starts_at=starts_at, kind=later.kind, template=later.template, bring=later.bring, **place)


def _change(meeting: GroupMeeting, plan: MeetingPlan, at: datetime) -> None:
    if MeetingPlan.of(meeting) == plan:
        return
    new_steps = meeting.template != plan.template
    _write(meeting, plan)
    meeting.sequence, meeting.changed_at = meeting.sequence + 1, at
    meeting.save()
    if new_steps:
        copy_steps(meeting)


def _write(meeting: GroupMeeting, plan: MeetingPlan) -> None:
    for field in fields(plan):
        setattr(meeting, field.name, getattr(plan, field.name))


def cancel_meeting(*, meeting: GroupMeeting, at: datetime, following: bool = False) -> GroupMeeting:
    """This function will cancel a planned meeting, and with `following` the later ones of its series; safe to repeat.

    Raises UnableToPlan for one that has been logged.
    """
    with transaction.atomic():
        group = lock_open_group(meeting.group)
        locked = GroupMeeting.objects.select_for_update(of=("self",)).get(pk=meeting.pk)
        if locked.state == MeetingState.LOGGED:
            raise UnableToPlan(_("Kirjattua tapaamista ei voi perua."))
        gone = [locked, *(following_ones(locked) if following else [])]
        for row in gone:
            if row.state != MeetingState.CANCELLED:
                row.state, row.cancelled_at, row.changed_at = MeetingState.CANCELLED, at, at
                row.sequence += 1
                row.save(update_fields=["state", "cancelled_at", "changed_at", "sequence"])
        LogDraft.objects.filter(meeting__in=gone).delete()
        reevaluate(group=group, about={"meetings"}, at=at)
    return locked
