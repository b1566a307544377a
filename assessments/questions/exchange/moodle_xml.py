"""Reads Moodle XML: what all questions have; what each type has stands in `moodle_types`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any
from xml.etree.ElementTree import Element

from django.utils.translation import gettext as _

from assessments.questions.exchange import shaping
from assessments.questions.exchange.files import from_base64
from assessments.questions.exchange.finishing import finish
from assessments.questions.exchange.found import Format, Found, Rich, UnableToReadQuestion
from assessments.questions.exchange.moodle_types import READERS, unsupported_reason
from assessments.questions.exchange.xml_tree import flag, is_too_deep, question_elements, rich, words

_COMBINED = {
    "correctfeedback": "feedback_correct",
    "partiallycorrectfeedback": "feedback_partial",
    "incorrectfeedback": "feedback_incorrect",
}


def read(text: str, shelf: shaping.Shelf) -> Iterator[Found]:
    """Give the questions of a Moodle XML file. Raises UnableToReadFile."""
    index, category = 0, shelf.path("")
    for element in question_elements(text):
        if not isinstance(element, str) and _type(element) == "category":
            category = shelf.path(words(element, "category"))
            continue
        index += 1
        found = Found(index, "unknown" if isinstance(element, str) else _type(element), category=category)
        try:
            if isinstance(element, str):
                raise UnableToReadQuestion(element)
            _read_element(element, found)
            finish(found)
        except UnableToReadQuestion as error:
            found.reason = str(error)
        yield found


def _type(element: Element) -> str:
    return (element.get("type") or "").strip().lower()[:60]


def _read_element(element: Element, found: Found) -> None:
    found.name = " ".join(words(element, "name").split())
    if is_too_deep(element):
        raise UnableToReadQuestion(_("XML on sisäkkäin liian syvällä."))
    reader = READERS.get(found.type)
    if reader is None:
        raise UnableToReadQuestion(unsupported_reason(found.type))
    question = _question_text(element)
    usual = question.format
    found.name = found.name or shaping.short_name(question)
    found.body = {"text": question, "feedback": rich(element, "generalfeedback", usual)}
    found.body |= {field: rich(element, tag, usual) for tag, field in _COMBINED.items()}
    found.body |= _numbers(element, found)
    found.body["hints"] = _hints(element, usual)
    found.code = words(element, "idnumber")
    found.is_archived = flag(element, "hidden", default=False) if words(element, "hidden") else False
    found.tags = [words(tag) for path in ("tags/tag", "coursetags/tag") for tag in element.findall(path)]
    reader(element, usual, found)
    for name in [name for name, value in found.body.items() if isinstance(value, Rich) and not value.text]:
        del found.body[name]


def _question_text(element: Element) -> Rich:
    """Return the text of the question, with the one picture that very old files have beside it."""
    question = rich(element, "questiontext")
    data, name = words(element, "image_base64"), words(element, "image")
    if not (data and name):
        return question
    name = name.rsplit("/", 1)[-1]
    source = f'{question.text} <img src="@@PLUGINFILE@@/{name}" alt="">'
    return Rich(source, "html", {**question.files, name: from_base64(data)})


def _numbers(element: Element, found: Found) -> dict[str, Any]:
    points, penalty = words(element, "defaultgrade"), words(element, "penalty")
    grade, share = shaping.decimal(points), shaping.decimal(penalty)
    numbers = {}
    if grade is not None:
        numbers["points"] = format(min(max(grade, 0), 1000), "f")
    if share is not None:
        near = re.sub(r"^0?\.33\d*$", "0.3333333", penalty)  # rounded by old versions
        numbers["penalty"] = near if near != penalty else format(min(max(share, 0), 1), "f")
    return numbers


def _hints(element: Element, usual: Format) -> list[dict[str, Any]]:
    hints = []
    for hint in element.findall("hint"):
        old = hint.find("hintcontent")
        text = rich(old if old is not None else hint, usual=usual)
        clear = flag(hint, "clearwrong", default=False) or words(hint, "clearincorrectresponses") == "1"
        count = flag(hint, "shownumcorrect", default=False) or words(hint, "statenumberofcorrectresponses") == "1"
        if text.text or clear or count:
            hints.append({"text": text, "clear_wrong": clear, "show_count": count})
    return hints
