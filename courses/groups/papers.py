"""The texts of gathering a group, as they stand in `data/papers.yaml`, in three languages."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import yaml

FILE = Path(__file__).resolve().parent / "data" / "papers.yaml"
LANGUAGES = ("fi", "sv", "en")


@cache
def _texts() -> dict[str, Any]:
    texts: dict[str, Any] = yaml.safe_load(FILE.read_text(encoding="utf-8"))
    return texts


def text_of(name: str, language: str) -> dict[str, Any]:
    """Return one of the texts in a language; in Finnish for a language it is not in."""
    found: dict[str, Any] = _texts()[name][language if language in LANGUAGES else "fi"]
    return found


def notice_version() -> str:
    """Return the version of the information notice that is handed out now."""
    return str(_texts()["notice_version"])
