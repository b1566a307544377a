"""Taking the figures of a day, and finding the newest ones."""

from __future__ import annotations

from datetime import datetime, time, timedelta

from django.utils import timezone

from courses.areas.domain.reckoning import reckon
from courses.areas.models import AreaSnapshot
from courses.reporting.domain.suppression import SMALLEST
from courses.reporting.domain.told import Differences, Grid

TAKEN_FROM = time(4)  # each day from four in the morning on
STALE_AFTER = timedelta(hours=26)
KEPT = timedelta(days=40)


def take_snapshot(*, at: datetime) -> AreaSnapshot:
    """This function will reckon the figures of today, in place of those reckoned earlier today; old ones go.

    A measure stays as it was told until at least five have come, gone or moved: else the day on which a rounded figure
    turns would tell something of the latest one.
    """
    today = timezone.localdate(at)
    before = AreaSnapshot.objects.filter(taken_at__lte=at).first()
    figures, weighed = {}, {}
    for measure, (told, grid) in reckon(at=at).items():
        stored = before.weighed.get(measure) if before else None
        if before and stored and (grid is None or Differences.between(Grid.from_json(stored), grid).moved < SMALLEST):
            figures[measure], weighed[measure] = before.figures[measure], stored
        else:
            figures[measure], weighed[measure] = told, grid.as_json() if grid else None
    values = {"taken_at": at, "figures": figures, "weighed": weighed}
    made, _is_new = AreaSnapshot.objects.update_or_create(day=today, defaults=values)
    AreaSnapshot.objects.filter(day__lt=today - KEPT).delete()
    return made


def newest(*, at: datetime) -> AreaSnapshot:
    """Return the newest figures; the very first time they are reckoned at once."""
    found = AreaSnapshot.objects.filter(taken_at__lte=at).first()
    return found or take_snapshot(at=at)


def is_due(*, at: datetime) -> bool:
    """Say whether today's figures are still to be reckoned."""
    local = timezone.localtime(at)
    return local.time() >= TAKEN_FROM and not AreaSnapshot.objects.filter(day=local.date()).exists()


def is_stale(snapshot: AreaSnapshot, *, at: datetime) -> bool:
    """Say whether newer figures should have been there by now."""
    return at - snapshot.taken_at > STALE_AFTER
