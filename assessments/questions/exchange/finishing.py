"""The last step of every reader: texts in one format, the body checked by its kind, the fingerprint."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Mapping
from typing import Any

from django.utils.text import Truncator
from django.utils.translation import gettext as _

from assessments.questions.domain import UnableToSaveQuestion, parse_body
from assessments.questions.exchange.files import take_over
from assessments.questions.exchange.found import Found, Rich, UnableToReadQuestion
from assessments.questions.exchange.markup import (
    as_simple,
    from_markdown,
    from_plain,
    has_markup,
    is_empty,
    to_text,
    with_breaks,
)
from assessments.questions.kinds import KINDS

LONGEST_NAME = 255
LONGEST_CATEGORY = 255
LONGEST_TAG = 100
LONGEST_CODE = 80


def finish(found: Found) -> None:
    """Make the body one that the bank takes: plain where nothing is lost by it, otherwise clean HTML throughout.

    Raises UnableToReadQuestion when the kind does not take it.
    """
    _settle_names(found)
    html_by_text: dict[int, str] = {}
    simple = _render(found, html_by_text)
    found.body["format"] = "plain" if simple else "html"
    body = _mapped(found.body, lambda rich: _plain(rich, html_by_text) if simple else html_by_text[id(rich)])
    body["name"] = found.name
    if not body.get("text"):
        body["text"] = found.name if simple else from_plain(found.name)
    found.body = body
    _check(found)


def finish_own(found: Found) -> None:
    """Check a body that is in the bank's own form already. Raises UnableToReadQuestion."""
    _settle_names(found)
    found.body = {**found.body, "name": found.name}
    _check(found)


def _check(found: Found) -> None:
    try:
        parsed = parse_body(kind=found.kind, body=found.body)
    except UnableToSaveQuestion as error:
        raise UnableToReadQuestion(" ".join(error.messages)) from error
    found.body = KINDS[found.kind].dump(parsed)
    found.fingerprint = fingerprint(kind=found.kind, body=found.body, category=found.category)


def fingerprint(*, kind: str, body: Mapping[str, Any], category: str, turn: int = 1) -> str:
    """Return what tells one question of a category from another; the same content always has the same.

    `turn` counts equal questions within one file: a file that holds a question twice brings it twice, once.
    """
    content = json.dumps([category, kind, body, turn], sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(content.encode("utf-8", errors="replace")).hexdigest()


def _settle_names(found: Found) -> None:
    if len(found.name) > LONGEST_NAME:
        found.note(_("Nimi on lyhennetty."))
    found.name = Truncator(" ".join(found.name.split())).chars(LONGEST_NAME)
    if len(found.category) > LONGEST_CATEGORY:
        found.note(_("Luokan nimi on lyhennetty."))
        found.category = found.category[:LONGEST_CATEGORY].rstrip("/ ")
    if len(found.code) > LONGEST_CODE:
        found.note(_("Tunnus on liian pitkä ja jäi pois."))
        found.code = ""
    tags = [" ".join(tag.replace(",", " ").split())[:LONGEST_TAG].strip() for tag in found.tags]
    found.tags = list(dict.fromkeys(tag for tag in tags if tag))


def _render(found: Found, html_by_text: dict[int, str]) -> bool:
    """Turn each text into clean HTML; say whether all of them would be the same as plain text."""
    simple = True
    for rich in _texts(found.body):
        html = take_over(_as_html(rich), rich.files, found) if rich.text.strip() else ""
        html_by_text[id(rich)] = "" if is_empty(html) else html.strip()
        simple = simple and (_is_bare(rich) or as_simple(html) is not None)
    return simple


def _is_bare(rich: Rich) -> bool:
    """Whether the text is plain as it stands."""
    return rich.format == "plain" or (rich.format == "moodle" and not has_markup(rich.text))


def _plain(rich: Rich, html_by_text: Mapping[int, str]) -> str:
    return rich.text.strip() if _is_bare(rich) else as_simple(html_by_text[id(rich)]) or ""


def _as_html(rich: Rich) -> str:
    if rich.format == "markdown":
        return from_markdown(rich.text)
    if _is_bare(rich):
        return from_plain(rich.text.strip())
    if rich.format == "moodle":  # Moodle's automatic format: HTML in which lines count
        return with_breaks(rich.text.strip())
    return rich.text


def _texts(value: Any) -> list[Rich]:
    if isinstance(value, Rich):
        return [value]
    if isinstance(value, Mapping):
        return [rich for part in value.values() for rich in _texts(part)]
    if isinstance(value, list | tuple):
        return [rich for part in value for rich in _texts(part)]
    return []


def _mapped(value: Any, change: Callable[[Rich], str]) -> Any:
    if isinstance(value, Rich):
        return change(value)
    if isinstance(value, Mapping):
        return {name: _mapped(part, change) for name, part in value.items()}
    if isinstance(value, list | tuple):
        return [_mapped(part, change) for part in value]
    return value


def words_of(rich: Rich, found: Found) -> str:
    """Return a text as the plain words that answers are; pictures in it are stated as a loss."""
    return " ".join(lines_of(rich, found).split())


def lines_of(rich: Rich, found: Found) -> str:
    """Return a text as plain lines; pictures in it are stated as a loss."""
    if _is_bare(rich):
        return rich.text
    html = take_over(_as_html(rich), rich.files, found)
    if "<embed" in html:
        found.lose(_("Kuva vastauksessa jäi pois; sen tilalla on kuvan tekstivastine."))
    return to_text(html)
