"""Writes GIFT, so that Moodle and we read the same question from it."""

from __future__ import annotations

import base64
import re
from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from assessments.questions.exchange.gift_answers import ORDER_GRADING
from assessments.questions.exchange.markup import attribute, from_plain, replace_tags
from assessments.questions.exchange.shaping import SLASH
from media.uploads import EXTENSIONS

if TYPE_CHECKING:
    from assessments.questions.exchange.exporting import Exported, Outgoing

_RESERVED = re.compile(r"[\\#={}~:]")
_COMMON = ("points", "penalty", "hints", "feedback_correct", "feedback_partial", "feedback_incorrect")
_UNSAID = {
    "single": ("shuffle", "numbering"),
    "multiple": ("shuffle", "numbering", "all_or_nothing", "excess"),
    "match": ("shuffle",),
    "numeric": ("unit", "units"),
    "short": ("case_sensitive",),
    "open": ("template", "guidance", "min_words", "max_words", "attachments"),
}
_GRADINGS = {value: name for name, value in ORDER_GRADING.items()}


def write(rows: Sequence[Outgoing], exported: Exported) -> str:
    """Return the file; what GIFT cannot say is stated in `exported`."""
    from assessments.questions.exchange.exporting import leftover  # noqa: PLC0415 -- it knows this module

    parts, category = [], ""
    for row in rows:
        if row.kind == "gaps" or any(file.sort != "picture" for file in row.carried.values()):
            reason = _("GIFT ei tunne aukkotehtäviä.") if row.kind == "gaps" else _("GIFT ei kuljeta liitteitä.")
            exported.left_out.append((row.name, reason))
            continue
        if row.category != category:
            category = row.category
            parts.append(f"$CATEGORY: {_escaped(category.replace(SLASH, '//'))}\n")
        parts.append(_question(row))
        exported.written += 1
        more = leftover(row.body, [*_COMMON, *_UNSAID.get(row.kind, ())])
        if row.kind == "description" and row.body.get("feedback"):
            more.add(_("palaute"))
        if row.kind == "single" and not any(option.get("correct") for option in row.body["options"]):
            more.add(_("yksi valinta, jos mikään vaihtoehto ei ole täysien pisteiden arvoinen"))
        if row.kind == "order" and row.body.get("grading", "pairs") == "pairs":
            more.add(_("järjestyksen arviointi pareittain"))
        if more:
            exported.losses.append((row.name, _("GIFT ei tunne: %(what)s.") % {"what": ", ".join(sorted(more))}))
    return "\n".join(parts)


def _question(row: Outgoing) -> str:
    marks = [f"[id:{_marked(row.code)}]"] if row.code else []
    marks += [f"[tag:{_marked(tag)}]" for tag in row.tags]
    head = f"// {' '.join(marks)}\n" if marks else ""
    text = _Writer(row)
    usual = "[html]" if text.is_html else "[plain]"
    head += f"::{_escaped(row.body.get('name') or row.name)}::{usual}{text(row.body['text'])}"
    if row.kind == "description":
        return f"{head}\n"
    general = row.body.get("feedback", "")
    tail = f"####{text(general)}\n" if general else ""
    return f"{head}{{{text.answers()}{tail}}}\n"


def _marked(text: str) -> str:
    return re.sub(r"([\\\]])", r"\\\1", text)


def _escaped(text: str) -> str:
    return _RESERVED.sub(lambda match: f"\\{match[0]}", text).replace("\n", "\\n")


def _weight(share: Fraction) -> str:
    return f"%{format(float(share * 100), '.7g')}%"


class _Writer:
    """Writes the parts of one question."""

    def __init__(self, row: Outgoing) -> None:
        self.row = row
        self.body: Mapping[str, Any] = row.body
        self.is_html = row.body.get("format") == "html"

    def __call__(self, text: str) -> str:
        """Return a text of the question, with its pictures in it; a bracket at its start says no format."""
        if self.is_html:
            text = replace_tags(text, self._picture)
        return _escaped(text)

    def first(self, text: str) -> str:
        """Return a text that stands first in an answer, where a bracket or a percent sign could mean something."""
        text = self(text)
        return f"[{'html' if self.is_html else 'plain'}]{text}" if text[:1] in ("[", "%", "/") else text

    def plain(self, text: str) -> str:
        """Return words that are plain whatever the format of the question."""
        return f"[plain]{_escaped(text)}"

    def _picture(self, mark: str, name: str, attributes: dict[str, str]) -> str | None:
        if name != "embed":
            return None
        file = self.row.carried.get(attributes.get("id", "").removeprefix("sha1-"))
        if file is None:
            return ""
        ending = file.name.rpartition(".")[2].lower()
        kind = next((kind for kind, endings in EXTENSIONS.items() if ending in endings), "png")
        data = base64.b64encode(file.data).decode("ascii")
        return f'<img src="data:image/{kind};base64,{data}" alt="{attribute(attributes.get("alt", ""))}">'

    def answers(self) -> str:
        """Return what stands between the braces."""
        return getattr(self, f"_{self.row.kind}")()

    def _said(self, part: Mapping[str, Any]) -> str:
        said = part.get("feedback", "")
        return f"#{self(said)}" if said else ""

    def _single(self) -> str:
        rows = []
        for option in self.body["options"]:
            share = (
                Fraction(option["fraction"]) if option.get("fraction") else Fraction(int(option.get("correct", False)))
            )
            mark = "=" if share == 1 else f"~{_weight(share)}" if share else "~"
            rows.append(f"\t{mark}{self.first(option['text'])}{self._said(option)}\n")
        return "\n" + "".join(rows)

    def _multiple(self) -> str:
        options = self.body["options"]
        rights = sum(bool(option.get("correct")) for option in options)
        rows = []
        for option in options:
            own = Fraction(1, rights) if option.get("correct") else Fraction(-1, max(1, len(options) - rights))
            share = Fraction(option["fraction"]) if "fraction" in option else own
            rows.append(f"\t~{_weight(share)}{self.first(option['text'])}{self._said(option)}\n")
        return "\n" + "".join(rows)

    def _truefalse(self) -> str:
        is_true = self.body["answer"]
        right, wrong = (self.body.get(f"feedback_{name}", "") for name in ("true", "false"))
        right, wrong = (right, wrong) if is_true else (wrong, right)
        said = f"#{self(wrong)}#{self(right)}" if right else f"#{self(wrong)}" if wrong else ""
        return ("TRUE" if is_true else "FALSE") + said

    def _match(self) -> str:
        rows = [(self._arrowless(pair["prompt"]), pair["answer"]) for pair in self.body["pairs"]]
        rows += [("", answer) for answer in self.body.get("distractors", ())]
        return "\n" + "".join(f"\t={prompt} -> {self.plain(answer)}\n" for prompt, answer in rows)

    def _arrowless(self, text: str) -> str:
        """Return a text where an arrow would part a pair; in plain text it can only be said in HTML."""
        if self.is_html or "->" not in text:
            return self.first(text)
        return f"[html]{_escaped(from_plain(text))}"

    def _short(self) -> str:
        rows = []
        for answer in self.body["accepted"]:
            text = answer["text"] if self.body.get("wildcards") else answer["text"].replace("*", "\\*")
            share = Fraction(answer.get("fraction", "1"))
            said = f"#{self._arrowless(answer['feedback'])}" if answer.get("feedback") else ""
            words = f"[html]{_escaped(from_plain(text))}" if "->" in text else self.plain(text)
            rows.append(f"\t={_weight(share)}{words}{said}\n")
        return "\n" + "".join(rows)

    def _numeric(self) -> str:
        rows = []
        for answer in self.body["answers"]:
            value, share = answer["value"], Fraction(answer.get("fraction", "1"))
            number = "*" if value is None else f"{value}:{answer.get('tolerance', '0')}"
            rows.append(f"\t={_weight(share)}{number}{self._said(answer)}\n")
        return "#\n" + "".join(rows)

    def _order(self) -> str:
        items = self.body["items"]
        grading = _GRADINGS.get(self.body.get("grading", "pairs"), "ABSOLUTE_POSITION")
        rows = "".join(f"{self.first(item)}\n" for item in items)
        return f">{len(items)} ALL VERTICAL {grading} SHOW none\n{rows}"

    def _open(self) -> str:
        return ""
