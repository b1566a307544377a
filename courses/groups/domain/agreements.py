"""What the group agrees on together: ground rules and how goal-oriented it is."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from courses.groups.domain.credit import reevaluate
from courses.groups.domain.refusals import GroupRefusal, lock_open_group
from courses.groups.enums import MeetingState
from courses.groups.models import GoalStyleChange, GroundRules, PeerGroup

if TYPE_CHECKING:
    from accounts.models import User


class UnableToAgree(GroupRefusal):
    """The agreement cannot be recorded; the message says why."""


def agree_ground_rules(
    *, group: PeerGroup, text: str, agreed_on: date, agreed: int, members: int, by: User, at: datetime
) -> GroundRules:
    """This function will record the rules the group agreed on as a new version (BR-07).

    Recording the same again changes nothing. Raises UnableToAgree when more agreed than there are members.
    """
    if not 0 <= agreed <= members or members < 1:
        raise UnableToAgree(_("Hyväksyneitä voi olla enintään yhtä monta kuin ryhmäläisiä."))
    with transaction.atomic():
        locked = lock_open_group(group)
        last = locked.ground_rules.first()
        if last and (last.text, last.agreed_on, last.agreed, last.members) == (text, agreed_on, agreed, members):
            return last
        rules = GroundRules.objects.create(
            group=locked,
            version=last.version + 1 if last else 1,
            text=text,
            agreed_on=agreed_on,
            agreed=agreed,
            members=members,
            recorded_by=by,
            recorded_at=at,
        )
        reevaluate(group=locked, about={"group"}, at=at)
    return rules


def note_goal_style(*, group: PeerGroup, style: str, noted_on: date, by: User, at: datetime) -> PeerGroup:
    """This function will record how goal-oriented the group wants to be; earlier styles stay in its history (BR-08).

    That nothing has changed is worth a note too when it has been asked on a later day; the same day's note is one.
    """
    with transaction.atomic():
        locked = lock_open_group(group)
        last = locked.goal_styles.first()
        if last is None or locked.goal_style != style or noted_on > last.noted_on:
            locked.goal_style = style
            locked.save(update_fields=["goal_style"])
            GoalStyleChange.objects.create(group=locked, style=style, noted_on=noted_on, noted_by=by, created_at=at)
            reevaluate(group=locked, about={"group"}, at=at)
    return locked


def meetings_since_goal_style(*, group: PeerGroup) -> int:
    """Return after how many logged meetings the goal style is due to be asked again, 0 while it is not (BR-08)."""
    last = group.goal_styles.first()
    if last is None or group.is_closed:
        return 0
    logged = group.meetings.filter(state=MeetingState.LOGGED, log__held_on__gt=last.noted_on).count()
    return logged if logged >= settings.GROUP_GOAL_ASKED_AFTER else 0
