"""Clocks that start when a run is closed: see accounts.clocks for what a clock is.

An app names its rows, the way from a row to the run, the setting with the days, and what to do with the rows:

    run_clock(
        key="quiz.attempts", title=_("Tarkistuskysymysten vastaukset"), then=_("poistetaan"),
        days="LEARNING_KEPT_DAYS", rows=Attempt.objects.all, run="enrolment__run", clear=lambda rows: rows.delete()[0],
    )
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db.models import Count, QuerySet
from django.utils import timezone
from django.utils.translation import ngettext

from accounts.clocks import Clock
from courses.enums import RunState
from courses.models import CourseRun

if TYPE_CHECKING:
    from django.utils.functional import Promise

FACTS = ("pk", "state", "ends_on", "closed_on")


def starts_on(run: Any) -> date:
    """Return the day a run's clocks count from.

    The day it was closed. One that nobody closes counts from a while after its last day, so that nothing is kept for
    ever because somebody forgot; one that was called off from its last day.
    """
    if run.closed_on:
        return run.closed_on
    if run.state == RunState.CANCELLED:
        return run.ends_on
    return run.ends_on + timedelta(days=settings.RUN_CLOSED_LATEST_DAYS)


def run_clock(
    *,
    key: str,
    title: str | Promise,
    then: str | Promise,
    days: str,
    rows: Callable[[], QuerySet[Any]],
    run: str,
    clear: Callable[[QuerySet[Any]], Any] | None,
    from_last_day: bool = False,
    is_archive: bool = False,
) -> Clock:
    """Return the clock of rows that belong to runs.

    `rows` gives those still there, `run` is the way from one to its run, `days` the name of the setting. `clear` gets
    the rows to deal with, by primary key. What must not wait for the closing counts
    from the run's last day (`from_last_day`).
    """

    def begins(one: Any) -> date:
        return one.ends_on if from_last_day else starts_on(one)

    def due(*, run: Any = None) -> dict[date, int]:
        return _counts(rows(), way, begins, getattr(settings, days), run)

    def clear_rows(*, at: datetime, most: int) -> int:
        late = _late_runs(begins, getattr(settings, days), at)
        found = list(rows().filter(**{f"{way}__in": late}).order_by("pk").values_list("pk", flat=True)[:most])
        if not found or clear is None:
            return 0
        clear(rows().model._default_manager.filter(pk__in=found))
        return len(found)

    way = run
    return Clock(
        key, title, lambda: words(getattr(settings, days)), then, due, clear_rows if clear else None, is_archive
    )


def words(days: int) -> str:
    """Return how long after a run has been closed something is kept, in words."""
    if days % 365 == 0:
        years = days // 365
        return ngettext(
            "vuosi toteutuksen päättymisestä", "%(n)s vuotta toteutuksen päättymisestä", years
        ) % {"n": years}  # fmt: skip
    return ngettext(
        "%(n)s päivä toteutuksen päättymisestä", "%(n)s päivää toteutuksen päättymisestä", days
    ) % {"n": days}  # fmt: skip


def _counts(rows: QuerySet[Any], way: str, begins: Callable[[Any], date], days: int, run: Any) -> dict[date, int]:
    if run is not None:
        rows = rows.filter(**{way: run})
    counted = dict(rows.order_by().values_list(way).annotate(n=Count("pk")))
    found: dict[date, int] = {}
    for one in _runs(key for key in counted if key is not None):
        day = begins(one) + timedelta(days=days)
        found[day] = found.get(day, 0) + counted[one.pk]
    return dict(sorted(found.items()))


def _runs(keys: Iterable[int]) -> QuerySet[CourseRun]:
    return CourseRun.objects.filter(pk__in=list(keys)).only(*FACTS)


def _late_runs(begins: Callable[[Any], date], days: int, at: datetime) -> list[int]:
    today = timezone.localdate(at)
    # No clock starts before the last day, so only runs that ended so long ago are looked at.
    over = CourseRun.objects.filter(ends_on__lte=today - timedelta(days=days)).only(*FACTS)
    return [one.pk for one in over if begins(one) + timedelta(days=days) <= today]
