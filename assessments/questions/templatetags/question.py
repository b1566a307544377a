"""Shows the words of a question: plain text with its line breaks, HTML with its pictures."""

from collections.abc import Iterable, Mapping
from typing import Any

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from assessments.questions.wording import shown

register = template.Library()


@register.simple_tag
def options(rows: Iterable[Mapping[str, Any]], language: str = "", ending: str = "") -> SafeString:
    """Return the options of a list, the chosen one selected; drawn in one go, as lists to order have many."""
    about = format_html(' lang="{}"', language) if language else ""
    return format_html_join(
        "",
        '<option{} value="{}" {}>{}{}</option>',
        ((about, row["value"], "selected" if row["chosen"] else "", row["text"], ending) for row in rows),
    )


@register.filter
def worded(text: str, question: Any) -> SafeString:
    """Return a text of a question as its format says; `question` is the `Shown` it belongs to."""
    return shown(text, is_html=question.is_html, pictures=question.pictures)
