"""Tags for the templates of body blocks."""

from __future__ import annotations

from typing import Any

from django import template

from media.models import Recording

register = template.Library()


@register.simple_tag(takes_context=True)
def recording_url(context: dict[str, Any], recording: Recording, part: str | int = "") -> str:
    """Return the address of a recording or one of its parts.

    An activity hands its own route over as `recording_base`; elsewhere the address for public recordings is used.
    """
    base = context.get("recording_base")
    address = f"{base}{recording.public_id}/" if base else recording.url
    return f"{address}{part}/" if part else address
