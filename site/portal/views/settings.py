"""Small choices of the visitor, and the style guide."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from portal.context import THEMES
from portal.styleguide import sample_content

YEAR = 365 * 24 * 3600


@require_POST
def choose_theme(request: HttpRequest) -> HttpResponse:
    """Keep the chosen look in a cookie; works without JavaScript."""
    target = request.POST.get("next", "/")
    is_ours = url_has_allowed_host_and_scheme(target, {request.get_host()}, require_https=request.is_secure())
    if not (is_ours and target.startswith("/")):  # what is no path would be taken for the name of a view
        target = "/"
    response = redirect(target)
    theme = request.POST.get("theme", "")
    if theme in THEMES:
        response.set_cookie("theme", theme, max_age=YEAR, samesite="Lax", secure=request.is_secure())
    else:
        response.delete_cookie("theme")
    return response


def styleguide(request: HttpRequest) -> HttpResponse:
    """Show every component with realistic content; only on a demo or development installation."""
    if not (settings.DEMO or settings.DEBUG):
        raise Http404
    return render(request, "portal/styleguide.html", sample_content())
