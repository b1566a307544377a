"""Lists of others' making: Finnish municipalities and lines of business, read from the data folder once."""

import csv
from functools import cache
from pathlib import Path

from django.utils.translation import get_language

DATA = Path(__file__).resolve().parent / "data"
LANGUAGES = ("fi", "sv", "en")


@cache
def _rows(name: str) -> dict[str, tuple[str, ...]]:
    """Return code → names in Finnish, Swedish and, where the list has it, English."""
    with (DATA / name).open(encoding="utf-8", newline="") as file:
        lines = (line for line in file if not line.startswith("#"))
        return {row[0]: tuple(row[1:]) for row in csv.reader(lines)}


def _name(names: tuple[str, ...], *, fallback: int) -> str:
    code = (get_language() or "fi")[:2]
    place = LANGUAGES.index(code) if code in LANGUAGES else 0
    return names[place] if place < len(names) else names[fallback]


def present_municipality(code: str) -> str:
    """Return the code of the municipality that the place belongs to now; mergers leave old codes behind."""
    merged = _rows("municipality_mergers.csv").get(code)
    return merged[0] if merged else code


@cache
def _borders() -> frozenset[tuple[str, str]]:
    """Return the pairs of municipalities that border on each other, both ways round."""
    pairs = [
        (code, other) for code, (others,) in _rows("municipality_neighbors.csv").items() for other in others.split()
    ]
    return frozenset(pairs) | frozenset((other, code) for code, other in pairs)


def are_neighbors(one: str, other: str) -> bool:
    """Say whether two municipalities border on each other (BR-04)."""
    return (present_municipality(one), present_municipality(other)) in _borders()


def neighbors_of(code: str) -> list[str]:
    """Return the municipalities that border on one, in the order of their codes."""
    now = present_municipality(code)
    return sorted(other for one, other in _borders() if one == now)


def former_municipalities() -> list[tuple[str, str, str]]:
    """Return the municipalities that are part of another now: their code, their name, and the other's present code."""
    rows = _rows("municipality_mergers.csv")
    return [(code, names[1], present_municipality(code)) for code, names in rows.items()]


def municipality_names() -> dict[str, tuple[str, ...]]:
    """Return the present municipalities by code, each with its names in Finnish and Swedish."""
    return _rows("municipalities.csv")


def municipality_name(code: str) -> str:
    """Return the name of a municipality in the active language; in English its Finnish name."""
    names = _rows("municipalities.csv").get(present_municipality(code))
    return _name(names, fallback=0) if names else code


def line_name(code: str) -> str:
    """Return the name of a line of business in the active language."""
    names = _rows("lines_of_business.csv").get(code)
    return _name(names, fallback=0) if names else code


def municipality_choices() -> list[tuple[str, str]]:
    """Return all municipalities as choices, in the order of the active language's names."""
    choices = [(code, municipality_name(code)) for code in _rows("municipalities.csv")]
    return sorted(choices, key=lambda choice: _alphabetical(choice[1]))


def line_choices() -> list[tuple[str, str]]:
    """Return all lines of business as choices."""
    return [(code, line_name(code)) for code in _rows("lines_of_business.csv")]


def _alphabetical(name: str) -> list[int]:
    """Return a key that puts å, ä and ö last, whatever the server's locale."""
    return ["abcdefghijklmnopqrstuvwxyzåäö".find(letter) for letter in name.lower()]
