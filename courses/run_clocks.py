"""Clocks that start when a run is closed: see accounts.clocks for what a clock is.

An app names its rows, the way from a row to the run, the setting with the days, and what to do with the rows:

    run_clock(
        key="quiz.attempts", title=_("Tarkistuskysymysten vastaukset"), then=_("poistetaan"),
        days="LEARNING_KEPT_DAYS", rows=Attempt.objects.all, run="enrolment__run", clear=lambda rows: rows.delete()[0],
    )
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db.models import Count, QuerySet
from django.utils import timezone
from django.utils.translation import ngettext

from accounts.clocks import Clock, whole_years
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


@dataclass(frozen=True)
class RunRows:
    """Rows that belong to runs, and when they go."""

    rows: Callable[[], QuerySet[Any]]
    way: str  # from a row to its run
    setting: str
    clear: Callable[[QuerySet[Any]], Any] | None
    from_last_day: bool = False
    only_closed: bool = False

    @property
    def days(self) -> int:
        """How long they are kept."""
        return int(getattr(settings, self.setting))

    def goes_on(self, run: Any) -> date | None:
        """Return the day a run's rows go; none while they wait for the closing."""
        if self.only_closed and not run.closed_on:
            return None
        return (run.ends_on if self.from_last_day else starts_on(run)) + timedelta(days=self.days)

    def due(self, *, run: Any = None) -> dict[date, int]:
        """Return the counts by day. A run that is given is taken as it is: closed today, to see what that means."""
        rows = self.rows() if run is None else self.rows().filter(**{self.way: run.pk})
        counted = dict(rows.order_by().values_list(self.way).annotate(n=Count("pk")))
        runs = CourseRun.objects.filter(pk__in=[key for key in counted if key]).only(*FACTS) if run is None else [run]
        found: dict[date, int] = {}
        for one in runs:
            day = self.goes_on(one)
            if day and one.pk in counted:
                found[day] = found.get(day, 0) + counted[one.pk]
        return found

    def clear_rows(self, *, at: datetime, most: int) -> int:
        """Deal with what is due, at most so many rows, and return how many it was."""
        today = timezone.localdate(at)
        # No clock starts before the last day, so only runs that ended so long ago are looked at.
        over = CourseRun.objects.filter(ends_on__lte=today - timedelta(days=self.days)).only(*FACTS)
        late = [run.pk for run in over if (day := self.goes_on(run)) and day <= today]
        rows = self.rows().filter(**{f"{self.way}__in": late}).order_by("pk")
        found = list(rows.values_list("pk", flat=True)[:most])
        if found and self.clear:
            self.clear(rows.model._default_manager.filter(pk__in=found))
        return len(found)


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
    only_closed: bool = False,
    is_archive: bool = False,
) -> Clock:
    """Return the clock of rows that belong to runs.

    `rows` gives those still there, `run` is the way from one to its run, `days` the name of the setting. `clear` gets
    the rows to deal with, by primary key. What must not wait for the closing counts from the run's last day
    (`from_last_day`); what is needed to close a run begins with the closing alone (`only_closed`).
    """
    kept = RunRows(rows, run, days, clear, from_last_day, only_closed)
    return Clock(key, title, lambda: words(kept.days), then, kept.due, kept.clear_rows if clear else None, is_archive)


def words(days: int) -> str:
    """Return how long after a run has been closed something is kept, in words."""
    if years := whole_years(days):
        return ngettext(
            "vuosi toteutuksen päättymisestä", "%(n)s vuotta toteutuksen päättymisestä", years
        ) % {"n": years}  # fmt: skip
    return ngettext(
        "%(n)s päivä toteutuksen päättymisestä", "%(n)s päivää toteutuksen päättymisestä", days
    ) % {"n": days}  # fmt: skip
