"""Reads GIFT as Moodle does, and more tolerantly where Moodle would give up or guess wrong."""

from __future__ import annotations

import re
from collections.abc import Iterator

from django.utils.translation import gettext as _

from assessments.questions.exchange import shaping
from assessments.questions.exchange.finishing import finish
from assessments.questions.exchange.found import Found, UnableToReadQuestion
from assessments.questions.exchange.gift_answers import read_answers, text_of
from assessments.questions.exchange.gift_text import Block, answer_group, blocks, groups, looks_like_answers, show

# The format belongs behind the name, but is found before it too.
_NAME = re.compile(r"(\[(?:html|moodle|plain|markdown)\])?\s*::")


def read(text: str, shelf: shaping.Shelf) -> Iterator[Found]:
    """Give the questions of a GIFT file; the shelf says where they belong."""
    index, path = 0, shelf.path("")
    for block in blocks(text):
        if block.text.startswith("$CATEGORY:"):
            path = shelf.path(show(block.text[len("$CATEGORY:") :]))
            continue
        index += 1
        found = Found(index, "unknown", category=path, code=block.code, tags=list(block.tags))
        try:
            _read_block(block, found)
            finish(found)
        except UnableToReadQuestion as error:
            found.reason = _("Rivi %(line)s: %(reason)s") % {"line": block.line, "reason": error}
        yield found


def _read_block(block: Block, found: Found) -> None:
    text = _named(block.text, found)
    group = _checked_group(text, found)
    if group is None:
        question = text_of(text, "moodle")
        found.kind, found.type = "description", "description"
        found.body = {"text": question}
    else:
        start, end = group
        answers, mark, said = text[start + 1 : end].rpartition("####")
        answers = _unwrapped(answers if mark else said)
        before, after = text[:start], text[end + 1 :]
        after = "" if after.lstrip().startswith("//") else after  # a comment on the line where the answers end
        question = text_of(f"{before}_____{after}" if after.strip() else before, "moodle")
        found.body = {"text": question, "feedback": text_of(said if mark else "", question.format)}
        found.name = found.name or shaping.short_name(question)
        read_answers(answers, question.format, found)
    found.name = found.name or shaping.short_name(question)


def _unwrapped(answers: str) -> str:
    """Return answers that stand in two pairs of braces without the inner ones."""
    bare = answers.strip()
    return bare[1:-1] if bare.startswith("{") and bare.endswith("}") else answers


def _named(text: str, found: Found) -> str:
    match = _NAME.match(text)
    if match is None:
        return text
    name, mark, rest = text[match.end() :].partition("::")
    if not mark:
        return f"{match[1] or ''}{text[match.end() :]}"
    found.name = " ".join(show(name).split())
    return f"{match[1] or ''}{rest.strip()}"


def _checked_group(text: str, found: Found) -> tuple[int, int] | None:
    """Return where the answers stand; None for a description. Raises UnableToReadQuestion."""
    group = answer_group(text)
    if group is None:
        return _repaired(text, found)
    start, end = group
    others = [(one, other) for one, other in groups(text) if (one, other) != group]
    if any(looks_like_answers(text[one + 1 : other]) and text[one + 1 : other].strip() for one, other in others):
        found.lose(_("Kysymyksessä oli useampi aukko; vain ensimmäinen on kysymys, muut ovat tekstiä."))
    elif others:
        found.note(_("Tekstissä oli aaltosulkeita ilman kenoviivaa; ne on luettu tekstiksi."))
    return start, end


def _repaired(text: str, found: Found) -> tuple[int, int] | None:
    start, end = text.find("{"), text.find("}")
    if start < 0 and end < 0:
        return None
    if start >= 0 and looks_like_answers(text[start + 1 :]) and text[start + 1 :].strip():
        found.note(_("Vastauksista puuttui päättävä aaltosulje."))
        return start, len(text)
    raise UnableToReadQuestion(_("Aaltosulkeet { } eivät täsmää."))
