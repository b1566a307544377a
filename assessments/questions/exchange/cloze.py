"""Moodle's embedded answers, `{1:MULTICHOICE:=right~wrong}`: read into gaps and written from them."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Any

from django.utils.translation import gettext as _

from assessments.questions.exchange import shaping
from assessments.questions.exchange.finishing import words_of
from assessments.questions.exchange.found import Found, Rich, UnableToReadQuestion

_ALIASES = {
    "MC": "MULTICHOICE",
    "MCV": "MULTICHOICE_V",
    "MCH": "MULTICHOICE_H",
    "MCS": "MULTICHOICE_S",
    "MCVS": "MULTICHOICE_VS",
    "MCHS": "MULTICHOICE_HS",
    "MR": "MULTIRESPONSE",
    "MRH": "MULTIRESPONSE_H",
    "MRS": "MULTIRESPONSE_S",
    "MRHS": "MULTIRESPONSE_HS",
    "SA": "SHORTANSWER",
    "MW": "SHORTANSWER",
    "SAC": "SHORTANSWER_C",
    "MWC": "SHORTANSWER_C",
    "NM": "NUMERICAL",
}
_NAMES = sorted({*_ALIASES, *_ALIASES.values()}, key=len, reverse=True)
_START = re.compile(rf"\{{\s*([0-9]{{0,6}}(?:\.[0-9]{{1,4}})?)\s*:\s*({'|'.join(_NAMES)})\s*:", re.IGNORECASE)
_SHARE = re.compile(r"%\s*([+-]?[0-9]{1,3}(?:[.,][0-9]*)?)\s*%")
_ESCAPE = re.compile(r"\\([}~#/\"\\{=])")
_UNREAD = re.compile(r"\{\s*[0-9]{0,6}\s*:\s*[A-Z_]{2,30}\s*:", re.IGNORECASE)
_LITERAL_MARKER = re.compile(r"\[\[(\d+)\]\]")
_LAYOUTS = {"V": "radio", "H": "row", "": "list"}


def read_gaps(rich: Rich, found: Found) -> None:
    """Fill a question with the gaps of its text. Raises UnableToReadQuestion when one of them cannot be read."""
    source = _LITERAL_MARKER.sub(r"[\1]", rich.text)
    pieces, gaps, place = [], [], 0
    for match in _START.finditer(source):
        if match.start() < place:
            continue
        end = _closing(source, match.end())
        if end is None:
            break
        gaps.append(_gap(match, source[match.end() : end], rich, found))
        pieces += [source[place : match.start()], f"[[{len(gaps)}]]"]
        place = end + 1
    if not gaps:
        raise UnableToReadQuestion(_("Tekstissä ei ole yhtään aukkoa."))
    text = "".join([*pieces, source[place:]])
    if unread := _UNREAD.search(text):
        found.lose(_("Aukko %(start)s… jäi tekstiksi, koska sitä ei voinut lukea.") % {"start": unread[0][:40]})
    found.kind = "gaps"
    found.body |= {"text": Rich(text, rich.format, rich.files), "gaps": gaps}


def _closing(source: str, start: int) -> int | None:
    match = re.compile(r"(?<!\\)\}").search(source, start)
    return match.start() if match else None


def _gap(match: re.Match[str], content: str, rich: Rich, found: Found) -> dict[str, Any]:
    name = _ALIASES.get(match[2].upper(), match[2].upper())
    base, _line, flags = name.partition("_")
    rows = [_alternative(part, rich, found) for part in re.split(r"(?<!\\)~", content)]
    rows = [row for row in rows if row[0]]
    sort = {"MULTICHOICE": "choice", "MULTIRESPONSE": "several", "NUMERICAL": "number"}.get(base, "short")
    _check(sort, rows, match[0])
    layout = _LAYOUTS["V" if "V" in flags else "H" if "H" in flags else ""]
    return {
        "sort": sort,
        "answers": _evened(sort, [_answer(sort, *row) for row in rows]),
        "points": match[1] or "1",
        "layout": ("row" if "H" in flags else "radio") if sort == "several" else layout,
        "shuffle": "S" in flags,
        "case_sensitive": sort == "short" and flags == "C",
    }


def _alternative(part: str, rich: Rich, found: Found) -> tuple[str, Fraction, Rich]:
    part = part.strip()
    share = Fraction(0)
    if part.startswith("="):
        part, share = part[1:], Fraction(1)
    elif match := _SHARE.match(part):
        part, share = part[match.end() :], shaping.percent(match[1], found)
    text, _hash, said = _parted(part)
    words = words_of(Rich(_ESCAPE.sub(r"\1", text), rich.format, rich.files), found)
    return words, share, Rich(_ESCAPE.sub(r"\1", said), rich.format, rich.files)


def _parted(part: str) -> tuple[str, str, str]:
    """Part an answer from its feedback; the hash of `&#228;` parts nothing."""
    match = re.search(r"(?<![\\&])#", part)
    return (part[: match.start()], "#", part[match.end() :]) if match else (part, "", "")


def _check(sort: str, rows: Sequence[tuple[str, Fraction, Rich]], start: str) -> None:
    """Refuse what Moodle refuses: a gap that nothing wholly right can fill."""
    problem = ""
    if not rows:
        problem = _("vastauksia ei ole")
    elif sort in ("choice", "several") and len(rows) < 2:
        problem = _("vaihtoehtoja on alle kaksi")
    elif sort != "several" and not any(share == 1 for _text, share, _said in rows):
        problem = _("mikään vastaus ei ole täysin oikea")
    elif sort == "several" and not any(share > 0 for _text, share, _said in rows):
        problem = _("mikään vaihtoehto ei ole oikea")
    elif sort == "number":
        problem = next((_("vastaus ei ole luku") for text, _share, _said in rows if not _is_number(text)), "")
    if problem:
        raise UnableToReadQuestion(_("Aukko %(start)s…}: %(problem)s.") % {"start": start[:40], "problem": problem})


def _is_number(text: str) -> bool:
    number, _colon, margin = text.partition(":")
    return number.strip() == "*" or (
        shaping.decimal(number) is not None and shaping.decimal(margin.strip() or "0") is not None
    )


def _answer(sort: str, text: str, share: Fraction, said: Rich) -> dict[str, Any]:
    row: dict[str, Any] = {"text": text, "fraction": shaping.written(share), "feedback": said}
    if sort == "number":
        number, _colon, margin = text.partition(":")
        value, tolerance = shaping.decimal(number), shaping.decimal(margin.strip() or "0")
        row["text"] = "*" if value is None else format(value.normalize() + 0, "f")
        row["tolerance"] = str(abs(tolerance or 0))
    return row


def _evened(sort: str, answers: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return the answers of a gap for several choices with shares that make one whole, as Moodle does."""
    total = sum(Fraction(row["fraction"]) for row in answers if Fraction(row["fraction"]) > 0)
    if sort != "several" or total <= 1:
        return answers
    return [
        row | {"fraction": shaping.written(Fraction(row["fraction"]) / total)} if Fraction(row["fraction"]) > 0 else row
        for row in answers
    ]


def write_gaps(text: str, gaps: Sequence[Mapping[str, Any]]) -> str:
    """Return the text with Moodle's embedded answers where the markers of the gaps stand."""
    return re.sub(r"\[\[(\d{1,3})\]\]", lambda match: _written(gaps[int(match[1]) - 1]), text)


def _written(gap: Mapping[str, Any]) -> str:
    sort, layout = gap["sort"], gap.get("layout", "list")
    flags = {"radio": "V" if sort == "choice" else "", "row": "H"}.get(layout, "") + ("S" if gap.get("shuffle") else "")
    if sort == "short":
        flags = "C" if gap.get("case_sensitive") else ""
    name = {"choice": "MULTICHOICE", "several": "MULTIRESPONSE", "number": "NUMERICAL"}.get(sort, "SHORTANSWER")
    name += f"_{flags}" if flags and sort != "number" else ""
    return f"{{{gap.get('points', '1')}:{name}:{'~'.join(_row(sort, row) for row in gap['answers'])}}}"


def _row(sort: str, row: Mapping[str, Any]) -> str:
    share = Fraction(row.get("fraction", "0"))
    mark = "=" if share == 1 else f"%{format(float(share * 100), '.7g')}%" if share or row["text"][:1] in "=%" else ""
    text = _escaped(row["text"]) + (f":{row.get('tolerance', '0')}" if sort == "number" else "")
    said = _escaped(row.get("feedback", ""), is_html=True)
    return f"{mark}{text}#{said}" if said else f"{mark}{text}"


def _escaped(text: str, *, is_html: bool = False) -> str:
    if not is_html:
        text = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    text = text.replace("\\", "&#92;")  # at the end of an answer a backslash would hide what follows
    return re.sub(r"([}~]|(?<!&)#)", r"\\\1", text).replace("\n", " ")
