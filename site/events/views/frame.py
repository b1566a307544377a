"""What the organizer's pages share: the way back, and the page of one form."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from events.domain.refusals import EventRefusal
from events.models import Event

INVALID = 422


def url(name: str, event: Event) -> str:
    """Return the address of an organizer's page of the event."""
    return reverse(f"events:{name}", kwargs={"event": event.public_id})


def crumbs(event: Event | None = None) -> list[dict[str, str]]:
    """Return the way back from a page of the desk, or from one under an event."""
    rows = [{"title": _("Tapahtumat"), "url": reverse("events:desk-list")}]
    if event:
        rows.append({"title": event.title, "url": url("desk", event)})
    return rows


def form_page(request: HttpRequest, form: forms.BaseForm, **context: Any) -> HttpResponse:
    """Draw the page of one form; what was refused comes back with a status that says so."""
    status = INVALID if request.method == "POST" else 200
    return render(request, "events/form.html", {"form": form, **context}, status=status)


def is_done(form: forms.BaseForm, verb: Callable[[], object]) -> bool:
    """Do what the form asks for; a refusal becomes an error of the form."""
    try:
        verb()
    except EventRefusal as error:
        form.add_error(None, str(error))
        return False
    return True
