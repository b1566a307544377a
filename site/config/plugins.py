"""Finds the activity types: every folder with an `apps.py` under modules/ and assessments/."""

from importlib.util import find_spec
from pathlib import Path


def activity_apps() -> list[str]:
    """Return the dotted names of all activity type apps, sorted.

    Asks the import system and not the checkout, so that it works from an installed wheel too.
    """
    found: list[str] = []
    for package in ("modules", "assessments"):
        spec = find_spec(package)
        if spec is None:
            continue
        for root in spec.submodule_search_locations or []:
            found += [f"{package}.{file.parent.name}" for file in Path(root).glob("*/apps.py")]
    return sorted(found)
