"""A menu of two levels: the sections, and the pages of the section one is in. Pages of groups and of runs have one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Entry:
    """An entry as a template draws it."""

    title: str
    url: str
    current: bool


@dataclass(frozen=True)
class Part:
    """A section with its entries; its own link leads to the first of them."""

    title: str
    entries: list[Entry]

    @property
    def url(self) -> str:
        """Where the section's name leads."""
        return self.entries[0].url

    @property
    def current(self) -> bool:
        """Whether one is in this section."""
        return any(entry.current for entry in self.entries)


def drawn(parts: list[Part], *, label: str) -> dict[str, Any]:
    """Return what `components/section_nav.html` draws: the sections, the page one is on and its neighbors."""
    part = next((part for part in parts if part.current), None)
    here = next((entry.title for entry in part.entries if entry.current), "") if part else ""
    return {
        "parts": parts,
        "label": label,
        "here": here,
        "inside": part.entries if part and len(part.entries) > 1 else [],
    }
