"""Reckons the figures of all areas and years at once, so that what is hidden in one place is hidden everywhere.

The units and their places are those of the reports (courses.reporting): all projects, and the runs without one. What
may be told is the reports' rule too: every figure is a sum of blocks, and a block counts nobody or at least five.
Each block is told to the nearest five: whatever is subtracted from what, other figures of an area or the exact ones of
the reports, no figure of one to four comes out.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from typing import Any

from django.utils import timezone

from courses.areas.enums import Measure
from courses.experts.regions import region_of
from courses.groups.enums import GroupState
from courses.models import FundingProject
from courses.reporting.domain.counted import CROSSED, MUNICIPALITY, RUN, YEAR, Counted, Unit
from courses.reporting.domain.groups import parts_of
from courses.reporting.domain.told import Grid
from courses.reporting.domain.universe import Universe, state_of

# Reports cross municipalities with runs; here it is years that they are crossed with.
PERIOD = RUN
REGION = "region"
CHAINS = ((PERIOD,), (REGION, MUNICIPALITY))
ACTIVE = (GroupState.FOUNDED, GroupState.RUNNING, GroupState.PAUSED)
ALL_YEARS = ""

Blocks = list[tuple[list[str], int]]
Told = dict[str, Blocks | None]
Reckoned = tuple[Told, Grid | None]
ROUNDED_TO = 5
Place = tuple[Any, Any]  # a year and a municipality


def reckon(*, at: datetime) -> dict[str, Reckoned]:
    """Return for each measure what may be told of it, and the blocks as they are, to see how many have moved.

    Who belongs to no known municipality is left out: else the country less its regions would tell of them.
    """
    today = timezone.localdate(at)
    universes = [Universe(None), *(Universe(project) for project in FundingProject.objects.order_by("pk"))]
    return {
        measure.value: reckoned(
            place for universe in universes for place in _places(measure, universe, today) if place[1]
        )
        for measure in Measure
    }


def blocks_of(places: Iterable[Place]) -> Told:
    """Return what may be told of units that are somewhere in some year: nothing of fewer than five in all."""
    return reckoned(places)[0]


def reckoned(places: Iterable[Place]) -> Reckoned:
    """Return what may be told of units that are somewhere in some year, and the blocks as they are.

    For each year, "" being all of them, the blocks of municipalities with their counts; None for a year that is not
    told by itself. In a year that is left out there was nothing.
    """
    counted = Counted([_unit(*place) for place in places], CHAINS, is_crossed=True)
    if not counted.is_told:
        return {}, None
    told = set(counted.told_places(PERIOD))
    years = sorted({unit.places[PERIOD] for unit in counted.units}, key=str)
    by_year = {str(year): _sums(counted, CROSSED, year) if year in told else None for year in years}
    return {ALL_YEARS: _sums(counted, MUNICIPALITY), **by_year}, counted.grid(None, CROSSED)


def _sums(counted: Counted, level: str, year: Any = None) -> Blocks:
    rows = Counter(unit.places[MUNICIPALITY] for unit in counted.units if year in (None, unit.places[PERIOD]))
    sums = [(block, sum(rows[town] for town in block)) for block in counted.places(level).blocks]
    return [(sorted(map(str, block)), ROUNDED_TO * round(count / ROUNDED_TO)) for block, count in sums if count]


def _unit(year: Any, municipality: Any) -> Unit:
    return Unit({PERIOD: year, REGION: region_of(municipality), MUNICIPALITY: municipality})


def _places(measure: Measure, universe: Universe, today: date) -> Iterator[Place]:
    if measure in (Measure.TRAINING, Measure.CERTIFIED):
        wanted = "active" if measure == Measure.TRAINING else "completed"
        for person in universe.participants:
            if state_of(person.reach) == wanted and person.enrolment.run.starts_on <= today:
                yield person.places[YEAR], universe.municipalities.get(person.user, "")
    elif measure == Measure.GROUPS:
        for group, person in universe.group_rows:
            if group.state in ACTIVE:
                places = universe.places_of(group, person)
                yield places[YEAR], places[MUNICIPALITY]
    elif measure == Measure.MEETINGS:
        for _meeting, places in universe.meeting_rows:
            yield places[YEAR], places[MUNICIPALITY]
    else:
        for places in parts_of(universe):
            yield places[YEAR], places[MUNICIPALITY]
