"""What has changed between two versions of a question, place by place."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from assessments.questions.blocks import question_block
from assessments.questions.models import QuestionVersion


@dataclass(frozen=True)
class Change:
    """One place, and what stood there."""

    place: str
    before: str
    after: str


def changes_between(old: QuestionVersion, new: QuestionVersion) -> list[Change]:
    """Return the places where two versions differ, in the order of the question."""
    before, after = dict(_places(old.body)), dict(_places(new.body))
    kinds = [] if old.kind == new.kind else [Change(_("Laji"), str(old.sort.label), str(new.sort.label))]
    places = list(dict.fromkeys([*before, *after]))
    return kinds + [
        Change(_worded(place, new.kind), before.get(place, ""), after.get(place, ""))
        for place in places
        if before.get(place, "") != after.get(place, "")
    ]


def _places(value: Any, place: tuple[int | str, ...] = ()) -> Iterator[tuple[tuple[int | str, ...], str]]:
    if isinstance(value, Mapping):
        for name, inner in value.items():
            yield from _places(inner, (*place, name))
    elif isinstance(value, list):
        for number, inner in enumerate(value):
            yield from _places(inner, (*place, number))
    else:
        yield place, _shown(value)


def _shown(value: Any) -> str:
    if value is True:
        return _("kyllä")
    return "" if value is None or value is False else str(value)


def _worded(place: tuple[int | str, ...], kind: str) -> str:
    """Return a place in the words of the form: "Vaihtoehdot 2, Palaute"."""
    block: Any = question_block().child_blocks[kind]
    words: list[str] = []
    for part in place:
        if isinstance(part, int):
            words[-1] += f" {part + 1}"
            block = getattr(block, "child_block", None)
        else:
            block = getattr(block, "child_blocks", {}).get(part)
            words.append(str(getattr(block, "label", "") or part))
    return ", ".join(words)
