"""Pages of this app under a group's menu."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from courses.groups.models import PeerGroup
from courses.groups.views.frame import crumbs


def page(
    request: HttpRequest, template: str, group: PeerGroup, context: dict[str, Any], *, status: int = 200
) -> HttpResponse:
    """Draw a page under the group."""
    return render(request, f"quotes/{template}", {"group": group, "crumbs": crumbs(group), **context}, status=status)
