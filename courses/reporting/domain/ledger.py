"""Remembers which tables were told of a universe, so that no two days' reports tell of few by subtraction.

A new table is weighed only once at least five have come, gone or changed since one was last weighed: else the day on
which it is let through would tell what the latest one is. What is stored is what was told, block by block, and no rows.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any, TypeVar

from django.db import IntegrityError, transaction
from django.utils.dateparse import parse_datetime

from courses.reporting.domain.held import Today, Told
from courses.reporting.domain.suppression import SMALLEST
from courses.reporting.domain.told import Differences, Grid, may_follow
from courses.reporting.models import ToldTables

MOST_TRIES = 5
Made = TypeVar("Made")


class ToldMeanwhile(Exception):
    """Somebody else was told something of the same universe in the meantime: begin anew with what is known now."""


class StoredLedger:
    """What was told of one universe, read when first asked for and written by `keep`."""

    def __init__(self, universe: str, *, at: datetime) -> None:
        self.universe = universe
        self.at = at
        self.forget()

    def forget(self) -> None:
        """Read everything anew when next asked."""
        self._row: ToldTables | None = None
        self._answers: dict[str, Told | None] = {}
        self._is_changed = False

    def told(self, name: str, today: Callable[[], Today]) -> Told | None:
        """Return the table that may be told: today's, or the one told before, or none. Each is weighed once."""
        if name not in self._answers:
            self._answers[name] = self._weighed(name, *today())
        return self._answers[name]

    def _weighed(self, name: str, fresh: Grid | None, implied: Mapping[str, Grid]) -> Told | None:
        row = self._read()
        stored = row.tables.get(name)
        before = Told(Grid.from_json(stored["grid"]), _moment(stored["at"])) if stored else None
        if fresh is None:
            return before
        if self._is_due(row, name, fresh):
            row.weighed[name] = fresh.as_json()
            self._is_changed = True
            if all(may_follow(grid, map(Grid.from_json, row.known.get(key, []))) for key, grid in implied.items()):
                return self._tell(row, name, fresh, implied)
        if before is None:
            return None
        return Told(before.grid, before.at, is_old=before.grid.figures != fresh.figures)

    def _is_due(self, row: ToldTables, name: str, fresh: Grid) -> bool:
        last = row.weighed.get(name)
        return last is None or Differences.between(Grid.from_json(last), fresh).moved >= SMALLEST

    def _tell(self, row: ToldTables, name: str, fresh: Grid, implied: Mapping[str, Grid]) -> Told:
        row.tables[name] = {"grid": fresh.as_json(), "at": self.at.isoformat()}
        for key, grid in implied.items():
            known, told = row.known.setdefault(key, []), grid.as_json()
            if all(Grid.from_json(one) != grid for one in known):
                known.append(told)
        return Told(fresh, self.at)

    def _read(self) -> ToldTables:
        if self._row is None:
            found = ToldTables.objects.filter(universe=self.universe).first()
            self._row = found or ToldTables(universe=self.universe)
        return self._row

    def keep(self) -> None:
        """This function will store what was told since it was read. Raises ToldMeanwhile when somebody was faster."""
        row = self._row
        if row is None or not self._is_changed:
            return
        version, row.version = row.version, row.version + 1
        values: dict[str, Any] = {"tables": row.tables, "known": row.known, "weighed": row.weighed}
        if row.pk is not None:
            if not ToldTables.objects.filter(pk=row.pk, version=version).update(version=row.version, **values):
                raise ToldMeanwhile
        else:
            try:
                with transaction.atomic():
                    row.save(force_insert=True)
            except IntegrityError as error:
                raise ToldMeanwhile from error
        self._is_changed = False


def kept(ledger: StoredLedger, make: Callable[[], Made]) -> Made:
    """Return what `make` makes of what may be told, once that is stored; begun anew when somebody was faster."""
    for _try in range(MOST_TRIES):
        made = make()
        try:
            ledger.keep()
        except ToldMeanwhile:
            ledger.forget()
        else:
            return made
    raise ToldMeanwhile


def _moment(stored: str) -> datetime:
    found = parse_datetime(stored)
    assert found is not None  # noqa: S101 -- written by ourselves
    return found
