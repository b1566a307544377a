"""Fixed texts of groups, for templates."""

from django import template

from courses.groups import notices
from courses.groups.domain.offline_lock import lock_of

register = template.Library()
register.filter("lock_of", lock_of)
NOTICES = {"confidentiality": notices.CONFIDENTIALITY, "crisis": notices.CRISIS, "write": notices.WRITE_OF_GROUP}


@register.simple_tag
def notice(name: str) -> str:
    """Show one of the fixed texts in the active language."""
    return str(NOTICES[name])
