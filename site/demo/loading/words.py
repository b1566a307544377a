"""Turns the Markdown of the source files into what Wagtail stores: rich text and blocks with ids that stay."""

import json
import re
import uuid
from typing import Any

from markdown_it import MarkdownIt

NAMESPACE = uuid.UUID("7d3c2b1e-0f5a-4c77-9a55-5045494c4921")
MARKDOWN = MarkdownIt("commonmark", {"html": False})
Block = tuple[str, Any]


def rich(text: str) -> str:
    """Return Markdown as the HTML that Wagtail's rich text holds (`b` and `i`, no line breaks between)."""
    html = MARKDOWN.render(text.strip())
    html = re.sub(r"<(/?)strong>", r"<\1b>", html)
    html = re.sub(r"<(/?)em>", r"<\1i>", html)
    return re.sub(r">\n<", "><", html).strip()


def flowing(text: str) -> str:
    """Return a text of a source file as a person would have typed it: only paragraphs begin on a new line."""
    return re.sub(r"(?<!\n)\n(?!\n)", " ", text.strip())


def bullets(items: list[str]) -> str:
    """Return the items as a rich text list."""
    return rich("\n".join(f"- {item}" for item in items))


def body_blocks(text: str) -> list[Block]:
    """Return a Markdown text as blocks of a page body: headings, and text between them."""
    blocks: list[Block] = []
    for part in re.split(r"^(?=#{2,3} )", text.strip(), flags=re.MULTILINE):
        heading = re.match(r"(#{2,3}) (.+)\n?", part)
        if heading:
            blocks.append(("heading", {"text": heading[2].strip(), "level": f"h{len(heading[1])}"}))
        text = part[heading.end() :] if heading else part
        if text.strip():
            blocks.append(("text", rich(text)))
    return blocks


def stream(blocks: list[Block], *, of: str) -> str:
    """Return blocks as a StreamField stores them. `of` names the page: ids stay the same from load to load."""
    raw = [
        {"type": kind, "value": _with_ids(value, f"{of}/{number}"), "id": stable_id(f"{of}/{number}")}
        for number, (kind, value) in enumerate(blocks)
    ]
    return json.dumps(raw, ensure_ascii=False)


def stable_id(name: str) -> str:
    """Return an id made of a name."""
    return str(uuid.uuid5(NAMESPACE, name))


def _with_ids(value: Any, name: str) -> Any:
    """Give the items of lists inside a block their ids, as Wagtail does."""
    if isinstance(value, list):
        return [
            {"type": "item", "value": _with_ids(item, f"{name}/{number}"), "id": stable_id(f"{name}/{number}")}
            for number, item in enumerate(value)
        ]
    if isinstance(value, dict):
        return {key: _with_ids(item, f"{name}/{key}") for key, item in value.items()}
    return value
