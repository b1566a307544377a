"""Writes questions of the bank as files, and says what a format cannot hold."""

from __future__ import annotations

import base64
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from assessments.questions.exchange import aiken, gift_writer, own_json, xml_writer
from assessments.questions.exchange.found import Carried
from assessments.questions.exchange.markup import to_text
from assessments.questions.exchange.media_links import Portable
from assessments.questions.kinds import KINDS
from assessments.questions.models import Question

ENDINGS = {"moodle-xml": "xml", "gift": "gift", "aiken": "txt", "json": "json"}
MIME_TYPES = {"moodle-xml": "application/xml", "json": "application/json"}


@dataclass(frozen=True)
class Outgoing:
    """One question on its way out; its body names files by their content."""

    kind: str
    body: dict[str, Any]
    category: str = ""
    code: str = ""
    tags: tuple[str, ...] = ()
    is_archived: bool = False
    carried: dict[str, Carried] = field(default_factory=dict)

    @property
    def name(self) -> str:
        """The name, or the beginning of the text of a question without one."""
        text = self.body["text"] if self.body.get("format") != "html" else to_text(self.body["text"])
        return self.body.get("name") or " ".join(text.split())[:80]


@dataclass
class Exported:
    """A file, and what of the questions is not in it: the name of each and the reason."""

    content: str
    written: int = 0
    losses: list[tuple[str, str]] = field(default_factory=list)
    left_out: list[tuple[str, str]] = field(default_factory=list)


def outgoing(questions: QuerySet[Question]) -> list[Outgoing]:
    """Return questions as they go out: their newest versions, in the order of their categories."""
    newest = questions.filter(current__isnull=False).select_related("current").order_by("category", "pk")
    rows = list(newest.prefetch_related("tags"))  # type: ignore[misc]  # taggit's manager has no name the other way
    versions = [row.current for row in rows if row.current]
    portable = Portable(version.body for version in versions)
    found = []
    for row, version in zip(rows, versions, strict=True):
        body = portable.body({**version.body, "name": row.name or version.body.get("name", "")})
        # Written once more by the kind, so that bodies of older rules leave as those of today.
        body = KINDS[version.kind].dump(KINDS[version.kind].parse(body))
        tags = tuple(sorted(tag.name for tag in row.tags.all()))
        found.append(
            Outgoing(version.kind, body, row.category, row.code, tags, row.is_archived, portable.carried(body))
        )
    return found


def export(rows: Sequence[Outgoing], format_: str) -> Exported:
    """Return the file in one of the formats: moodle-xml, gift, aiken or json."""
    writers = {"moodle-xml": xml_writer.write, "gift": gift_writer.write, "aiken": _aiken, "json": _json}
    exported = Exported("")
    exported.content = writers[format_](rows, exported)
    return exported


def _json(rows: Sequence[Outgoing], exported: Exported) -> str:
    files = {
        sha: {"name": file.name, "data": base64.b64encode(file.data).decode("ascii")}
        for row in rows
        for sha, file in row.carried.items()
    }
    exported.written = len(rows)
    return own_json.write([_plain_row(row) for row in rows], files)


def _plain_row(row: Outgoing) -> dict[str, Any]:
    values = {"kind": row.kind, "category": row.category, "code": row.code, "tags": list(row.tags)}
    return {**values, "archived": row.is_archived, "body": row.body}


def _aiken(rows: Sequence[Outgoing], exported: Exported) -> str:
    parts = []
    for row in rows:
        options = row.body.get("options", ())
        if row.kind != "single" or sum(bool(option.get("correct")) for option in options) != 1 or len(options) > 26:
            exported.left_out.append((row.name, _("Aiken tuntee vain kysymykset, joissa on yksi oikea vaihtoehto.")))
            continue
        body = row.body if row.body.get("format") != "html" else _plain_choice(row.body)
        parts.append(aiken.write(row.kind, body))
        exported.written += 1
        if more := sorted(_more_than_aiken(row)):
            exported.losses.append((row.name, _("Aiken ei tunne: %(what)s.") % {"what": ", ".join(more)}))
    return "\n".join(parts)


def _plain_choice(body: dict[str, Any]) -> dict[str, Any]:
    options = [option | {"text": to_text(option["text"])} for option in body["options"]]
    return body | {"text": to_text(body["text"]), "options": options}


def _more_than_aiken(row: Outgoing) -> set[str]:
    more = set()
    if row.body.get("format") == "html":
        more.add(_("muotoilut ja kuvat"))
    if any(row.body.get(name) for name in ("feedback", "feedback_correct", "feedback_partial", "feedback_incorrect")):
        more.add(_("palautteet"))
    if any(option.get("feedback") for option in row.body["options"]):
        more.add(_("palautteet"))
    if any(option.get("fraction") for option in row.body["options"]):
        more.add(_("pisteosuudet"))
    if row.tags or row.code:
        more.add(_("asiasanat ja tunnus"))
    return more | leftover(row.body, ("points", "penalty", "hints", "shuffle", "numbering"))


def leftover(body: dict[str, Any], names: Iterable[str]) -> set[str]:
    """Return, in words, which of the fields say something."""
    said = {
        "points": _("pisteet"),
        "penalty": _("vähennys uusista yrityksistä"),
        "hints": _("vihjeet"),
        "shuffle": _("sekoittaminen"),
        "numbering": _("numerointi"),
        "feedback_correct": _("palautteet tuloksen mukaan"),
        "feedback_partial": _("palautteet tuloksen mukaan"),
        "feedback_incorrect": _("palautteet tuloksen mukaan"),
        "case_sensitive": _("kirjainkoko"),
        "unit": _("yksiköt"),
        "units": _("yksiköt"),
        "all_or_nothing": _("kaikki tai ei mitään"),
        "excess": _("liikojen valintojen laskeminen"),
        "template": _("vastauksen pohja"),
        "guidance": _("arvioijan ohje"),
        "min_words": _("sanamäärä"),
        "max_words": _("sanamäärä"),
        "attachments": _("liitteet"),
    }
    return {said[name] for name in names if name in body}
