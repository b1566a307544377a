"""Answers what somebody asks of the figures: an area and a year. The page and every file are made of one answer."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from courses.areas.domain.reckoning import ALL_YEARS
from courses.areas.enums import Measure
from courses.areas.models import AreaSnapshot
from courses.experts.regions import region_name, region_of, regions
from courses.groups.classifications import municipality_choices, municipality_name
from courses.groups.domain.areas import municipality_named

COUNTRY = "maa"
REGION_MARK = "m"  # "m04" is a region, "609" a municipality


Rows = list[tuple[str, list[int | None]]]


@dataclass(frozen=True)
class Asked:
    """An area and a year, both as they stand in the address."""

    area: str = COUNTRY
    year: str = ALL_YEARS

    @classmethod
    def read(cls, values: Mapping[str, Any], *, home: str, years: list[str]) -> Asked:
        """Return what an address asks for; what is no area or year is the own area, and all years."""
        area, year = str(values.get("alue", home)), str(values.get("vuosi", ALL_YEARS))
        return cls(area if area in _known_areas() else home, year if year in years else ALL_YEARS)

    @property
    def area_name(self) -> str:
        """The area in words."""
        if self.area == COUNTRY:
            return _("Koko maa")
        return region_name(self.area[1:]) if self.area.startswith(REGION_MARK) else municipality_name(self.area)

    @property
    def period_name(self) -> str:
        """The period in words."""
        return self.year or _("kaikki vuodet")

    def has(self, municipality: str) -> bool:
        """Say whether a municipality belongs to the area."""
        if self.area == COUNTRY:
            return True
        if self.area.startswith(REGION_MARK):
            return region_of(municipality) == self.area[1:]
        return municipality == self.area


@dataclass
class Answer:
    """Figures of an area: the sums, by municipality, by year. None is a figure that is not told."""

    asked: Asked
    taken_at: datetime
    sums: list[tuple[str, int | None]]
    by_town: Rows = field(default_factory=list)
    by_year: Rows = field(default_factory=list)

    by_region: list[tuple[str, Rows]] = field(default_factory=list)  # the same rows as by_town, region by region

    @property
    def regions_with_figures(self) -> list[tuple[str, Rows]]:
        """The regions with those of their towns that a figure is told of."""
        told = [(region, [row for row in rows if any(row[1])]) for region, rows in self.by_region]
        return [(region, rows) for region, rows in told if rows]

    @property
    def towns_without_figures(self) -> list[str]:
        """The towns all whose figures are hidden or nought: a row of each would say nothing more."""
        return [town for town, values in self.by_town if not any(values)]

    @property
    def is_empty(self) -> bool:
        """Whether there was nothing at all, as opposed to figures that are not told."""
        return all(value == 0 for _label, value in self.sums)

    @property
    def has_hidden(self) -> bool:
        """Whether a figure is not told."""
        rows = [self.sums, *([("", value) for value in values] for _label, values in [*self.by_town, *self.by_year])]
        return any(value is None for row in rows for _label, value in row)


def years_in(snapshot: AreaSnapshot) -> list[str]:
    """Return the years from the first one that anything was in to that of the figures, the newest first."""
    found = {int(year) for years in snapshot.figures.values() for year in years if year}
    return [str(year) for year in range(max({snapshot.day.year, *found}), min({snapshot.day.year, *found}) - 1, -1)]


def answer(*, snapshot: AreaSnapshot, asked: Asked) -> Answer:
    """Return the figures of an area in a period."""
    sums = [(str(measure.label), figure(snapshot, measure, asked)) for measure in Measure]
    found = Answer(asked, snapshot.taken_at, sums)
    towns = {
        town for measure in Measure for block, _n in _blocks(snapshot, measure, asked.year) or [] for town in block
    }
    inside = [town for town in towns if asked.has(town)]
    if asked.area == COUNTRY or asked.area.startswith(REGION_MARK):
        regions_found: dict[str, Rows] = {}
        for town, label in _named(inside):
            row = (label, [figure(snapshot, measure, Asked(town, asked.year)) for measure in Measure])
            found.by_town.append(row)
            regions_found.setdefault(region_name(region_of(town)), []).append(row)
        found.by_region = sorted(regions_found.items())
    found.by_year = [
        (year, [figure(snapshot, measure, Asked(asked.area, year)) for measure in Measure])
        for year in years_in(snapshot)
    ]
    return found


def figure(snapshot: AreaSnapshot, measure: Measure, asked: Asked) -> int | None:
    """Return one figure, or None when the area is no union of blocks: then it is not told."""
    blocks = _blocks(snapshot, measure, asked.year)
    if blocks is None:
        return None
    total = 0
    for block, count in blocks:
        inside = [asked.has(town) for town in block]
        if any(inside) and not all(inside):
            return None
        total += count if all(inside) else 0
    return total


def area_choices() -> list[tuple[str, list[tuple[str, str]]]]:
    """Return the areas one can choose, in groups: the country, the regions, the municipalities."""
    return [
        ("", [(COUNTRY, _("Koko maa"))]),
        (_("Maakunnat"), [(f"{REGION_MARK}{code}", region_name(code)) for code in regions()]),
        (_("Kunnat"), municipality_choices()),
    ]


def home_area(municipality: str) -> str:
    """Return the region of an organization's municipality, given by its name; the country where it is unknown."""
    region = region_of(municipality_named(municipality))
    return f"{REGION_MARK}{region}" if region else COUNTRY


def _blocks(snapshot: AreaSnapshot, measure: Measure, year: str) -> list[Any] | None:
    """Return a measure's blocks of a year; none where nothing was in the year, None where it is not told."""
    told = snapshot.figures.get(measure.value)
    return told.get(year, []) if told else None


def _named(towns: list[str]) -> list[tuple[str, str]]:
    order = {code: place for place, (code, _name) in enumerate(municipality_choices())}
    known = sorted((town for town in towns if town in order), key=order.__getitem__)
    return [(town, municipality_name(town)) for town in known]


def _known_areas() -> set[str]:
    return {value for _group, choices in area_choices() for value, _label in choices}
