"""What each question type of Moodle XML has of its own, one function a type."""

from __future__ import annotations

import re
from collections.abc import Callable
from fractions import Fraction
from typing import Any
from xml.etree.ElementTree import Element

from django.utils.translation import gettext as _

from assessments.questions.exchange import shaping
from assessments.questions.exchange.cloze import read_gaps
from assessments.questions.exchange.finishing import lines_of, words_of
from assessments.questions.exchange.found import Format, Found, Rich, UnableToReadQuestion
from assessments.questions.exchange.gift_answers import ORDER_GRADING, say_if_drawn
from assessments.questions.exchange.xml_tree import flag, rich, words

_NUMBERINGS = {"abc", "ABCD", "123", "iii", "IIII", "none"}
_ORDER_NUMBERS = dict(zip(("-1", "0", "1", "2", "3", "4", "5", "6", "7"), ORDER_GRADING.values(), strict=True))
Reader = Callable[[Element, Format, Found], None]


def _share(answer: Element, found: Found) -> Fraction:
    return shaping.percent(answer.get("fraction") or "0", found)


def _weighed(element: Element, usual: Format, found: Found) -> list[shaping.Weighed]:
    rows = []
    for answer in element.findall("answer"):
        text = rich(answer, usual=usual)
        if text.text:
            rows.append((text, _share(answer, found), rich(answer, "feedback", usual)))
    return rows


def _looks(element: Element, usual: str = "abc") -> dict[str, Any]:
    numbering = words(element, "answernumbering") or usual
    return {
        "shuffle": flag(element, "shuffleanswers", default=False),
        "numbering": numbering if numbering in _NUMBERINGS else "abc",
    }


def _multichoice(element: Element, usual: Format, found: Found) -> None:
    rows = _weighed(element, usual, found)
    is_single = flag(element, "single", default=True)
    found.kind = "single" if is_single else "multiple"
    shape: Callable[..., Any] = shaping.single_options if is_single else shaping.multiple_options
    found.body |= _looks(element) | {"options": shape(rows)}


def _all_or_nothing(element: Element, usual: Format, found: Found) -> None:
    found.kind = "multiple"
    found.body |= _looks(element) | {"options": _right_or_wrong(element, usual, found), "all_or_nothing": True}


def _excess(element: Element, usual: Format, found: Found) -> None:
    found.kind = "multiple"
    found.body |= _looks(element) | {"options": _right_or_wrong(element, usual, found), "excess": True}


def _right_or_wrong(element: Element, usual: Format, found: Found) -> list[dict[str, Any]]:
    """Return options whose type of question knows only right and wrong ones."""
    rows = _weighed(element, usual, found)
    rights = max(1, sum(share > 0 for _text, share, _said in rows))
    wrongs = max(1, len(rows) - rights)
    even = [(text, Fraction(1, rights) if share > 0 else Fraction(-1, wrongs), said) for text, share, said in rows]
    return shaping.multiple_options(even)


def _truefalse(element: Element, usual: Format, found: Found) -> None:
    found.kind = "truefalse"
    answers = element.findall("answer")
    if not answers:
        raise UnableToReadQuestion(_("Vastauksia ei ole."))
    for place, answer in enumerate(answers[:2]):
        word = words(answer).lower()
        is_true = word == "true" if word in ("true", "false") else place == 0  # old files have translated words
        found.body["feedback_true" if is_true else "feedback_false"] = rich(answer, "feedback", usual)
        right = _share(answer, found) == 1
        found.body["answer"] = right if is_true else not right


def _shortanswer(element: Element, usual: Format, found: Found) -> None:
    found.kind = "short"
    rows = [
        (words_of(Rich(words(answer), "plain"), found), _share(answer, found), rich(answer, "feedback", usual))
        for answer in element.findall("answer")
    ]
    found.body |= shaping.accepted(rows) | {"case_sensitive": flag(element, "usecase", default=False)}


def _numerical(element: Element, usual: Format, found: Found) -> None:
    found.kind = "numeric"
    answers = [_number(answer, usual, found) for answer in element.findall("answer")]
    if not answers:
        raise UnableToReadQuestion(_("Oikeaa lukua ei ole."))
    found.body |= {"answers": answers} | _units(element, found)
    if words(element, "instructions"):
        found.lose(_("Yksikön kirjoitusohje jäi pois."))


def _number(answer: Element, usual: Format, found: Found) -> dict[str, Any]:
    text = words(answer) if answer.find("text") is not None else (answer.text or "").strip()
    value = shaping.decimal(text)
    if value is None and text not in ("*", ""):
        raise UnableToReadQuestion(_("Vastaus ei ole luku: %(text)s") % {"text": text[:60]})
    margin = shaping.decimal(words(answer, "tolerance") or "0")
    if margin is None:
        found.lose(_("Toleranssi %(text)s ei ole luku. Se jäi pois.") % {"text": words(answer, "tolerance")[:60]})
    share = _share(answer, found)
    old = shaping.decimal(words(answer, "fraction"))
    return {
        "value": None if value is None else str(value),
        "tolerance": str(abs(margin or 0)),
        "fraction": shaping.written(max(Fraction(0), share if old is None else min(Fraction(old), Fraction(1)))),
        "feedback": rich(answer, "feedback", usual),
    }


def _units(element: Element, found: Found) -> dict[str, Any]:
    units = []
    for unit in element.findall("units/unit"):
        factor = shaping.decimal(words(unit, "multiplier") or "1")
        if words(unit, "unit_name") and factor and factor > 0:
            units.append({"name": words(unit, "unit_name"), "factor": str(factor)})
    shown, graded = words(element, "showunits"), words(element, "unitgradingtype") not in ("", "0")
    needed = (
        "no" if shown == "3" or not units else "choose" if shown in ("1", "2") else "graded" if graded else "optional"
    )
    default = next((unit for unit in units if shaping.decimal(unit["factor"]) == 1), None)
    if units and default is None:
        found.lose(_("Perusyksikkö puuttuu: yksiköt jäivät pois."))
        return {}
    penalty = shaping.decimal(words(element, "unitpenalty") or "0") or 0
    return {
        "unit": default["name"] if default else "",
        "units": [unit for unit in units if unit is not default],
        "unit_needed": needed,
        "unit_penalty": format(min(max(penalty, 0), 1), "f") if needed in ("graded", "choose") else "0",
    }


def _match(element: Element, usual: Format, found: Found) -> None:
    found.kind = "match"
    rows = []
    for pair in element.findall("subquestion"):
        answer = pair.find("answer")
        rows.append((rich(pair, usual=usual), words_of(Rich(words(answer), "plain"), found)))
    found.body |= shaping.paired(rows) | {"shuffle": flag(element, "shuffleanswers", default=True)}


def _ddmatch(element: Element, usual: Format, found: Found) -> None:
    found.kind = "match"
    rows = [
        (rich(pair, usual=usual), words_of(rich(pair, "answer", usual), found))
        for pair in element.findall("subquestion")
    ]
    found.body |= shaping.paired(rows) | {"shuffle": flag(element, "shuffleanswers", default=True)}


def _essay(element: Element, usual: Format, found: Found) -> None:
    found.kind = "open"
    response = words(element, "responseformat") or "editor"
    template = rich(element, "responsetemplate", usual)
    found.body |= {
        "response": response
        if response in ("editor", "editorfilepicker", "plain", "monospaced", "noinline")
        else "editor",
        "required": flag(element, "responserequired", default=True),
        "lines": _count(element, "responsefieldlines", 15, 1, 100),
        "attachments": _count(element, "attachments", 0, -1, 100),
        "attachments_required": _count(element, "attachmentsrequired", 0, 0, 100),
        "guidance": rich(element, "graderinfo", usual),
        "template": lines_of(template, found).strip(),
    }
    found.body |= {
        name: _count(element, tag, 0, 1, 20_000)
        for name, tag in (("min_words", "minwordlimit"), ("max_words", "maxwordlimit"))
        if words(element, tag) not in ("", "0")
    }
    if response == "noinline" or found.body["attachments_required"]:
        found.note(_("Vastaukseksi odotetaan tiedostoa. Täällä avoimeen kysymykseen vastataan tekstillä."))


def _count(element: Element, path: str, default: int, least: int, most: int) -> int:
    text = words(element, path)
    value = int(text) if re.fullmatch(r"-?\d{1,6}", text, re.ASCII) else default
    return min(max(value, least), most)


def _cloze(element: Element, usual: Format, found: Found) -> None:
    question = found.body["text"]
    read_gaps(question, found)
    if "points" not in found.body:
        total = sum(Fraction(gap["points"]) for gap in found.body["gaps"])
        found.body["points"] = str(min(1000, float(total)))


def _gapselect(element: Element, usual: Format, found: Found) -> None:
    """Gaps that share lists of words, one list a group."""
    found.kind = "gaps"
    boxes = [*element.findall("selectoption"), *element.findall("dragbox")]
    choices = [(words_of(Rich(words(box), "html"), found), words(box, "group") or "1") for box in boxes]
    numbers: list[int] = []
    question = found.body["text"]

    def renumber(match: re.Match[str]) -> str:
        numbers.append(int(match[1]))
        return f"[[{len(numbers)}]]"

    text = re.sub(r"\[\[(\d{1,4})\]\]", renumber, question.text)
    if not numbers:
        raise UnableToReadQuestion(_("Tekstissä ei ole yhtään aukkoa."))
    if any(not 0 < number <= len(choices) or not choices[number - 1][0] for number in numbers):
        raise UnableToReadQuestion(_("Tekstissä on aukko, jolle ei ole sanaa."))
    shuffle = flag(element, "shuffleanswers", default=False)
    gaps = [_shared_gap(number - 1, choices, shuffle=shuffle) for number in numbers]
    found.body |= {"text": Rich(text, question.format, question.files), "gaps": gaps}


def _shared_gap(right: int, choices: list[tuple[str, str]], *, shuffle: bool) -> dict[str, Any]:
    group = choices[right][1]
    answers = [
        {"text": text, "fraction": "1" if place == right else "0"}
        for place, (text, own) in enumerate(choices)
        if own == group and text
    ]
    return {"sort": "choice", "answers": answers, "shuffle": shuffle}


def _ordering(element: Element, usual: Format, found: Found) -> None:
    found.kind = "order"
    rows = [(shaping.decimal(answer.get("fraction") or "0") or 0, answer) for answer in element.findall("answer")]
    items = [rich(answer, usual="moodle") for _place, answer in sorted(rows, key=lambda row: row[0])]
    grading = words(element, "gradingtype")
    found.body |= {
        "items": [item for item in items if item.text],
        "grading": ORDER_GRADING.get(grading.upper()) or _ORDER_NUMBERS.get(grading, "position"),
    }
    select = words(element, "selecttype").upper()
    say_if_drawn({"0": "ALL", "1": "RANDOM", "2": "CONTIGUOUS"}.get(select, select), words(element, "selectcount"),
                 len(items), found)  # fmt: skip


def _order(element: Element, usual: Format, found: Found) -> None:
    """The older type `order`: pairs of an item and its place."""
    found.kind = "order"
    rows = [
        (shaping.decimal(words(pair, "answer")) or 0, rich(pair, usual=usual))
        for pair in element.findall("subquestion")
    ]
    items = [item for _place, item in sorted(rows, key=lambda row: row[0]) if item.text]
    found.body |= {"items": items, "grading": "position"}


def _description(element: Element, usual: Format, found: Found) -> None:
    found.kind = "description"
    found.body.pop("points", None)
    found.body.pop("penalty", None)


READERS: dict[str, Reader] = {
    "multichoice": _multichoice,
    "multichoiceset": _all_or_nothing,
    "oumultiresponse": _excess,
    "truefalse": _truefalse,
    "shortanswer": _shortanswer,
    "numerical": _numerical,
    **dict.fromkeys(("matching", "match"), _match),
    "ddmatch": _ddmatch,
    "essay": _essay,
    **dict.fromkeys(("cloze", "multianswer"), _cloze),
    **dict.fromkeys(("gapselect", "ddwtos"), _gapselect),
    "ordering": _ordering,
    "order": _order,
    "description": _description,
}


def unsupported_reason(type_: str) -> str:
    """Say why a type of question is not taken over."""
    if type_.startswith("calculated"):
        return _("Laskettuja kysymyksiä (%(type)s) ei tueta: luvut arvotaan kaavasta.") % {"type": type_}
    if type_ in ("random", "randomsamatch"):
        return _("Tyyppiä %(type)s ei tueta: se poimii kysymyksiä Moodlen kysymyspankista.") % {"type": type_}
    if type_.startswith("ddimage") or type_ == "ddmarker":
        return _("Tyyppiä %(type)s ei tueta: siinä vedetään asioita kuvan päälle.") % {"type": type_}
    return _("Kysymystyyppiä %(type)s ei tueta.") % {"type": type_ or "?"}
