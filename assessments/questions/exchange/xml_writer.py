"""Writes Moodle XML, so that Moodle and we read the same question from it."""

from __future__ import annotations

import base64
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, Any
from xml.sax.saxutils import escape, quoteattr

from django.utils.translation import gettext as _

from assessments.questions.exchange.cloze import write_gaps
from assessments.questions.exchange.gift_answers import ORDER_GRADING
from assessments.questions.exchange.markup import attribute, from_plain, replace_tags
from assessments.questions.exchange.shaping import SLASH

if TYPE_CHECKING:
    from assessments.questions.exchange.exporting import Exported, Outgoing

_TYPES = {
    "single": "multichoice",
    "multiple": "multichoice",
    "truefalse": "truefalse",
    "match": "matching",
    "order": "ordering",
    "numeric": "numerical",
    "short": "shortanswer",
    "open": "essay",
    "gaps": "cloze",
    "description": "description",
}
_COMBINED = {
    "feedback_correct": "correctfeedback",
    "feedback_partial": "partiallycorrectfeedback",
    "feedback_incorrect": "incorrectfeedback",
}
_GRADINGS = {value: name for name, value in ORDER_GRADING.items()}
_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")


def write(rows: Sequence[Outgoing], exported: Exported) -> str:
    """Return the file; what Moodle cannot hold is stated in `exported`."""
    parts, category = ['<?xml version="1.0" encoding="UTF-8"?>\n<quiz>'], ""
    for row in rows:
        if row.category != category:
            category = row.category
            path = f"top/{category.replace(SLASH, '//')}"
            parts.append(f'<question type="category"><category>{_text(path)}</category></question>')
        parts.append(_Writer(row).question())
        exported.written += 1
        exported.losses += [(row.name, reason) for reason in _unsaid(row)]
    return "\n".join([*parts, "</quiz>\n"])


def _unsaid(row: Outgoing) -> Iterable[str]:
    if row.kind == "order" and row.body.get("grading", "pairs") == "pairs":
        yield _("Moodle ei tunne järjestyksen arviointia pareittain; tiedostossa se on paikkojen mukaan.")


def _text(text: str) -> str:
    return f"<text>{escape(_ILLEGAL.sub('', text))}</text>"


def _unit(unit: Mapping[str, Any]) -> str:
    factor = format(Decimal(unit.get("factor", "1")), "f")
    return f"<unit><multiplier>{factor}</multiplier><unit_name>{escape(unit['name'])}</unit_name></unit>"


def _tag(name: str, content: Any) -> str:
    return f"    <{name}>{escape(str(content))}</{name}>"


def _as_html(body: Mapping[str, Any]) -> dict[str, Any]:
    """Return a plain body with gaps as HTML, since Moodle reads what stands in the gaps as such."""
    html: dict[str, Any] = {
        name: from_plain(value) for name, value in body.items() if name == "text" or name.startswith("feedback")
    }
    html["hints"] = [hint | {"text": from_plain(hint.get("text", ""))} for hint in body.get("hints", ())]
    html["gaps"] = [
        gap | {"answers": [row | {"feedback": from_plain(row.get("feedback", ""))} for row in gap["answers"]]}
        for gap in body["gaps"]
    ]
    return {**body, **html}


class _Writer:
    """Writes one question."""

    def __init__(self, row: Outgoing) -> None:
        self.row = row
        self.is_html = row.body.get("format") == "html" or row.kind == "gaps"
        plain_gaps = row.kind == "gaps" and row.body.get("format") != "html"
        self.body: Mapping[str, Any] = _as_html(row.body) if plain_gaps else row.body

    def question(self) -> str:
        """Return the element of the question."""
        own: Callable[[], Iterable[str]] = getattr(self, f"_{self.row.kind}")
        text = self.body["text"]
        if self.row.kind == "gaps":
            text = write_gaps(text, self.body["gaps"])
        lines = [
            f'  <question type="{self._type()}">',
            f"    <name>{_text(self.body.get('name') or self.row.name)}</name>",
            self._rich("questiontext", text),
            self._rich("generalfeedback", self.body.get("feedback", "")),
            _tag("defaultgrade", self.body.get("points", "1") if self.row.kind != "description" else "0"),
            _tag("penalty", self.body.get("penalty", "0")),
            _tag("hidden", int(self.row.is_archived)),
            _tag("idnumber", self.row.code),
            *[self._rich(tag, self.body[name]) for name, tag in _COMBINED.items() if self.body.get(name)],
            *own(),
            *[self._hint(hint) for hint in self.body.get("hints", ())],
            self._tags(),
            "  </question>",
        ]
        return "\n".join(line for line in lines if line)

    def _type(self) -> str:
        if self.body.get("all_or_nothing"):
            return "multichoiceset"
        return "oumultiresponse" if self.body.get("excess") else _TYPES[self.row.kind]

    def _rich(self, tag: str, text: str, more: str = "", attributes: str = "") -> str:
        """Return an element with a text, its format and the files it shows."""
        format_ = "html" if self.is_html else "plain_text"
        files: dict[str, bytes] = {}
        if self.is_html:
            text = replace_tags(text, lambda mark, name, found: self._carried(mark, name, found, files))
        inner = "".join(
            f'<file name={quoteattr(name)} path="/" encoding="base64">{base64.b64encode(data).decode("ascii")}</file>'
            for name, data in files.items()
        )
        return f'    <{tag} format="{format_}"{attributes}>{_text(text)}{inner}{more}</{tag}>'

    def _carried(self, mark: str, name: str, found: dict[str, str], files: dict[str, bytes]) -> str | None:
        sha = found.get("id", "").removeprefix("sha1-")
        file = self.row.carried.get(sha)
        if name not in ("embed", "a") or mark or (name == "a" and file is None):
            return None
        if file is None:
            return ""
        unique = f"{sha[:8]}-{file.name}" if files.get(file.name, file.data) != file.data else file.name
        files[unique] = file.data
        address = f"@@PLUGINFILE@@/{attribute(unique)}"
        return (
            f'<img src="{address}" alt="{attribute(found.get("alt", ""))}">'
            if name == "embed"
            else f'<a href="{address}">'
        )

    def _hint(self, hint: Mapping[str, Any]) -> str:
        more = "<clearwrong/>" if hint.get("clear_wrong") else ""
        return self._rich("hint", hint.get("text", ""), more + ("<shownumcorrect/>" if hint.get("show_count") else ""))

    def _tags(self) -> str:
        tags = "".join(f"<tag>{_text(tag)}</tag>" for tag in self.row.tags)
        return f"    <tags>{tags}</tags>" if tags else ""

    def _answer(self, share: Fraction, text: str, feedback: str, more: str = "", *, rich: bool = False) -> str:
        percent = f' fraction="{format(float(share * 100), ".7g")}"'
        said = self._rich("feedback", feedback).strip()
        if rich:
            return self._rich("answer", text, said + more, percent)
        return f'    <answer{percent} format="plain_text">{_text(text)}{said}{more}</answer>'

    def _choices(self, is_single: bool) -> Iterable[str]:
        yield _tag("single", str(is_single).lower())
        yield _tag("shuffleanswers", str(self.body.get("shuffle", True)).lower())
        yield _tag("answernumbering", self.body.get("numbering", "none"))
        options = self.body["options"]
        rights = sum(bool(option.get("correct")) for option in options)
        for option in options:
            is_right = bool(option.get("correct"))
            share = Fraction(int(is_right))
            if not is_single and not (self.body.get("all_or_nothing") or self.body.get("excess")):
                share = Fraction(1, rights) if is_right else Fraction(-1, max(1, len(options) - rights))
            share = Fraction(option["fraction"]) if option.get("fraction") is not None else share
            yield self._answer(share, option["text"], option.get("feedback", ""), rich=True)

    def _single(self) -> Iterable[str]:
        return self._choices(True)

    def _multiple(self) -> Iterable[str]:
        return self._choices(False)

    def _truefalse(self) -> Iterable[str]:
        for word, is_right in (("true", self.body["answer"]), ("false", not self.body["answer"])):
            yield self._answer(Fraction(int(is_right)), word, self.body.get(f"feedback_{word}", ""))

    def _match(self) -> Iterable[str]:
        yield _tag("shuffleanswers", str(self.body.get("shuffle", True)).lower())
        rows = [(pair["prompt"], pair["answer"]) for pair in self.body["pairs"]]
        for prompt, answer in [*rows, *[("", answer) for answer in self.body.get("distractors", ())]]:
            yield self._rich("subquestion", prompt, f"<answer>{_text(answer)}</answer>")

    def _order(self) -> Iterable[str]:
        yield _tag("layouttype", "VERTICAL")
        yield _tag("selecttype", "ALL")
        yield _tag("selectcount", 0)
        yield _tag("gradingtype", _GRADINGS.get(self.body.get("grading", "pairs"), "ABSOLUTE_POSITION"))
        yield _tag("showgrading", "SHOW")
        for place, item in enumerate(self.body["items"], start=1):
            yield self._rich("answer", item, "", f' fraction="{place}"')

    def _numeric(self) -> Iterable[str]:
        for row in self.body["answers"]:
            margin = f"<tolerance>{row.get('tolerance', '0')}</tolerance>"
            value = "*" if row.get("value") is None else row["value"]
            yield self._answer(Fraction(row.get("fraction", "1")), value, row.get("feedback", ""), margin)
        needed = self.body.get("unit_needed", "no")
        yield _tag("showunits", {"no": 3, "choose": 2}.get(needed, 0))
        yield _tag("unitgradingtype", int(needed in ("graded", "choose")))
        yield _tag("unitpenalty", self.body.get("unit_penalty", "0"))
        units = [{"name": self.body["unit"]}] if self.body.get("unit") else []
        written = "".join(_unit(unit) for unit in [*units, *self.body.get("units", ())])
        yield f"    <units>{written}</units>" if written else ""  # Moodle reads the first list and no other

    def _short(self) -> Iterable[str]:
        yield _tag("usecase", int(self.body.get("case_sensitive", False)))
        for row in self.body["accepted"]:
            text = row["text"] if self.body.get("wildcards") else row["text"].replace("*", "\\*")
            yield self._answer(Fraction(row.get("fraction", "1")), text, row.get("feedback", ""))

    def _open(self) -> Iterable[str]:
        yield _tag("responseformat", self.body.get("response", "plain"))
        yield _tag("responserequired", int(self.body.get("required", True)))
        yield _tag("responsefieldlines", self.body.get("lines", 15))
        yield _tag("minwordlimit", self.body["min_words"]) if "min_words" in self.body else ""
        yield _tag("maxwordlimit", self.body["max_words"]) if "max_words" in self.body else ""
        yield _tag("attachments", self.body.get("attachments", 0))
        yield _tag("attachmentsrequired", self.body.get("attachments_required", 0))
        yield self._rich("graderinfo", self.body.get("guidance", ""))
        yield f'    <responsetemplate format="plain_text">{_text(self.body.get("template", ""))}</responsetemplate>'

    def _gaps(self) -> Iterable[str]:
        return ()

    def _description(self) -> Iterable[str]:
        return ()
