"""The menu that the pages of a group share."""

from typing import Any

from django import template
from django.utils.translation import gettext as _

from courses.groups.menu import menu_of
from courses.section_menu import drawn

register = template.Library()


@register.inclusion_tag("components/section_nav.html", takes_context=True)
def group_menu(context: dict[str, Any]) -> dict[str, Any]:
    """Show where one is among the pages of the group; nothing on a page that has no group yet."""
    group, match = context.get("group"), context["request"].resolver_match
    if group is None or match is None:
        return {"parts": []}
    parts = menu_of(group=group, view_name=match.view_name, arguments=match.kwargs)
    return drawn(parts, label=_("Ryhmän sivut"))
