"""How long data is kept, and what becomes of it then.

An app that keeps personal data offers a module `retention.py` with `clocks() -> list[Clock]`; found by its name, as
privacy.py is. A clock can say what goes when, without touching anything, and it can do it. `courses.run_clocks` makes
the usual one: rows of a run, so many days after the run was closed.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Protocol

from django.db import transaction
from django.utils.functional import Promise

from accounts.discovery import modules_named

logger = logging.getLogger(__name__)

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
