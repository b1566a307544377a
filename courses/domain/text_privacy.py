"""Finds what may tell of a recognizable person in a text that is about to be sent (BR-14). Warns, never blocks."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

NAMES_FILE = Path(__file__).resolve().parents[1] / "data" / "first_names.txt"

EMAIL = re.compile(r"(?<![\w.+-])[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,8}")
# Blanks, hyphens and brackets may part the digits of a phone number; dots and commas may not: those are dates, sums.
PHONE = re.compile(r"(?<![\w.,+])(?:\+\d{1,3}|\(?0\d{1,3}\)?)(?:[ \u00a0\-()]{0,2}\d){5,12}(?![\w,.]?\d)")
# Day, month, year, mark of the century, number, check letter. A wrong check letter only changes what the place is
# called: a slip of the finger in somebody's code must not hide it.
IDENTITY_CODE = re.compile(
    r"(?<!\w)(?:0[1-9]|[12]\d|3[01])(?:0[1-9]|1[0-2])\d\d[-+\u2013\u2212A-FU-Y]\d{3}[0-9A-FHJ-NPR-Y](?!\w)",
    re.IGNORECASE,
)
CHECK_LETTERS = "0123456789ABCDEFHJKLMNPRSTUVWXY"  # by the remainder of the nine digits divided by 31
WORD = re.compile(r"[^\W\d_]+")
SENTENCE_BREAK = re.compile(r"(?:^|[.!?…:;\n•*])[\s\"'”»“‘’(\[–-]*$")
ENDING = re.compile(
    r"(?:n|a|ä|ta|tä|tta|ttä|na|nä|ksi|ss[aä]|st[aä]|ll[aä]|lt[aä]|lle|h?[aeiouyäö]n|"
    r"t|ien|iden|i[aä]|j[aä]|s|:n)?"
    r"(?:ni|si|nsa|nsä|mme|nne)?(?:kin|kaan|kään|ko|kö|han|hän|pa|pä)?"
)


class ConcernKind(models.TextChoices):
    """What a place in a text seems to be."""

    EMAIL = "email", _("sähköpostiosoite")
    PHONE = "phone", _("puhelinnumero")
    IDENTITY_CODE = "identity_code", _("henkilötunnus")
    NAME = "name", _("nimi")


@dataclass(frozen=True)
class Concern:
    """One place in a text: characters `start` to `end`, and the words themselves."""

    kind: ConcernKind
    start: int
    end: int
    excerpt: str

    @property
    def label(self) -> str:
        """What the place seems to be, in the active language."""
        if self.kind == ConcernKind.IDENTITY_CODE and not is_identity_code(self.excerpt):
            return gettext("mahdollinen henkilötunnus")
        return str(self.kind.label)


def is_identity_code(code: str) -> bool:
    """Say whether a Finnish personal identity code is genuine by its check letter."""
    code = code.strip().upper()
    digits = code[:6] + code[7:10]
    return len(code) == 11 and digits.isascii() and digits.isdigit() and code[10] == CHECK_LETTERS[int(digits) % 31]


def validate_no_identity_code(text: str) -> None:
    """Refuse a text with what is or looks like a personal identity code: for forms that anybody may send.

    Raises ValidationError.
    """
    if IDENTITY_CODE.search(text):
        raise ValidationError(gettext("Poista henkilötunnus. Sitä ei tallenneta."), code="identity_code")


def find_privacy_concerns(*, text: str, extra_names: Iterable[str] = ()) -> list[Concern]:
    """This function will return the places that may tell of a recognizable person, in the order of the text (BR-14).

    E-mail addresses, phone numbers, personal identity codes, and common first names in any of their cases. A name
    that is an ordinary word too (Toivo, Päivi) counts only where a sentence does not begin with it.
    `extra_names` are names to look for besides, such as those of a group's roster, however they are written.
    """
    found: list[Concern] = []
    for kind, pattern in (
        (ConcernKind.IDENTITY_CODE, IDENTITY_CODE),
        (ConcernKind.EMAIL, EMAIL),
        (ConcernKind.PHONE, PHONE),
    ):
        for match in pattern.finditer(text):
            _add(found, Concern(kind, match.start(), match.end(), match.group()))
    for start, end in _extra_places(text, extra_names):
        _add(found, Concern(ConcernKind.NAME, start, end, text[start:end]))
    for start, end in _name_places(text):
        _add(found, Concern(ConcernKind.NAME, start, end, text[start:end]))
    return sorted(found, key=lambda concern: concern.start)


def _add(found: list[Concern], concern: Concern) -> None:
    if not any(concern.start < other.end and other.start < concern.end for other in found):
        found.append(concern)


def _name_places(text: str) -> Iterator[tuple[int, int]]:
    """Yield where first names stand, together with a family name that follows."""
    words = list(WORD.finditer(text))
    taken_to = -1
    for number, word in enumerate(words):
        if word.start() < taken_to or not word.group()[0].isupper():
            continue
        verdict = _is_first_name(word.group())
        if verdict is None:
            continue
        end = word.end()
        while number + 1 < len(words) and _continues_name(text, words[number], words[number + 1]):
            number += 1  # noqa: PLW2901 -- the words of one name are taken together
            end = words[number].end()
        if verdict == "word" and end == word.end() and _begins_sentence(text, word.start()):
            continue
        taken_to = end
        yield word.start(), end


def _continues_name(text: str, word: re.Match[str], following: re.Match[str]) -> bool:
    """Whether the next word belongs to the same name: parted by one blank or hyphen and capitalized."""
    return text[word.end() : following.start()] in (" ", "-") and following.group()[0].isupper()


def _begins_sentence(text: str, start: int) -> bool:
    return bool(SENTENCE_BREAK.search(text[max(0, start - 12) : start])) if start else True


@cache
def _names() -> tuple[dict[str, str], int]:
    """Return the stems of the known names with their sort ("name", "word"), and the length of the longest."""
    stems: dict[str, str] = {}
    for line in NAMES_FILE.read_text(encoding="utf-8").splitlines():
        entry = line.split("#")[0].strip()
        if entry:
            sort = "word" if entry.endswith("~") else "name"
            for stem in stems_of(entry.rstrip("~")):
                stems.setdefault(stem, sort)
    return stems, max(map(len, stems))


def stems_of(name: str) -> set[str]:
    """Return the forms that endings are put to: Pekka gives pekka and peka, Markus gives markus and markukse."""
    name = name.strip().lower()
    stems = {name}
    if len(name) > 3 and name[-2] == name[-3] and name[-2] in "kpt":
        stems.add(name[:-2] + name[-1])
    if name.endswith("s"):
        stems |= {name[:-1] + "kse", name[:-1] + "sta"}
    if name.endswith("nen"):
        stems |= {name[:-3] + "se", name[:-3] + "s"}
    if name and name[-1] not in "aeiouyåäö":
        stems.add(name + "i")
    return stems


def _is_first_name(word: str) -> str | None:
    """Return "name", "word" for a name that is an ordinary word as well, or None."""
    stems, longest = _names()
    lower = word.lower()
    for length in range(min(len(lower), longest), 1, -1):
        sort = stems.get(lower[:length])
        if sort and ENDING.fullmatch(lower, length):
            return sort
    return None


def _extra_places(text: str, names: Iterable[str]) -> Iterator[tuple[int, int]]:
    """Yield where the given names stand, in any case and any letters."""
    stems = sorted({stem for name in names if len(name.strip()) > 1 for stem in stems_of(name)}, key=len, reverse=True)
    if not stems:
        return
    pattern = re.compile(
        rf"(?<!\w)(?:{'|'.join(re.escape(stem) for stem in stems)})(?:{ENDING.pattern})(?!\w)", re.IGNORECASE
    )
    for match in pattern.finditer(text):
        yield match.start(), match.end()
