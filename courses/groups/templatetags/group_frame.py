"""The menu that the pages of a group share."""

from typing import Any

from django import template

from courses.groups.menu import menu_of

register = template.Library()


@register.inclusion_tag("groups/menu.html", takes_context=True)
def group_menu(context: dict[str, Any]) -> dict[str, Any]:
    """Show where one is among the pages of the group; nothing on a page that has no group yet."""
    group, match = context.get("group"), context["request"].resolver_match
    if group is None or match is None:
        return {"parts": []}
    parts = menu_of(group=group, view_name=match.view_name, arguments=match.kwargs)
    part = next((part for part in parts if part.current), None)
    here = next((entry.title for entry in part.entries if entry.current), "") if part else ""
    inside = part.entries if part and len(part.entries) > 1 else []
    return {"parts": parts, "here": here, "inside": inside}
