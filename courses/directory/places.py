"""Municipalities as visitors write them: in either language, by a former name, or as a code in an old address."""

from __future__ import annotations

from functools import cache

from courses.groups.classifications import (
    former_municipalities,
    municipality_names,
    neighbors_of,
    present_municipality,
)


@cache
def _codes_by_name() -> dict[str, str]:
    """Return what a name in small letters, or a code, stands for; present names win over former ones."""
    found = {name.casefold(): code for code, name, _present in former_municipalities()}
    found |= {code: code for code, _name, _present in former_municipalities()}
    for code, names in municipality_names().items():
        found |= {name.casefold(): code for name in reversed(names)}
        found[code] = code
    return found


def find_municipality(words: str) -> str:
    """Return the code a name or a code stands for, which may be a former one, or ""."""
    return _codes_by_name().get(" ".join(words.split()).casefold(), "")


def former_name(code: str) -> str:
    """Return the name of a municipality that is part of another now, or ""."""
    return next((name for former, name, _present in former_municipalities() if former == code), "")


def codes_of(code: str) -> list[str]:
    """Return every code that stands for the same municipality today; listings may bear an old one."""
    now = present_municipality(code)
    return [now] + [former for former, _name, present in former_municipalities() if present == now]


def codes_around(code: str) -> list[str]:
    """Return the codes of the neighbors, former ones too."""
    return [each for neighbor in neighbors_of(code) for each in codes_of(neighbor)]
