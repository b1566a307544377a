"""WebVTT: captions and chapters are checked before they are stored, so that players never meet a broken file."""

from __future__ import annotations

import io
import re
from dataclasses import dataclass
from typing import Any

import webvtt
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

MAX_BYTES = 1024 * 1024
MAX_CUES = 5000
_TAG = re.compile(r"</?([a-zA-Z]+|\d[\d:.]*)[^>]*>|<(\d[\d:.]*)>")
ALLOWED_TAGS = {"b", "i", "u", "c", "v", "ruby", "rt", "lang"}
_CHAPTER = re.compile(r"^\s*(?:(\d{1,2}):)?(\d{1,3}):([0-5]\d)\s+(\S.*?)\s*$")


@dataclass(frozen=True)
class Cue:
    """One caption: from, to (seconds) and the words."""

    start: float
    end: float
    text: str


@dataclass(frozen=True)
class Chapter:
    """Where a part of the recording begins."""

    start: int
    title: str

    @property
    def clock(self) -> str:
        """The moment as 1:05 or 1:02:05."""
        minutes, seconds = divmod(self.start, 60)
        hours, minutes = divmod(minutes, 60)
        return f"{hours}:{minutes:02d}:{seconds:02d}" if hours else f"{minutes}:{seconds:02d}"


def read_cues(content: bytes) -> list[Cue]:
    """Return the cues of a WebVTT file.

    Raises ValidationError that says what is wrong and where: not UTF-8 text, not WebVTT, no cues, a cue that
    ends before it begins, cues out of order, or markup that captions must not have.
    """
    if len(content) > MAX_BYTES:
        raise ValidationError(_("Tekstitystiedosto on liian suuri: enintään 1 Mt."), code="size")
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise ValidationError(_("Tekstitystiedosto ei ole UTF-8-tekstiä."), code="encoding") from error
    if not text.startswith("WEBVTT"):
        raise ValidationError(_("Tekstitystiedoston ensimmäisellä rivillä pitää olla WEBVTT."), code="header")
    try:
        captions = webvtt.from_buffer(io.StringIO(text)).captions
    except Exception as error:  # the library raises errors of many kinds for files it cannot read
        raise ValidationError(_("Tekstitystiedostoa ei voi lukea WebVTT-muotoisena."), code="format") from error
    cues = [Cue(_seconds(caption.start), _seconds(caption.end), caption.raw_text) for caption in captions]
    _check(cues, arrows=text.count("-->"))
    return cues


def _check(cues: list[Cue], *, arrows: int) -> None:
    if not cues:
        raise ValidationError(_("Tekstitystiedostossa ei ole yhtään tekstitystä."), code="no-cues")
    if len(cues) > MAX_CUES:
        raise ValidationError(_("Tekstitystiedostossa on liikaa tekstityksiä."), code="too-many")
    if arrows != len(cues):
        raise ValidationError(
            _("Osaa tekstityksistä ei voi lukea: aikarivejä on %(arrows)s mutta tekstityksiä %(cues)s."),
            code="lost-cues",
            params={"arrows": arrows, "cues": len(cues)},
        )
    before = 0.0
    for number, cue in enumerate(cues, start=1):
        if cue.end <= cue.start:
            raise ValidationError(
                _("Tekstitys %(number)s loppuu ennen kuin alkaa."), code="reversed", params={"number": number}
            )
        if cue.start < before:
            raise ValidationError(
                _("Tekstitys %(number)s alkaa ennen edellistä."), code="order", params={"number": number}
            )
        if unknown := _unknown_tag(cue.text):
            raise ValidationError(
                _("Tekstityksessä %(number)s on merkintä, jota ei voi käyttää: %(tag)s"),
                code="tag",
                params={"number": number, "tag": unknown},
            )
        before = cue.start


def _unknown_tag(text: str) -> str:
    for match in _TAG.finditer(text):
        name = (match.group(1) or "").lower()
        if name and not name[0].isdigit() and name not in ALLOWED_TAGS:
            return match.group(0)[:40]
    return ""


def _seconds(stamp: Any) -> float:
    """Return a time stamp (1:02:03.500 or 02:03.500) in seconds."""
    total = 0.0
    for part in str(stamp).split(":"):
        total = total * 60 + float(part)
    return total


def parse_chapters(lines: str) -> list[Chapter]:
    """Return the chapters written one a line as `1:05 Otsikko`, in order.

    Raises ValidationError naming the line that cannot be read or is out of order.
    """
    chapters: list[Chapter] = []
    for number, line in enumerate(lines.splitlines(), start=1):
        if not line.strip():
            continue
        match = _CHAPTER.match(line)
        if not match:
            raise ValidationError(
                _("Riviä %(number)s ei voi lukea. Kirjoita esimerkiksi: 1:05 Toinen ovi"),
                code="chapter",
                params={"number": number},
            )
        hours, minutes, seconds, title = match.groups()
        start = int(hours or 0) * 3600 + int(minutes) * 60 + int(seconds)
        if chapters and start <= chapters[-1].start:
            raise ValidationError(
                _("Rivin %(number)s aika ei ole edellisen jälkeen."), code="chapter-order", params={"number": number}
            )
        chapters.append(Chapter(start, title))
    return chapters


def chapter_lines(cues: list[Cue]) -> str:
    """Return the cues of a chapters track as lines that `parse_chapters` reads."""
    return "\n".join(f"{Chapter(int(cue.start), '').clock} {' '.join(cue.text.split())}" for cue in cues)
