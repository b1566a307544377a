"""What the pages of this app share: the three roles in which one arranges sessions, and the way back."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from courses.experts.domain.networks import networks_of
from courses.experts.enums import Hat
from courses.experts.models import ExpertSession, GroupNetwork
from courses.groups.views.frame import INVALID

LISTS = {
    Hat.FACILITATOR: "experts:sessions",
    Hat.ADVISOR: "experts:advisor-sessions",
    Hat.EXPERT: "experts:expert-sessions",
}


def desk_url(hat: str, name: str, session: ExpertSession | None = None) -> str:
    """Return an address of the organizer's pages in a role."""
    kwargs = {"session": session.public_id} if session else {}
    return reverse(f"experts:{hat}-{name}", kwargs=kwargs)


def list_url(hat: str) -> str:
    """Return where the organizer's sessions are listed in a role."""
    return reverse(LISTS[Hat(hat)])


def crumbs(hat: str, session: ExpertSession | None = None) -> list[dict[str, str]]:
    """Return the way back from an organizer's page."""
    rows = [{"title": _("Asiantuntijaosuudet"), "url": list_url(hat)}]
    if session is not None:
        rows.append({"title": session.topic, "url": desk_url(hat, "desk", session)})
    return rows


def networks_for(user: Any, hat: str) -> Any:
    """Return the networks one may address: a facilitator the own ones, the others any."""
    return networks_of(user=user) if hat == Hat.FACILITATOR else GroupNetwork.objects.all()


def form_page(request: HttpRequest, form: forms.Form, *, template: str = "form.html", **context: Any) -> HttpResponse:
    """Draw the ordinary page of one form."""
    refused = request.method == "POST"
    return render(request, f"experts/{template}", {"form": form, **context}, status=INVALID if refused else 200)
