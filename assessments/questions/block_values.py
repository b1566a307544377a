"""Between the editing form and a question's body: shares are percentages in the form, and errors find their field."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from wagtail import blocks
from wagtail.blocks.list_block import ListBlockValidationError, ListValue
from wagtail.blocks.stream_block import StreamBlockValidationError
from wagtail.blocks.struct_block import StructBlockValidationError
from wagtail.rich_text import RichText

from assessments.questions.blocks import question_block
from assessments.questions.kinds import KINDS

Place = tuple[int | str, ...]


def to_body(value: Any, *, before: Mapping[str, Any] | None = None) -> Any:
    """Return what a kind's block holds as plain data, such as the kind parses.

    What the form does not show is taken from the body as it was `before`.
    """
    shown = _plain("", value)
    kept = {name: part for name, part in (before or {}).items() if name not in shown}
    return kept | shown


def _plain(name: str, value: Any) -> Any:
    if isinstance(value, blocks.StructValue):
        return {part: _plain(part, inner) for part, inner in value.items()}
    if isinstance(value, list | ListValue):
        return [_plain(name, part) for part in value]
    if isinstance(value, RichText):
        return value.source
    if isinstance(value, Decimal):
        return str(value / 100 if name == "fraction" else value)
    return value


def to_value(kind: str, body: Mapping[str, Any], *, rich: bool) -> Any:
    """Return the block value that shows a stored body for editing."""
    stored = KINDS[kind].parse(body).model_dump(mode="json")
    return question_block(rich=rich).to_python([{"type": kind, "value": _in_percent(stored)}])


def _in_percent(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {
            name: str(Decimal(inner) * 100) if name == "fraction" and inner is not None else _in_percent(inner)
            for name, inner in value.items()
        }
    return [_in_percent(inner) for inner in value] if isinstance(value, list) else value


def beside_fields(kind: str, places: Iterable[tuple[Place, str]], *, rich: bool) -> ValidationError:
    """Return the faults of a body as an error of the form, each beside the field it is about."""
    block = question_block(rich=rich).child_blocks[kind]
    return StreamBlockValidationError(block_errors={0: _error(block, list(places))})


def _error(block: blocks.Block, faults: Sequence[tuple[Place, str]]) -> ValidationError:
    own = [ValidationError(message) for place, message in faults if not place]
    deeper: dict[int | str, list[tuple[Place, str]]] = {}
    for place, message in faults:
        if place:
            deeper.setdefault(place[0], []).append((place[1:], message))
    if isinstance(block, blocks.StructBlock):
        known = block.child_blocks
        errors = {str(name): _error(known[str(name)], inner) for name, inner in deeper.items() if str(name) in known}
        unseen = [inner for name, inner in deeper.items() if str(name) not in known]
        own += [ValidationError(message) for inner in unseen for _place, message in inner]
        return StructBlockValidationError(block_errors=errors, non_block_errors=own)
    if isinstance(block, blocks.ListBlock):
        errors_at = {int(place): _error(block.child_block, inner) for place, inner in deeper.items()}
        return ListBlockValidationError(block_errors=errors_at, non_block_errors=own)
    return ValidationError([message for _place, message in faults])
