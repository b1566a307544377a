"""How long data is kept, and what becomes of it then.

An app that keeps personal data offers a module `retention.py` with `clocks() -> list[Clock]`; found by its name, as
privacy.py is. A clock can say what goes when, without touching anything, and it can do it. `courses.run_clocks` makes
the usual one: rows of a run, so many days after the run was closed.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, Protocol

from django.conf import settings
from django.db import transaction
from django.db.models import Count, QuerySet
from django.db.models.functions import TruncDate
from django.utils.functional import Promise
from django.utils.translation import ngettext

from accounts.discovery import modules_named

logger = logging.getLogger(__name__)

DAYS_OF_YEAR = 365
BATCH = 200  # rows at once, so that nobody waits for the database meanwhile


class Due(Protocol):
    """Counts of what goes, by the day it goes; of one run, or of everything."""

    def __call__(self, *, run: Any = None) -> dict[date, int]:
        """Return the counts; a clock that has nothing to do with runs returns nothing for one."""


class Clear(Protocol):
    """Does what is due at a moment, at most so many rows; doing it again changes nothing."""

    def __call__(self, *, at: datetime, most: int) -> int:
        """Return how many rows it was."""


@dataclass(frozen=True)
class Clock:
    """One kind of data: how long it is kept and what happens then, in words; when, in numbers; and the doing.

    `key` starts with the app's label. Without `clear` nothing happens by itself: the day is shown, a person decides.
    """

    key: str
    title: str | Promise  # what it is: "Reflektiot ja niiden palautteet"
    keeps: Callable[[], str]  # how long, from when: "365 päivää toteutuksen sulkemisesta"
    then: str | Promise  # what happens: "poistetaan"
    due: Due
    clear: Clear | None = None
    # Kept until a person decides on it, as the register of certificates is; shown apart from what goes by itself.
    is_archive: bool = False


def age_clock(
    *,
    key: str,
    title: str | Promise,
    then: str | Promise,
    days: str,
    since: str | Promise,
    rows: Callable[[], QuerySet[Any]],
    field: str,
    clear: Callable[[QuerySet[Any]], Any],
) -> Clock:
    """Return the clock of rows that go so many days after a moment of their own.

    `field` names the moment, `days` the setting, `since` says in words what the days are counted from. `clear` gets
    the rows to deal with.
    """

    def due(*, run: Any = None) -> dict[date, int]:
        if run is not None:
            return {}
        counted = rows().order_by().values(on=TruncDate(field)).annotate(n=Count("pk")).order_by("on")
        return {row["on"] + timedelta(days=getattr(settings, days)): row["n"] for row in counted if row["on"]}

    def clear_rows(*, at: datetime, most: int) -> int:
        late = rows().filter(**{f"{field}__lte": at - timedelta(days=getattr(settings, days))})
        found = list(late.order_by("pk").values_list("pk", flat=True)[:most])
        if found:
            clear(rows().model._default_manager.filter(pk__in=found))
        return len(found)

    return Clock(key, title, lambda: days_since(getattr(settings, days), since), then, due, clear_rows)


def whole_years(days: int) -> int:
    """Return how many years the days are, leap days counted in or left out; nothing for what is no whole years."""
    years = round(days / (DAYS_OF_YEAR + 0.25))
    return years if years * DAYS_OF_YEAR <= days <= years * (DAYS_OF_YEAR + 1) else 0


def days_since(days: int, since: str | Promise) -> str:
    """Return how long something is kept, in words."""
    if years := whole_years(days):
        return ngettext("%(n)s vuosi %(since)s", "%(n)s vuotta %(since)s", years) % {"n": years, "since": since}
    return ngettext("%(n)s päivä %(since)s", "%(n)s päivää %(since)s", days) % {"n": days, "since": since}


def all_clocks() -> list[Clock]:
    """Return the clocks of all apps, in the order of the apps."""
    return [clock for _label, module in modules_named("retention") for clock in module.clocks()]


def clear_due(*, at: datetime, most_turns: int = 20) -> dict[str, int]:
    """Do what is due, in all apps, and return how many rows of each kind; one clock that fails stops no other."""
    done = {}
    for clock in all_clocks():
        if clock.clear is None:
            continue
        try:
            count = _clear(clock.clear, at=at, most_turns=most_turns)
        except Exception:
            logger.exception("What is due of %s could not be cleared", clock.key)
            continue
        if count:
            done[clock.key] = count
    return done


def _clear(clear: Clear, *, at: datetime, most_turns: int) -> int:
    total = 0
    for _turn in range(most_turns):
        with transaction.atomic():
            count = clear(at=at, most=BATCH)
        total += count
        if count < BATCH:
            break
    return total
