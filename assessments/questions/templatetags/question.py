"""Shows the words of a question: plain text with its line breaks, HTML with its pictures."""

from typing import Any

from django import template
from django.utils.safestring import SafeString

from assessments.questions.wording import shown

register = template.Library()


@register.filter
def worded(text: str, question: Any) -> SafeString:
    """Return a text of a question as its format says; `question` is the `Shown` it belongs to."""
    return shown(text, is_html=question.is_html, pictures=question.pictures)
