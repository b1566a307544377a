"""What stands between the braces of a GIFT question: which kind it makes, and its answers."""

from __future__ import annotations

import re
from collections.abc import Callable
from fractions import Fraction
from itertools import pairwise
from typing import Any

from django.utils.translation import gettext as _

from assessments.questions.exchange import shaping
from assessments.questions.exchange.finishing import words_of
from assessments.questions.exchange.found import Format, Found, Rich, UnableToReadQuestion
from assessments.questions.exchange.gift_text import show

_FORMATS: dict[str, Format] = {"html": "html", "moodle": "moodle", "plain": "plain", "markdown": "markdown"}
_WEIGHT = re.compile(r"\s*%\s*([+-]?\d{1,3}(?:[.,]\d*)?)\s*%")
_CLAIM = re.compile(r"(true|false|T|F)\s*(?:#|$)", re.IGNORECASE)
_ORDER = re.compile(
    r">\s*(?P<count>\d*)\s*(?P<select>ALL|EXACT|RANDOM|REL|CONTIGUOUS|CONTIG)?\s*"
    r"(?P<layout>HORIZONTAL|HORI|H|1|VERTICAL|VERT|V|0)?\s*"
    r"(?P<grading>ALL_OR_NOTHING|ABSOLUTE_POSITION|ABSOLUTE|ABS|RELATIVE_NEXT_EXCLUDE_LAST|RELATIVE_NEXT_INCLUDE_LAST|"
    r"RELATIVE_ONE_PREVIOUS_AND_NEXT|RELATIVE_ALL_PREVIOUS_AND_NEXT|LONGEST_ORDERED_SUBSET|"
    r"LONGEST_CONTIGUOUS_SUBSET|RELATIVE_TO_CORRECT|RELATIVE|REL)?\s*"
    r"(?P<show>SHOW|TRUE|YES|1|HIDE|FALSE|NO|0)?\s*(?P<style>none|123|abc|iii|ABCD|IIII|IIII)?[ \t]*(?:\n|$)",
)
MOST_ANSWERS = 2000  # marks, escaped ones not counted: HTML may have many in its attributes
MOST_LETTERS = 20_000_000
ORDER_GRADING = {
    "ALL_OR_NOTHING": "all",
    "ABSOLUTE_POSITION": "position",
    "RELATIVE_NEXT_EXCLUDE_LAST": "next",
    "RELATIVE_NEXT_INCLUDE_LAST": "next_last",
    "RELATIVE_ONE_PREVIOUS_AND_NEXT": "neighbours",
    "RELATIVE_ALL_PREVIOUS_AND_NEXT": "relative",
    "LONGEST_ORDERED_SUBSET": "longest_subset",
    "LONGEST_CONTIGUOUS_SUBSET": "longest_run",
    "RELATIVE_TO_CORRECT": "distance",
}


def text_of(raw: str, usual: Format) -> Rich:
    """Return a text with its format: `[html]…` says it, otherwise it is the usual one."""
    raw = raw.strip()
    name, _bracket, rest = raw[1:].partition("]") if raw.startswith("[") else ("", "", raw)
    usual, raw = (_FORMATS[name], rest) if name in _FORMATS and rest is not raw else (usual, raw)
    return Rich(show(raw).strip(), usual)


def read_answers(raw: str, usual: Format, found: Found) -> None:
    """Fill the kind and the body of a question from what stands between its braces.

    Raises UnableToReadQuestion. The order of the tests is Moodle's.
    """
    raw = raw.strip()
    claim = _CLAIM.match(raw)
    if not raw:
        found.kind, found.type = "open", "essay"
        found.body |= {"response": "editor"}
    elif raw.startswith("#"):
        _fill(found, "numeric", "numerical", {"answers": _numbers(raw[1:], usual, found)})
    elif raw.startswith(">") and _ORDER.match(raw):
        _fill(found, "order", "ordering", _order(raw, usual, found))
    elif "~" in raw:
        _choice(raw, usual, found)
    elif "=" in raw and "->" in raw:
        _fill(found, "match", "match", _pairs(raw, usual, found))
    elif claim and (len(claim[1]) > 1 or claim[1].isupper()):
        _fill(found, "truefalse", "truefalse", _truth(raw, usual))
    else:
        rows = [_weighed(piece, usual, found) for piece in pieces(raw, "=")]
        answers = [(words_of(text, found), Fraction(1) if share is None else share, said) for text, share, said in rows]
        _fill(found, "short", "shortanswer", shaping.accepted(answers))


def _fill(found: Found, kind: str, type_: str, body: dict[str, Any]) -> None:
    found.kind, found.type = kind, type_
    found.body |= body


def pieces(raw: str, marks: str) -> list[str]:
    """Cut answers at their marks; the first piece may stand without one.

    Where every answer has a line of its own, an equals sign inside a line that has no blank on one side only
    ("x = 5", "a=b") is part of the answer, as are marks in an HTML tag: teachers forget to escape them.
    """
    if sum(raw.count(mark) for mark in marks) > MOST_ANSWERS or len(raw) > MOST_LETTERS:
        raise UnableToReadQuestion(_("Vastauksia on liikaa."))
    by_line = _one_a_line(raw)
    cuts = [0]
    for match in re.finditer(f"[{re.escape(marks)}]", raw):
        is_letter = by_line and match[0] == "=" and _is_letter(raw, match.start())
        if not is_letter and not _in_tag(raw, match.start()):
            cuts.append(match.start())
    cuts.append(len(raw))
    found = [raw[start:end] for start, end in pairwise(cuts)]
    return [piece for piece in found if piece.strip()]


def _one_a_line(raw: str) -> bool:
    rows = [row.strip() for row in raw.split("\n") if row.strip()]
    return sum(row.startswith(("=", "~")) for row in rows) >= 2 and rows[0].startswith(("=", "~"))


def _is_letter(raw: str, place: int) -> bool:
    before = raw[raw.rfind("\n", 0, place) + 1 : place]
    if not before.strip():
        return False
    after = raw[place + 1 : place + 2]
    return before[-1:].isspace() == (after.isspace() or not after)


def _in_tag(raw: str, place: int) -> bool:
    """Whether the place lies inside an HTML tag, where `=` belongs to an attribute."""
    start = raw.rfind("<", 0, place)
    if start < 0 or raw.rfind(">", start, place) >= 0 or raw.find(">", place) < 0:
        return False
    return re.match(r"</?[a-zA-Z][\w-]*\s+[\w-]+", raw[start:]) is not None and "\n\n" not in raw[start:place]


def _weighed(piece: str, usual: Format, found: Found) -> tuple[Rich, Fraction | None, Rich]:
    """Return the text of an answer, its share if one is written, and its feedback."""
    piece = piece.strip()
    piece = piece[1:] if piece[:1] in ("=", "~") else piece
    match = _WEIGHT.match(piece)
    share = shaping.percent(match[1], found) if match else None
    text, said = _parted(piece[match.end() if match else 0 :])
    if said and not text.strip():  # `=#ff0000`: the hash is part of the answer
        text, said = f"#{said}", ""
    return text_of(text, usual), share, text_of(said, usual)


def _parted(piece: str) -> tuple[str, str]:
    """Part an answer from its feedback at the first hash that does not belong to a character such as `&#228;`."""
    match = re.search(r"(?<!&)#|#(?!\d{1,7};|[xX][0-9a-fA-F]{1,6};)", piece)
    return (piece[: match.start()], piece[match.end() :]) if match else (piece, "")


def _choice(raw: str, usual: Format, found: Found) -> None:
    weighed = []
    for piece in pieces(raw, "~="):
        text, share, said = _weighed(piece, usual, found)
        is_right = piece.strip().startswith("=")
        if text.text:
            weighed.append((text, share if share is not None else Fraction(int(is_right)), said))
    is_single = any(piece.strip().startswith("=") for piece in pieces(raw, "~="))
    shape: Callable[..., Any] = shaping.single_options if is_single else shaping.multiple_options
    found.kind, found.type = ("single" if is_single else "multiple"), "multichoice"
    found.body |= {"options": shape(weighed)}


def _truth(raw: str, usual: Format) -> dict[str, Any]:
    word, *said = raw.split("#", 2)
    is_true = word.strip()[:1].upper() == "T"
    wrong, right = ([text_of(part, usual) for part in said] + [Rich(""), Rich("")])[:2]
    spoken = (right, wrong) if is_true else (wrong, right)
    return {"answer": is_true, "feedback_true": spoken[0], "feedback_false": spoken[1]}


def _pairs(raw: str, usual: Format, found: Found) -> dict[str, Any]:
    joined: list[str] = []
    for piece in pieces(raw, "="):
        if (joined and "->" not in joined[-1]) or (joined and "->" not in piece):  # an equals sign inside the left half
            joined[-1] += piece
        else:
            joined.append(piece)
    rows, remarks = [], []
    for piece in joined:
        left, arrow, right = piece.removeprefix("=").partition("->")
        if not arrow:
            raise UnableToReadQuestion(_("Parista puuttuu nuoli ->: %(text)s") % {"text": show(piece).strip()[:60]})
        right, _hash, said = right.partition("#")
        rows.append((text_of(left, usual), words_of(text_of(right, usual), found)))
        if said.strip():
            remarks.append(f"{rows[-1][1]}: {show(said).strip()}")
    if remarks:  # a pair has no feedback of its own
        found.note(_("Parien palautteet ovat nyt koko kysymyksen palautteessa."))
        general = found.body["feedback"]
        text = "\n".join(part for part in (general.text, *remarks) if part)
        found.body["feedback"] = Rich(text, general.format if general.text else usual)
    return shaping.paired(rows)


def _numbers(raw: str, usual: Format, found: Found) -> list[dict[str, Any]]:
    answers, mark, wrong = raw.partition("~")
    rows = [_number(piece, usual, found) for piece in pieces(answers, "=")]
    if not rows:
        raise UnableToReadQuestion(_("Oikeaa lukua ei ole."))
    if mark:
        said = text_of(wrong.partition("#")[2], usual)
        rows.append({"value": None, "fraction": "0", "feedback": said})
    return rows


def _number(piece: str, usual: Format, found: Found) -> dict[str, Any]:
    text, share, said = _weighed(piece, usual, found)
    value, tolerance = _span(text.text.strip())
    if value is None and text.text.strip() != "*":
        raise UnableToReadQuestion(_("Vastaus ei ole luku: %(text)s") % {"text": text.text[:60]})
    return {
        "value": value,
        "tolerance": tolerance,
        "fraction": shaping.written(max(Fraction(0), Fraction(1) if share is None else share)),
        "feedback": said,
    }


def _span(text: str) -> tuple[str | None, str]:
    """Return the number and how far from it is near enough, from `1..5`, `3:2` or `3`."""
    if ".." in text[1:]:
        least, most = (shaping.decimal(part) for part in text.split("..", 1))
        if least is None or most is None:
            return None, "0"
        return str((least + most) / 2), str(abs(most - least) / 2)
    number, _colon, margin = text.partition(":")
    value, tolerance = shaping.decimal(number), shaping.decimal(margin.strip() or "0")
    return (None, "0") if value is None or tolerance is None else (str(value), str(abs(tolerance)))


def _order(raw: str, usual: Format, found: Found) -> dict[str, Any]:
    match = _ORDER.match(raw)
    rows = [row for row in raw[match.end() if match else 0 :].split("\n") if row.strip()]
    grading = (match["grading"] if match else "") or "ABSOLUTE_POSITION"
    known = {"ABSOLUTE": "ABSOLUTE_POSITION", "ABS": "ABSOLUTE_POSITION"}
    known |= dict.fromkeys(("RELATIVE", "REL"), "RELATIVE_NEXT_EXCLUDE_LAST")
    say_if_drawn(match["select"] if match else "", match["count"] if match else "", len(rows), found)
    return {"items": [text_of(row, usual) for row in rows], "grading": ORDER_GRADING[known.get(grading, grading)]}


def say_if_drawn(select: str | None, count: str, total: int, found: Found) -> None:
    """State as a loss that Moodle would draw some of the items, where ours are all shown."""
    drawn = int(count) if count.isascii() and count.isdigit() and len(count) < 5 else 0
    if (select or "ALL").upper() not in ("ALL", "EXACT") and 0 < drawn < total:
        found.lose(_("Moodle arpoo järjestettäväksi %(some)s kohtaa %(all)s:sta; täällä näytetään kaikki.")
                   % {"some": drawn, "all": total})  # fmt: skip
