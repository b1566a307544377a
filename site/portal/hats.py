"""Two roles whose data must not mix: a trainee who is also a contact of an organization wears one hat at a time.

The role is in the address and is asked for at each request; that is what guards the data. What is remembered here is
only which hat is on, so that a bookmark or an old link does not change it unnoticed: the page asks first. Pages that
are sent forms, and requests of scripts, are left alone: nobody loses what they have typed.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

WORN = "hat"  # the key in the session
TRAINEE, ADVISOR = "trainee", "advisor"
PREFIXES = {TRAINEE: ("/oppi/", "/ryhmat/", "/todistukset/", "/rahoittaja/"), ADVISOR: ("/neuvoja/",)}
HOMES = {TRAINEE: "portal:trainee", ADVISOR: "certificates:advisor-home"}


class HatMiddleware:
    """Asks before a page of the other hat is opened."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        hat = hat_of_path(request.path_info)
        if hat and request.user.is_authenticated and has_both(request.user) and _is_page(request):
            worn = request.session.get(WORN)
            if worn is None:
                request.session[WORN] = hat
            elif worn != hat:
                return _ask(request, hat)
        return self.get_response(request)


def hat_of_path(path: str) -> str:
    """Return the hat that an address belongs to, or ""."""
    return next((hat for hat, prefixes in PREFIXES.items() if path.startswith(prefixes)), "")


def has_both(user: Any) -> bool:
    """Say whether the person is a trainee and a contact of an organization at the moment."""
    return bool(getattr(user, "is_trainee", False) and getattr(user, "is_advisor", False))


def worn_by(request: HttpRequest) -> str:
    """Return the hat of somebody who has both, or "" for everybody else."""
    return str(request.session.get(WORN, "")) if has_both(request.user) else ""


@require_POST
def switch(request: HttpRequest) -> HttpResponse:
    """Put the other hat on and go where it was asked for; whoever has only one goes home."""
    hat = request.POST.get("hat", "")
    if hat not in HOMES or not has_both(request.user):
        return redirect("portal:home")
    request.session[WORN] = hat
    target = request.POST.get("next", "")
    is_ours = url_has_allowed_host_and_scheme(target, allowed_hosts=None) and hat_of_path(target) == hat
    return redirect(target if is_ours else reverse(HOMES[hat]))


def _is_page(request: HttpRequest) -> bool:
    """Say whether somebody opens a page, as opposed to a form that is sent or a script that asks."""
    return request.method == "GET" and request.headers.get("Sec-Fetch-Dest", "document") == "document"


def _ask(request: HttpRequest, hat: str) -> HttpResponse:
    titles = {TRAINEE: _("Osallistuja"), ADVISOR: _("Yritysneuvoja")}
    other = ADVISOR if hat == TRAINEE else TRAINEE
    context = {
        "hat": hat,
        "title": titles[hat],
        "now": titles[other],
        "home": reverse(HOMES[other]),
        "next": request.get_full_path(),
        "navigation": [],
        "hats": [],
    }
    response = render(request, "portal/switch_hat.html", context, status=409)
    response["Cache-Control"] = "private, no-store"
    return response
