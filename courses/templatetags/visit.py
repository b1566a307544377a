"""Addresses of an activity's own routes, in the templates of activity types."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import template
from django.utils.html import format_html

from courses.unsent import FIELD, word_for

if TYPE_CHECKING:
    from courses.visits import Visit

register = template.Library()


@register.simple_tag
def visit_url(visit: Visit, name: str = "", **kwargs: Any) -> str:
    """This tag will give the address of a route of the visited activity; without a name, of its landing page."""
    return visit.url(name, **kwargs)


@register.simple_tag(takes_context=True)
def keeps_text(context: Any) -> str:
    """This tag will let a form survive the end of the session: what was typed is there after signing in."""
    user = getattr(context.get("request"), "user", None)
    if user is None or not user.is_authenticated:
        return ""
    return format_html('<input type="hidden" name="{}" value="{}">', FIELD, word_for(user))
