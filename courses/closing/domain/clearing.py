"""What goes when: the dry run, and the doing. Both ask the clocks that all apps offer (accounts.clocks)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from accounts.clocks import Clock, all_clocks, clear_due
from courses.closing.domain.accounts import warn_unused
from courses.closing.models import Clearing, ClearingTurn
from courses.models import CourseRun

EVERY = timedelta(hours=1)
SOON = timedelta(days=30)


@dataclass(frozen=True)
class Forecast:
    """What becomes of one kind of data, by the day it happens."""

    clock: Clock
    days: list[tuple[date, int]]
    today: date

    @property
    def keeps(self) -> str:
        """How long it is kept, in words."""
        return self.clock.keeps()

    @property
    def count(self) -> int:
        """How many rows there are."""
        return sum(count for _day, count in self.days)

    @property
    def due(self) -> int:
        """How many go at the next turn."""
        return sum(count for day, count in self.days if day <= self.today)

    @property
    def soon(self) -> int:
        """How many go within thirty days, those due among them."""
        return sum(count for day, count in self.days if day <= self.today + SOON)

    @property
    def next_day(self) -> date | None:
        """The first day on which something goes."""
        return self.days[0][0] if self.days else None


def forecast(*, at: datetime, run: CourseRun | None = None) -> list[Forecast]:
    """Return what goes when, of one run or of everything; nothing is touched. Kinds without a row are left out."""
    today = timezone.localdate(at)
    found = ((clock, sorted(clock.due(run=run).items())) for clock in all_clocks())
    return [Forecast(clock, days, today) for clock, days in found if days]


def clear_what_is_due(*, at: datetime) -> dict[str, int]:
    """This function will deal with everything whose time has come, and note how much of each kind it was."""
    done = clear_due(at=at)
    for key, count in done.items():
        _note(key, count, on=timezone.localdate(at))
    return done


def take_turn(*, at: datetime) -> int:
    """This function will warn the owners of unused accounts and clear what is due, at most once an hour.

    Return how much it was. The row of the turn decides among several workers.
    """
    if ClearingTurn.objects.filter(pk=1, last_at__gt=at - EVERY).exists():  # looks before it takes the write lock
        return 0
    with transaction.atomic():
        mine = ClearingTurn.objects.filter(pk=1, last_at__lte=at - EVERY).update(last_at=at)
        if not mine:
            _turn, mine = ClearingTurn.objects.get_or_create(pk=1, defaults={"last_at": at})
    return warn_unused(at=at) + sum(clear_what_is_due(at=at).values()) if mine else 0


def _note(key: str, count: int, *, on: date) -> None:
    with transaction.atomic():
        row, is_new = Clearing.objects.get_or_create(key=key, on=on, defaults={"count": count})
        if not is_new:
            Clearing.objects.filter(pk=row.pk).update(count=F("count") + count)
