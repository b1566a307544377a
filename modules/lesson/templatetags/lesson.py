"""Tags for the lesson's page."""

from __future__ import annotations

from typing import Any

from django import template

register = template.Library()


@register.filter
def at(mapping: dict[str, Any], key: str) -> Any:
    """Return what a mapping holds for a key."""
    return mapping.get(key)
