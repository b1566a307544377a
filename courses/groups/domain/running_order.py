"""The running order of one meeting: changing it, its clock times, and what a remote meeting needs (BR-22)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from courses.groups.domain.refusals import GroupRefusal, lock_open_group
from courses.groups.domain.templates import BREAK, CHECK, MOST_STEPS, Step, running_order, store_steps
from courses.groups.enums import MeetingMode, MeetingState
from courses.groups.models import GroupMeeting

HOUR = 60
SHORTEST_CHECK, LONGEST_CHECK = 5, 10


class UnableToArrange(GroupRefusal):
    """The running order cannot be changed so; the message says why."""


@dataclass(frozen=True)
class TimedStep:
    """A step with the time of day it is meant to begin and end."""

    step: Step
    starts_at: datetime
    ends_at: datetime


def set_running_order(*, meeting: GroupMeeting, steps: list[Step]) -> GroupMeeting:
    """This function will give the meeting these steps in this order; safe to repeat.

    Raises UnableToArrange for a meeting that has been logged or canceled, and for too many steps.
    """
    if len(steps) > MOST_STEPS:
        raise UnableToArrange(_("Kulussa voi olla enintään %(count)s vaihetta.") % {"count": MOST_STEPS})
    with transaction.atomic():
        lock_open_group(meeting.group)
        locked = GroupMeeting.objects.select_for_update(of=("self",)).get(pk=meeting.pk)
        if locked.state != MeetingState.PLANNED:
            raise UnableToArrange(_("Tapaaminen on jo %(state)s.") % {"state": locked.get_state_display()})
        store_steps(locked, steps)
    return locked


def timed_steps(meeting: GroupMeeting) -> list[TimedStep]:
    """Return the running order with times of day, one step after another from the beginning."""
    rows, begins = [], meeting.starts_at
    for step in running_order(meeting):
        ends = begins + timedelta(minutes=step.minutes)
        rows.append(TimedStep(step, begins, ends))
        begins = ends
    return rows


def advice_on(*, steps: list[Step], minutes: int, mode: str) -> list[str]:
    """Return what to look at again, in sentences: the time that is left, and what remote meetings need (BR-22)."""
    said = []
    left = minutes - sum(step.minutes for step in steps)
    if steps and left < 0:
        said.append(
            ngettext(
                "Vaiheet vievät %(n)s minuutin enemmän kuin tapaaminen kestää.",
                "Vaiheet vievät %(n)s minuuttia enemmän kuin tapaaminen kestää.",
                -left,
            )
            % {"n": -left}
        )
    elif steps and left > 0:
        said.append(
            ngettext("Vaiheista jää %(n)s minuutti yli.", "Vaiheista jää %(n)s minuuttia yli.", left) % {"n": left}
        )
    return said + (_remote_advice(steps) if steps and mode == MeetingMode.ONLINE else [])


def _remote_advice(steps: list[Step]) -> list[str]:
    said = []
    check = steps[0].minutes if steps[0].part == CHECK else 0
    if not SHORTEST_CHECK <= check <= LONGEST_CHECK:
        said.append(_("Varaa etätapaamisen alkuun 5–10 minuuttia äänen ja kuvan tarkistukseen."))
    if longest_without_break(steps) > HOUR:
        said.append(_("Pidä etätapaamisessa tauko ainakin tunnin välein."))
    return said


def longest_without_break(steps: list[Step]) -> int:
    """Return the most minutes in a row without a break."""
    longest = current = 0
    for step in steps:
        current = 0 if step.part == BREAK else current + step.minutes
        longest = max(longest, current)
    return longest
