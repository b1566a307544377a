"""The language of the interface: the one just chosen, the signed-in person's own, the cookie's, the browser's."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import Resolver404, resolve, reverse
from django.utils import translation

KNOWN = dict(settings.LANGUAGES)
CHOICE = "kieli"  # `?kieli=sv`: how a visitor without an account chooses; no cookie before that
YEAR = 365 * 24 * 3600
NOT_ALLOWED = 405


def language_of(request: HttpRequest) -> str:
    """Return the code of the language to answer in."""
    user = request.user
    for code in (
        request.GET.get(CHOICE, ""),
        request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, ""),
        getattr(user, "language", "") if user.is_authenticated else "",
    ):
        if code in KNOWN:
            return code
    return translation.get_language_from_request(request) if request.headers.get("Accept-Language") else "fi"


class LanguageMiddleware:
    """Answers in the visitor's language, says so in the response, and remembers a choice."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        language = language_of(request)
        translation.activate(language)
        request.LANGUAGE_CODE = language
        response = self.get_response(request)
        response.headers.setdefault("Content-Language", language)
        if request.GET.get(CHOICE) == language:
            response.set_cookie(
                settings.LANGUAGE_COOKIE_NAME, language, max_age=YEAR, samesite="Lax", secure=request.is_secure()
            )
        return response


class SignOutMiddleware:
    """Tells the browser to forget what pages have left in it, when somebody signs out: unsent logs above all."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if request.method == "POST" and request.path == reverse("account_logout") and response.status_code == 302:
            response["Clear-Site-Data"] = '"storage"'
        return response


class FormAddressMiddleware:
    """Gives a page to who opens the address of a form's sending as if it were a page: after signing in, by its link.

    Browsers show an error of their own for an empty answer, with no way on. The page leads to the one that the
    address lies under.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if response.status_code != NOT_ALLOWED or request.method != "GET" or response.content:
            return response
        if "text/html" not in request.headers.get("Accept", ""):
            return response
        page = render(request, "405.html", {"above": page_above(request.path)}, status=NOT_ALLOWED)
        page["Allow"] = response["Allow"]
        return page


def page_above(path: str) -> str:
    """Return the nearest address of ours above one; the front page when there is none."""
    while path := path.rstrip("/").rpartition("/")[0]:
        try:
            if resolve(f"{path}/").view_name != "wagtail_serve":
                return f"{path}/"
        except Resolver404:
            continue
    return "/"
