"""Addresses of an activity's own routes, in the templates of activity types."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import template

if TYPE_CHECKING:
    from courses.visits import Visit

register = template.Library()


@register.simple_tag
def visit_url(visit: Visit, name: str = "", **kwargs: Any) -> str:
    """This tag will give the address of a route of the visited activity; without a name, of its landing page."""
    return visit.url(name, **kwargs)
