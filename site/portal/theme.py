"""Light, dark or as the device wishes: the reader's choice, kept in a cookie so that it needs no script."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

COOKIE = "ulkoasu"
CHOICES = ("light", "dark")
YEAR = 365 * 24 * 3600


def chosen_theme(request: HttpRequest) -> str:
    """This function will give the reader's theme, or nothing if the device decides."""
    value = request.COOKIES.get(COOKIE, "")
    return value if value in CHOICES else ""


@require_POST
def choose_theme(request: HttpRequest) -> HttpResponse:
    """This view will keep the choice and go back to the page it was made on."""
    target = request.POST.get("next", "")
    if not url_has_allowed_host_and_scheme(target, {request.get_host()}, request.is_secure()):
        target = "/"
    response = HttpResponseRedirect(target)
    theme = request.POST.get("theme", "")
    if theme in CHOICES:
        response.set_cookie(COOKIE, theme, max_age=YEAR, samesite="Lax", secure=request.is_secure(), httponly=True)
    else:
        response.delete_cookie(COOKIE, samesite="Lax")
    return response
