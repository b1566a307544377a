"""Putting a message into words: the built-in ones, or those an editor has written with variables in braces.

A variable that is not there stops the message, so that nobody gets half of one.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

from notifications.kinds import MessageKind, all_kinds

VARIABLE = re.compile(r"\{([^{}\n]*)\}")
GAPS = re.compile(r"\n{3,}")


class UnableToSay(Exception):
    """The message cannot be made from its template; the message says what is wrong."""


@dataclass(frozen=True)
class Said:
    """A message in words; a `problem` means that the editor's template could not be used and the mail has to wait."""

    subject: str
    text: str
    has_link: bool = False  # the text names the address itself
    problem: str = ""


def problems_of(kind: MessageKind, *, subject: str, text: str) -> dict[str, list[str]]:
    """Return by field what keeps a template from being used: unknown variables, lone braces, what it has to tell."""
    known = kind.variables()
    found = {name: _doubts(words, known) for name, words in (("subject", subject), ("text", text))}
    used = set(VARIABLE.findall(text)) | set(VARIABLE.findall(subject))
    used = {name.strip() for name in used}
    missing = [] if "teksti" in used else [name for name in kind.needs if name not in used]
    for name in missing:
        found["text"].append(_("Viestistä puuttuu {%(name)s}, ja ilman sitä se ei kerro asiaansa.") % {"name": name})
    return {name: doubts for name, doubts in found.items() if doubts}


def _doubts(words: str, known: Mapping[str, object]) -> list[str]:
    doubts = [_unknown(name.strip(), known) for name in VARIABLE.findall(words) if name.strip() not in known]
    if any(sign in VARIABLE.sub("", words) for sign in "{}"):
        doubts.append(_("Aaltosululta puuttuu pari. Muuttuja kirjoitetaan {näin}."))
    return doubts


def _unknown(name: str, known: Mapping[str, object]) -> str:
    near = difflib.get_close_matches(name, known, n=1)
    if near:
        text = _("Muuttujaa {%(name)s} ei ole. Tarkoititko {%(near)s}?")
        return text % {"name": name, "near": near[0]}
    return _("Muuttujaa {%(name)s} ei ole tässä viestissä.") % {"name": name}


def fill(words: str, values: Mapping[str, str]) -> str:
    """Return the words with each variable's value in its place. Raises UnableToSay for one that has no value."""
    doubts = _doubts(words, values)
    if doubts:
        raise UnableToSay(" ".join(doubts))
    filled = VARIABLE.sub(lambda match: str(values[match[1].strip()]), words)
    return GAPS.sub("\n\n", filled).strip()


def say(template: tuple[str, str] | None, *, built_in: Said, values: Mapping[str, str], name: str, link: str) -> Said:
    """Return the message in words: the template's, where there is one that can be filled, or else the built-in ones."""
    if template is None:
        return built_in
    subject, text = template
    all_values = {"nimi": name, "otsikko": built_in.subject, "teksti": built_in.text, "linkki": link, **values}
    try:
        names = {one.strip() for one in VARIABLE.findall(text)}
        filled = Said(fill(subject, all_values), fill(text, all_values), has_link="linkki" in names)
    except UnableToSay as error:
        return Said(built_in.subject, built_in.text, problem=str(error))
    if not filled.subject or not filled.text:
        return Said(built_in.subject, built_in.text, problem=_("Viestistä tuli tyhjä."))
    return filled


def template_of(kind: str, language: str) -> tuple[str, str] | None:
    """Return subject and text of the editor's template for a kind in a language, or None for the built-in words."""
    from notifications.models import MessageTemplate  # noqa: PLC0415 -- the model checks itself by this module

    if kind not in all_kinds():
        return None
    rows = MessageTemplate.objects.filter(kind=kind, language=language)
    found: tuple[str, str] | None = rows.values_list("subject", "text").first()
    return found
