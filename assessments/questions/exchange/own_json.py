"""Peili's own format: everything a question holds, its pictures and files included, as JSON."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _

from assessments.questions.exchange import shaping
from assessments.questions.exchange.decoding import CONTROLS
from assessments.questions.exchange.files import carry, from_base64
from assessments.questions.exchange.finishing import finish_own
from assessments.questions.exchange.found import Found, UnableToReadFile, UnableToReadQuestion
from assessments.questions.exchange.markup import mapped_texts, replace_tags
from assessments.questions.kinds import KINDS

FORMAT = "peili-questions"
VERSION = 1


def read(text: str, shelf: shaping.Shelf) -> Iterator[Found]:
    """Give the questions of a file of our own. Raises UnableToReadFile."""
    try:
        data = _bare(json.loads(text))
    except (ValueError, RecursionError) as error:
        raise UnableToReadFile(_("JSON on rikki: %(error)s") % {"error": str(error)[:200]}) from error
    if not isinstance(data, dict) or data.get("format") != FORMAT or not isinstance(data.get("questions"), list):
        raise UnableToReadFile(_("Tämä JSON-tiedosto ei ole Peilin kysymystiedosto."))
    if data.get("version") != VERSION:
        raise UnableToReadFile(_("Tiedosto on tehty uudemmalla Peilillä."))
    files: dict[str, Any] = data["files"] if isinstance(data.get("files"), dict) else {}
    for index, row in enumerate(data["questions"], start=1):
        found = Found(index, "unknown")
        try:
            _read_row(row, files, shelf, found)
        except UnableToReadQuestion as error:
            found.reason = str(error)
        yield found


def _bare(value: Any) -> Any:
    """Return what JSON holds without the characters that no text has; an escape can write any of them."""
    if isinstance(value, str):
        return CONTROLS.sub("", value)
    if isinstance(value, dict):
        return {_bare(name): _bare(part) for name, part in value.items()}
    return [_bare(part) for part in value] if isinstance(value, list) else value


def _read_row(row: Any, files: Mapping[str, Any], shelf: shaping.Shelf, found: Found) -> None:
    if not isinstance(row, dict) or not isinstance(row.get("body"), dict):
        raise UnableToReadQuestion(_("Kysymyksen sisältö puuttuu."))
    found.kind = found.type = str(row.get("kind", ""))[:60]
    found.category = shelf.path(_text(row, "category").replace("//", shaping.SLASH))
    found.code, found.name = _text(row, "code"), str(row["body"].get("name", ""))[:1000]
    tags = row.get("tags")
    found.tags = [tag for tag in tags if isinstance(tag, str)] if isinstance(tags, list) else []
    found.is_archived = row.get("archived") is True
    found.body = row["body"]
    if found.body.get("format") == "html":
        found.body = mapped_texts(found.body, lambda text: replace_tags(text, _without_numbers))
    if found.kind not in KINDS:
        raise UnableToReadQuestion(_("Kysymystyyppiä %(type)s ei tueta.") % {"type": found.kind or "?"})
    for sha in set(re.findall(r"sha1-([0-9a-f]{40})", json.dumps(found.body))):
        entry = files.get(sha)
        if isinstance(entry, dict) and carry(_text(entry, "name"), from_base64(_text(entry, "data")), found) == sha:
            continue
        found.lose(_("Kuva tai liite puuttuu tiedostosta."))
    finish_own(found)


def _without_numbers(mark: str, name: str, attributes: dict[str, str]) -> str | None:
    """A file names pictures and documents by their content; a number would be one of ours, or of anybody."""
    if mark or "id" not in attributes or attributes["id"].startswith("sha1-"):
        return None
    return "" if name == "embed" else "<a>" if name == "a" else None


def _text(row: Mapping[str, Any], name: str) -> str:
    value = row.get(name)
    return value.strip() if isinstance(value, str) else ""


def write(questions: Sequence[Mapping[str, Any]], files: Mapping[str, Mapping[str, str]]) -> str:
    """Return the file: `questions` as rows with kind, body, category, code, tags and archived."""
    data = {"format": FORMAT, "version": VERSION, "questions": list(questions), "files": dict(files)}
    return json.dumps(data, ensure_ascii=False, indent=1)
