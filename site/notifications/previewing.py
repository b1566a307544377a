"""What an editor sees of a message before it is used: made from the examples of its kind."""

from __future__ import annotations

from typing import Any

from django.utils import translation

from notifications.framing import framed, parts_of
from notifications.kinds import all_kinds
from notifications.models import MessageTemplate
from notifications.wording import Said, problems_of, say


def preview_context(template: MessageTemplate) -> dict[str, Any]:
    """Return what the preview shows: the mail made from examples, or what keeps it from being made."""
    with translation.override(template.language):
        return _in_language(template)


def _in_language(template: MessageTemplate) -> dict[str, Any]:
    kind = all_kinds().get(template.kind)
    shown: dict[str, Any] = {"language": template.language, "problem": [], "subject": template.subject, "parts": []}
    shown["links_sheet"] = True  # a page of the editor may carry no declarations in its elements
    if kind is None:
        return shown
    problems = problems_of(kind, subject=template.subject, text=template.text)
    if problems:
        return shown | {"problem": [line for lines in problems.values() for line in lines]}
    examples = {name: str(example) for name, (_label, example) in kind.variables().items()}
    own = {name: examples[name] for name in kind.values}
    built_in = Said(examples["otsikko"], examples["teksti"])
    words = (template.subject, template.text)
    said = say(words, built_in=built_in, values=own, name=examples["nimi"], link=examples["linkki"])
    plain = framed(said, name=examples["nimi"], link=examples["linkki"])
    return shown | {"subject": said.subject, "plain": plain, "parts": parts_of(plain)}
