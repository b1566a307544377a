"""How the cells of a report are drawn."""

from typing import Any

from django import template

from courses.wording import number

register = template.Library()


@register.filter
def figure(value: Any) -> Any:
    """Return a number as the reader's language writes it, a text as it is, a dash for nothing."""
    return number(value) if isinstance(value, int | float) else "–" if value in (None, "") else value
