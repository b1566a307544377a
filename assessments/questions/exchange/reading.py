"""Reads a file of questions whatever its format; nothing a file holds ends in an error."""

from __future__ import annotations

import logging
import re
import time
from collections.abc import Callable, Iterator
from pathlib import PurePath

from django.utils.translation import gettext as _

from assessments.questions.exchange import aiken, gift, moodle_xml, own_json, shaping
from assessments.questions.exchange.decoding import decode
from assessments.questions.exchange.finishing import fingerprint
from assessments.questions.exchange.found import FileRead, Found, UnableToReadFile
from assessments.questions.exchange.gift_text import groups, hide_escapes, looks_like_answers

LONGEST_SECONDS = 300  # for one file: a real one of 2 000 questions takes two
logger = logging.getLogger(__name__)

Reader = Callable[[str, shaping.Shelf], Iterator[Found]]
READERS: dict[str, Reader] = {
    "moodle-xml": moodle_xml.read,
    "gift": gift.read,
    "aiken": aiken.read,
    "json": own_json.read,
}


def read_file(*, name: str, data: bytes, category: str = "", format_: str = "") -> FileRead:
    """Return what a file holds. `category` is the one that the questions go to, those of the file below it.

    Questions that neither the file nor the caller puts anywhere go to a category named after the file.
    """
    file = FileRead(name)
    shelf = shaping.Shelf(category, shaping.category_path(PurePath(name).stem.replace("/", " ")) or "Tuonti")
    latest = time.monotonic() + LONGEST_SECONDS
    try:
        text = decode(data).replace("\r\n", "\n").replace("\r", "\n")
        for found in READERS[format_ or find_format(name, text)](text, shelf):
            file.questions.append(found)
            if time.monotonic() > latest:
                raise UnableToReadFile(_("Tiedoston lukeminen kesti liian kauan. Jaa se pienempiin osiin."))
    except UnableToReadFile as error:
        file.reason = str(error)
    except Exception:  # the last line of defense: a file made to hurt must not stop the others
        logger.exception("A question file could not be read")
        file.reason = _("Tiedostoa ei voitu lukea loppuun.")
    if not file.questions and not file.reason:
        file.reason = _("Tiedostossa ei ole kysymyksiä.")
    _number_equals(file.questions)
    return file


def find_format(name: str, text: str) -> str:
    """Return the format of a text; the content decides, the name where the content leaves it open.

    Raises UnableToReadFile when it is none of ours.
    """
    start = text.lstrip("\ufeff \t\n")[:300].lower()
    ending = PurePath(name).suffix.lower()
    if start.startswith(("<!doctype html", "<html")):
        raise UnableToReadFile(_("Tämä on verkkosivu eikä kysymystiedosto."))
    if start.startswith("<") and (
        ending == ".xml" or start.startswith(("<?xml", "<quiz", "<!doctype", "<question", "<!--"))
    ):
        return "moodle-xml"
    if "<quiz" in text[:5000] and "<question" in text:  # something was printed before the file began
        return "moodle-xml"
    if ending == ".svg":
        raise UnableToReadFile(_("Tämä on kuva eikä kysymystiedosto."))
    if ending == ".json" or (start.startswith("{") and own_json.FORMAT in text[:300]):
        return "json"
    if ending == ".gift":
        return "gift"
    if aiken.looks_like(text):
        return "aiken"
    if re.search(r"^\s*(::.+?::|\$CATEGORY:)", text, re.MULTILINE) or _has_answers(text):
        return "gift"
    if aiken.looks_like(text, strictly=False):
        return "aiken"
    raise UnableToReadFile(_("Muotoa ei tunnistettu. Tuettuja ovat Moodle XML, GIFT, Aiken ja Peilin oma JSON."))


def _has_answers(text: str) -> bool:
    bare = hide_escapes(text[:200_000])
    return any(
        looks_like_answers(bare[start + 1 : end]) and (bare[start + 1 : end].strip() or bare[:start].strip())
        for start, end in groups(bare)[:200]
    )


def _number_equals(questions: list[Found]) -> None:
    """A file may hold the same question twice; each of them is one, also when the file is read again."""
    seen: dict[str, int] = {}
    for found in questions:
        if found.reason or not found.fingerprint:
            continue
        turn = seen[found.fingerprint] = seen.get(found.fingerprint, 0) + 1
        if turn > 1:
            found.fingerprint = fingerprint(kind=found.kind, body=found.body, category=found.category, turn=turn)
