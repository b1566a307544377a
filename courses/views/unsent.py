"""What a form brought after the session had ended: shown to its writer again, to be sent with one button."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import Resolver404, resolve, reverse
from django.views.decorators.http import require_safe

from courses.unsent import FIELD, keep, landing_of, peek

HERE = "courses:unsent"
SIGN_IN = "account_login"


class UnsentMiddleware:
    """Keeps what a form brought whose sender turned out to be signed out; the sign-in leads back to it.

    Activities lead to their own page with the text in place (`signed_in_or_kept`); all other forms to the page below.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if request.method != "POST" or response.status_code != 302 or not request.POST.get(FIELD):
            return response
        is_sign_in = response["Location"].partition("?")[0] == reverse(SIGN_IN)
        if not is_sign_in or request.user.is_authenticated or landing_of(request.path):
            return response
        if keep(request, request.get_full_path()):
            response["Location"] = f"{reverse(SIGN_IN)}?next={reverse(HERE)}"
        return response


@login_required
@require_safe
def unsent(request: HttpRequest) -> HttpResponse:
    """Show what was being sent, and offer to send it now; without anything kept lead home."""
    found = peek(request)
    if found is None:
        return redirect("/")
    address, fields = found
    try:
        resolve(address.partition("?")[0])
    except Resolver404:
        return redirect("/")
    pairs = [(name, value) for name, values in fields.items() for value in values]
    context = {"address": address, "pairs": pairs, "texts": [value for _name, value in pairs if " " in value.strip()]}
    return render(request, "courses/unsent.html", context)
