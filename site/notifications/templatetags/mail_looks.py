"""The look of a piece of a mail: in its element for mail programs, as a class for pages, from one style sheet."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import Any

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

register = template.Library()

SHEET = Path(__file__).resolve().parents[1] / "static" / "notifications" / "mail.css"
RULE = re.compile(r"^\.([\w-]+) \{\n(.*?)\n\}$", re.MULTILINE | re.DOTALL)


@cache
def looks() -> dict[str, str]:
    """Return the declarations of each class, as they stand in an element."""
    rules = RULE.findall(SHEET.read_text())
    return {name: re.sub(r"\s*([:;,])\s*", r"\1", " ".join(body.split())).rstrip(";") for name, body in rules}


@register.simple_tag(takes_context=True)
def look(context: dict[str, Any], name: str) -> SafeString:
    """Return the class of the look; in a mail, which brings no style sheet, its declarations."""
    declarations = looks()[name]
    return format_html('class="{}"', name) if context.get("links_sheet") else format_html('style="{}"', declarations)
