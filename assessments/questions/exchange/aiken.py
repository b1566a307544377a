"""Reads and writes Aiken: a question, lettered options, `ANSWER: B`."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

from django.utils.translation import gettext as _

from assessments.questions.exchange import shaping
from assessments.questions.exchange.finishing import finish
from assessments.questions.exchange.found import Found, Rich, UnableToReadQuestion

_OPTION = re.compile(r"\s*([A-Za-z])\s?[).]\s*(.*)")
_STRICT_OPTION = re.compile(r"\s*([A-Z])[).]\s*(.*)")
_LOOSE_OPTION = re.compile(r"\s*\(?([A-Za-z]|\d{1,2})\s?[).:]\s*(.*)")
_ANSWER = re.compile(
    r"\s*(?:(?:CORRECT\s+)?ANSWERS?\s*:|(?:OIKEA\s+VASTAUS|VASTAUS|RÄTT\s+SVAR|SVAR)\s*:\s*(?=\(?\w{1,2}\b))\s*(.*)",
    re.IGNORECASE,
)
_REMARK = re.compile(r"\s*(?:FEEDBACK|EXPLANATION)\s*:\s*(.*)", re.IGNORECASE)


@dataclass
class _Draft:
    line: int
    text: list[str] = field(default_factory=list)
    letters: list[str] = field(default_factory=list)
    options: list[str] = field(default_factory=list)


def looks_like(text: str, *, strictly: bool = True) -> bool:
    """Say whether a text is written in Aiken; strictly means with capital letters, as its definition has them."""
    rows = text.split("\n")
    option = _STRICT_OPTION if strictly else _LOOSE_OPTION
    return sum(option.match(row) is not None for row in rows) > 1 and any(_ANSWER.match(row) for row in rows)


def read(text: str, shelf: shaping.Shelf) -> Iterator[Found]:
    """Give the questions of an Aiken file."""
    category = shelf.path("")
    for index, (draft, answer, remark) in enumerate(_drafts(text.split("\n")), start=1):
        found = Found(index, "multichoice", category=category)
        found.name = shaping.short_name(Rich(" ".join(draft.text), "plain")) if draft.text else ""
        try:
            _fill(draft, answer, remark, found)
            finish(found)
        except UnableToReadQuestion as error:
            found.reason = _("Rivi %(line)s: %(reason)s") % {"line": draft.line, "reason": error}
        yield found


def _drafts(rows: list[str]) -> Iterator[tuple[_Draft, str | None, str]]:
    """Give what stands together: a draft, what follows `ANSWER:` (None when that is missing), and a remark."""
    draft, after_blank, done = _Draft(1), True, None
    for number, row in enumerate(rows, start=1):
        if match := _ANSWER.match(row):
            if done:
                yield done
            done, draft = (draft, match[1], ""), _Draft(number + 1)
        elif (match := _REMARK.match(row)) and done and not draft.text:
            done = (done[0], done[1], f"{done[2]}\n{match[1]}".strip())
        elif row.strip():
            if done:
                yield done
                done = None
            if draft.options and after_blank and not _OPTION.match(row):
                yield draft, None, ""
                draft = _Draft(number)
            _take(draft, row.strip(), number)
        after_blank = not row.strip()
    if done:
        yield done
    if draft.text or draft.options:
        yield draft, None, ""


def _take(draft: _Draft, row: str, number: int) -> None:
    """Add a line: an option, or more of the text or of the last option."""
    if not draft.text and not draft.options:
        draft.line = number
    match = _OPTION.match(row)
    expected = chr(ord("A") + len(draft.options))
    if match and (match[1].upper() == expected or (draft.options and _STRICT_OPTION.match(row))):
        draft.letters.append(match[1].upper())
        draft.options.append(match[2].strip())
    elif draft.options:
        draft.options[-1] = f"{draft.options[-1]} {row}".strip()
    else:
        draft.text.append(row)


def _take_loosely(draft: _Draft) -> None:
    """Take the last lines for options where they are numbered, or marked `(A)` or `A:`; the first line is text."""
    for first in range(len(draft.text) - 1, 0, -1):
        matches = [_LOOSE_OPTION.match(row) for row in draft.text[first:]]
        found = [(match[1].upper(), match[2].strip()) for match in matches if match]
        if len(found) < len(matches):
            return
        if found[0][0] in ("A", "1"):
            draft.letters, draft.options = [letter for letter, _text in found], [text for _letter, text in found]
            draft.text = draft.text[:first]
            return


def _fill(draft: _Draft, answer: str | None, remark: str, found: Found) -> None:
    if not draft.text:
        raise UnableToReadQuestion(_("Kysymyksen teksti puuttuu ennen vaihtoehtoja tai riviä ANSWER."))
    if answer is None:
        raise UnableToReadQuestion(_("Rivi ANSWER puuttuu."))
    if not draft.options:
        _take_loosely(draft)
        found.name = shaping.short_name(Rich(" ".join(draft.text), "plain"))
    if not draft.options:
        raise UnableToReadQuestion(_("Vaihtoehtoja ei löytynyt. Aloita ne omilta riveiltään: A) B) C)"))
    right = re.findall(r"\b(?:[A-Z]|\d{1,2})\b", answer.upper())
    right = [letter for letter in right if letter.isdigit() == draft.letters[0].isdigit()]
    if not right or any(letter not in draft.letters for letter in right):
        raise UnableToReadQuestion(_("Oikea vastaus %(text)s ei ole vaihtoehtojen joukossa.") % {"text": answer[:40]})
    share = Fraction(1, len(set(right)))
    weighed = [
        (Rich(text, "plain"), share if letter in right else Fraction(0), Rich("", "plain"))
        for letter, text in zip(draft.letters, draft.options, strict=True)
        if text
    ]
    found.kind = "single" if share == 1 else "multiple"
    shape = shaping.single_options if share == 1 else shaping.multiple_options
    found.body = {
        "text": Rich("\n".join(draft.text), "plain"),
        "options": shape(weighed),
        "feedback": Rich(remark, "plain"),
    }


def write(kind: str, body: Mapping[str, Any]) -> str:
    """Return a question with one choice in Aiken; the caller has stated what Aiken cannot say."""
    rows = [" ".join(body["text"].split())]
    right = "A"
    for number, option in enumerate(body["options"]):
        letter = chr(ord("A") + number)
        right = letter if option.get("correct") else right
        rows.append(f"{letter}) {' '.join(option['text'].split())}")
    return "\n".join([*rows, f"ANSWER: {right}", ""])
