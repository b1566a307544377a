"""What the readers share: shares of the points, numbers, options, categories; in the form the kinds want."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from fractions import Fraction
from typing import Any

from django.utils.text import Truncator
from django.utils.translation import gettext as _

from assessments.questions.exchange.found import Found, Rich, UnableToReadQuestion
from assessments.questions.exchange.markup import clean_incoming, to_text

# The shares that Moodle knows; a file may have them rounded.
_STEPS = sorted(
    {Fraction(part, whole) for whole in (1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 20) for part in (0, 1)}
    | {Fraction(part, 10) for part in range(11)}
    | {Fraction(2, 3), Fraction(3, 4), Fraction(5, 6)}
)
_NUMBER = re.compile(r"[+-]?(\d{1,40}([.,]\d{0,40})?|[.,]\d{1,40})([eE][+-]?\d{1,2})?")
_THOUSANDS = re.compile(r"(?<=\d)[ \u00a0\u2009\u202f](?=\d{3}(?!\d))")
SLASH = "\u2215"  # stands for a slash inside the name of one category
Weighed = tuple[Rich, Fraction, Rich]  # a text, its share of the points, and what is said about it


def percent(text: str, found: Found) -> Fraction:
    """Return a share written in percent; Moodle's own shares exactly, also where they are written in short.

    Raises UnableToReadQuestion when it is no number.
    """
    number = decimal(text.strip().rstrip("%") or "0")
    if number is None:
        raise UnableToReadQuestion(_("Pisteosuus %(text)s ei ole luku.") % {"text": text[:40]})
    share = max(Fraction(-1), min(Fraction(1), Fraction(number) / 100))
    near = min(_STEPS, key=lambda step: abs(step - abs(share)))
    if abs(near - abs(share)) <= Fraction(1, 200):
        if abs(near - abs(share)) > Fraction(1, 10_000):
            found.note(_("Pisteosuus %(text)s %% on pyöristetty.") % {"text": text})
        return near if share >= 0 else -near
    return share


def decimal(text: str) -> Decimal | None:
    """Return a number written with a point or a comma; None when it is none, or larger than any real one.

    Blanks may part its thousands, and its minus may be the one of typographers.
    """
    plain = _THOUSANDS.sub("", text.strip()).replace("\u2212", "-")
    if not _NUMBER.fullmatch(plain):
        return None
    try:
        value = Decimal(plain.replace(",", "."))
    except InvalidOperation:
        return None
    return value if abs(value.adjusted()) <= 30 else None


def written(share: Fraction) -> str:
    """Return a share as a decimal with seven places, as Moodle keeps them."""
    return str((Decimal(share.numerator) / Decimal(share.denominator)).quantize(Decimal("0.0000001")))


def single_options(weighed: Sequence[Weighed]) -> list[dict[str, Any]]:
    """Return the options of a question with one choice."""
    _check_options(weighed)
    return [
        {"text": text, "correct": share == 1, "feedback": feedback}
        | ({} if share in (0, 1) else {"fraction": written(share)})
        for text, share, feedback in weighed
    ]


def multiple_options(weighed: Sequence[Weighed]) -> list[dict[str, Any]]:
    """Return the options of a question with several choices.

    Where right ones share the points evenly and wrong ones take them away evenly, as our own questions do, being
    right or wrong says it all.
    """
    _check_options(weighed)
    rights = [share for _text, share, _feedback in weighed if share > 0]
    wrongs = [share for _text, share, _feedback in weighed if share <= 0]
    own = all(_near(share, Fraction(1, len(rights))) for share in rights) and all(
        _near(share, Fraction(-1, len(wrongs))) for share in wrongs
    )
    return [
        {"text": text, "correct": share > 0, "feedback": feedback} | ({} if own else {"fraction": written(share)})
        for text, share, feedback in weighed
    ]


def _near(one: Fraction, other: Fraction) -> bool:
    return abs(one - other) < Fraction(1, 10_000)


def _check_options(weighed: Sequence[Weighed]) -> None:
    if len(weighed) < 2:
        raise UnableToReadQuestion(_("Vaihtoehtoja on alle kaksi."))
    if not any(share > 0 for _text, share, _feedback in weighed):
        raise UnableToReadQuestion(_("Mikään vaihtoehto ei ole oikea."))


def accepted(weighed: Iterable[tuple[str, Fraction, Rich]]) -> dict[str, Any]:
    """Return the accepted wordings of a short answer: `*` stands for anything, as in Moodle."""
    rows = [(text, max(Fraction(0), share), feedback) for text, share, feedback in weighed if text]
    if not rows:
        raise UnableToReadQuestion(_("Hyväksyttyä vastausta ei ole."))
    wild = any(re.search(r"(?<!\\)\*", text) for text, _share, _feedback in rows)
    return {
        "accepted": [
            {"text": text if wild else text.replace("\\*", "*"), "fraction": written(share), "feedback": feedback}
            for text, share, feedback in rows
        ],
        "wildcards": wild,
    }


def paired(rows: Iterable[tuple[Rich, str]]) -> dict[str, Any]:
    """Return pairs and the answers that belong to nothing: those whose other half is empty."""
    halves = [(prompt, answer) for prompt, answer in rows if answer]
    pairs = [{"prompt": prompt, "answer": answer} for prompt, answer in halves if prompt.text.strip()]
    if not pairs:
        raise UnableToReadQuestion(_("Pareja ei ole."))
    return {"pairs": pairs, "distractors": [answer for prompt, answer in halves if not prompt.text.strip()]}


def category_path(text: str) -> str:
    """Return a category of Moodle as a path: without the context and the invisible top category."""
    parts = [part.strip().replace("\x00", SLASH) for part in text.replace("//", "\x00").split("/")]
    parts = [" ".join(part.split()) for part in parts if part]
    while parts and (parts[0].lower() == "top" or re.fullmatch(r"\$[a-z0-9]+\$", parts[0].lower())):
        parts = parts[1:]
    return "/".join(parts)


@dataclass(frozen=True)
class Shelf:
    """Where the questions of a file go: below `base`, and into `usual` where file and base say nothing."""

    base: str = ""
    usual: str = ""

    def path(self, text: str) -> str:
        """Return the path for a category as the file writes it."""
        return "/".join(part for part in (category_path(self.base), category_path(text)) if part) or self.usual


def short_name(rich: Rich) -> str:
    """Return a name for a question that has none: the beginning of its text."""
    text = rich.text if rich.format == "plain" else to_text(clean_incoming(rich.text))
    return Truncator(" ".join(text.split())).chars(80)
