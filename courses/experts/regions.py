"""The regions (maakunnat) of Finland and which municipalities each consists of, read from the data folder once."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from django.utils.translation import get_language

FILE = Path(__file__).resolve().parent / "data/regions.csv"
LANGUAGES = ("fi", "sv", "en")


@dataclass(frozen=True)
class Region:
    """One region with its names and the codes of its municipalities."""

    code: str
    names: tuple[str, str, str]
    municipalities: frozenset[str]


@cache
def regions() -> dict[str, Region]:
    """Return all regions by their code."""
    with FILE.open(encoding="utf-8", newline="") as file:
        rows = csv.reader(line for line in file if not line.startswith("#"))
        return {row[0]: Region(row[0], (row[1], row[2], row[3]), frozenset(row[4].split())) for row in rows}


def region_name(code: str) -> str:
    """Return the name of a region in the active language; an unknown code as it is."""
    language = (get_language() or "fi")[:2]
    found = regions().get(code)
    return found.names[LANGUAGES.index(language) if language in LANGUAGES else 0] if found else code


def region_of(municipality: str) -> str:
    """Return the code of the region that a municipality belongs to, or ""."""
    return next((region.code for region in regions().values() if municipality in region.municipalities), "")


def region_choices() -> list[tuple[str, str]]:
    """Return all regions as choices, in the order of their codes, which is that of the statistics."""
    return [(code, region_name(code)) for code in regions()]
