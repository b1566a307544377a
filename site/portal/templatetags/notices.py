"""The way from a form to the privacy notice of the register that its words go into."""

from typing import Any

from django import template
from django.core.cache import cache

register = template.Library()
KEY = "privacy-notices"


@register.inclusion_tag("components/privacy_notice.html")
def privacy_notice(name: str) -> dict[str, Any]:
    """This tag will link the privacy notice of a register (`portal.models.Register`); without a notice nothing."""
    return {"url": notice_urls().get(name, "")}


def notice_urls() -> dict[str, str]:
    """Return the address of each register's notice, kept in the cache for a minute."""
    urls = cache.get(KEY)
    if urls is None:
        from portal.models import InfoPage  # noqa: PLC0415 -- read only when the cache is cold

        pages = InfoPage.objects.live().exclude(register="").order_by("-path").defer_streamfields()
        urls = {page.register: page.url or "" for page in pages}
        cache.set(KEY, urls, 60)
    return urls
