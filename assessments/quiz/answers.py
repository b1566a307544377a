"""What a quiz form sends, made safe to store: names like `a3` or `a3-0`, each with one or more short values."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

if TYPE_CHECKING:
    from django.http import QueryDict

FIELD = re.compile(r"a(?P<slot>\d{1,3})(?:-(?P<part>\d{1,3}))?", re.ASCII)
LONGEST_VALUE = 20_000  # own words may be long
MOST_CHARACTERS = 100_000

Answers = dict[str, list[str]]


class UnableToTakeAnswers(Exception):
    """The answers cannot be kept as they are; the message says why. `typed` holds them, to be shown again."""

    def __init__(self, message: str, typed: Answers, slot: int | None = None) -> None:
        super().__init__(message)
        self.typed = typed
        self.slot = slot


def read_answers(data: QueryDict) -> Answers:
    """Return the answers among the fields of a form; what is not named like an answer is left out.

    Raises UnableToTakeAnswers when something is far longer than any answer.
    """
    found: Answers = {}
    for name in data:
        values = [value.replace("\x00", "") for value in data.getlist(name)]
        values = [value for value in values if value.strip()]
        if values and FIELD.fullmatch(name):
            found[name] = values
    for name, values in found.items():
        if any(len(value) > LONGEST_VALUE for value in values):
            message = _("Vastaus on liian pitkä. Lyhennä se enintään %(limit)s merkkiin.") % {"limit": LONGEST_VALUE}
            raise UnableToTakeAnswers(message, found, slot_of(name))
    if sum(len(value) for values in found.values() for value in values) > MOST_CHARACTERS:
        raise UnableToTakeAnswers(_("Vastaukset ovat yhteensä liian pitkiä. Lyhennä niitä."), found)
    return found


def version_in(data: QueryDict) -> int:
    """Return the save that the page was made from; nonsense counts as the oldest."""
    value = data.get("version") or ""
    return int(value) if value.isascii() and value.isdigit() and len(value) < 9 else 0


def slot_of(name: str) -> int | None:
    """Return the number of the question that a field belongs to."""
    match = FIELD.fullmatch(name)
    return int(match["slot"]) if match else None


def by_slot(answers: Mapping[str, list[str]]) -> dict[int, dict[str, list[str]]]:
    """Return what was answered, by question and by part of the question."""
    given: dict[int, dict[str, list[str]]] = {}
    for name, values in answers.items():
        match = FIELD.fullmatch(name)
        if match:
            given.setdefault(int(match["slot"]), {})[match["part"] or ""] = values
    return given
