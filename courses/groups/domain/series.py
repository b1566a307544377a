"""A row of meetings about once a month: which days it would fall on, and planning those that are wanted."""

from __future__ import annotations

import calendar
import uuid
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone

from courses.domain.holidays import holiday_on
from courses.groups.domain.meetings import MeetingPlan, plan_meeting
from courses.groups.models import GroupMeeting, PeerGroup

if TYPE_CHECKING:
    from accounts.models import User

MONTHLY = "month"  # on the same weekday of each month, as the first Tuesday
WEEKS = (2, 3, 4, 5, 6)
FEWEST, MOST = 2, 12
LAST = 5  # a fifth weekday of a month means the last one: not every month has five


@dataclass(frozen=True)
class SeriesDay:
    """One day of a series, and the public holiday it falls on, if any."""

    day: date
    holiday: str


def series_days(*, first: date, rhythm: str, count: int) -> list[SeriesDay]:
    """Return the days of a series: every so many weeks, or the same weekday of each month."""
    if rhythm == MONTHLY:
        days = [_nth_weekday(first, number) for number in range(count)]
    else:
        days = [first + timedelta(weeks=int(rhythm) * number) for number in range(count)]
    return [SeriesDay(day, holiday_on(day)) for day in days]


def ordinal_of(day: date) -> int:
    """Return the how manieth of its weekday the day is in its month; five stands for the last."""
    return (day.day - 1) // 7 + 1


def _nth_weekday(first: date, months: int) -> date:
    place = first.year * 12 + first.month - 1 + months
    year, month = divmod(place, 12)
    month += 1
    length = calendar.monthrange(year, month)[1]
    days = [number for number in range(1, length + 1) if date(year, month, number).weekday() == first.weekday()]
    ordinal = ordinal_of(first)
    return date(year, month, days[-1] if ordinal >= LAST else days[ordinal - 1])


def plan_series(
    *, group: PeerGroup, plan: MeetingPlan, days: Iterable[date], by: User, at: datetime
) -> list[GroupMeeting]:
    """This function will plan a meeting for each day, at the plan's time of day in Helsinki; safe to repeat.

    Each meeting is a row of its own from then on. A day on which one is planned for that time gets no second one.
    Raises UnableToPlan when the group has too many meetings waiting; then none is planned.
    """
    series, clock = uuid.uuid4(), timezone.localtime(plan.starts_at).time()
    made = []
    with transaction.atomic():
        for day in sorted(set(days)):
            starts_at = timezone.make_aware(datetime.combine(day, clock))
            one = replace(plan, starts_at=starts_at)
            made.append(plan_meeting(group=group, plan=one, by=by, at=at, series=series))
    return made
