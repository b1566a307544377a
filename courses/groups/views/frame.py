"""What the pages of a group share: where one is, and how a refusal is told."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from courses.groups.domain.refusals import GroupRefusal
from courses.groups.models import PeerGroup

INVALID = 422  # a form that was not taken; the page shows why


def url(name: str, group: PeerGroup, **kwargs: Any) -> str:
    """Return the address of a page of the group."""
    return reverse(f"groups:{name}", kwargs={"group": group.public_id, **kwargs})


def crumbs(group: PeerGroup) -> list[dict[str, str]]:
    """Return the way back from a page under the group."""
    return [
        {"title": _("Omat ryhmät"), "url": reverse("groups:mine")},
        {"title": group.name, "url": url("group", group)},
    ]


def page(
    request: HttpRequest, template: str, group: PeerGroup, context: dict[str, Any], *, status: int = 200
) -> HttpResponse:
    """Draw a page under the group."""
    shown = {"group": group, "crumbs": crumbs(group), **context}
    return render(request, f"groups/{template}", shown, status=status)


def form_page(
    request: HttpRequest, group: PeerGroup, form: forms.Form, *, template: str = "form.html", **context: Any
) -> HttpResponse:
    """Draw the ordinary page of one form: title, words, the form, and what must be asked before saving."""
    context.setdefault("cancel_url", url("group", group))
    refused = request.method == "POST"
    return page(request, template, group, {"form": form, **context}, status=INVALID if refused else 200)


def is_done(form: forms.Form, verb: Callable[[], object], field: str | None = None) -> bool:
    """Do what the form asks for; a refusal becomes an error of the form, or of one of its fields."""
    try:
        verb()
    except GroupRefusal as error:
        form.add_error(error.about if error.about in form.fields else field, str(error))
        return False
    return True


def act(request: HttpRequest, verb: Callable[[], object], success: str, back: str) -> HttpResponse:
    """Do what a button asks for and go back to the page; a refusal is told as a message."""
    try:
        verb()
    except GroupRefusal as error:
        messages.error(request, str(error))
    else:
        messages.success(request, success)
    return redirect(back)
