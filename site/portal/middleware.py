"""The language of the interface: the signed-in person's own, else the cookie's, else the browser's."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import translation

KNOWN = dict(settings.LANGUAGES)


def language_of(request: HttpRequest) -> str:
    """Return the code of the language to answer in."""
    chosen = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
    if chosen in KNOWN:
        return chosen
    own = getattr(request.user, "language", "") if request.user.is_authenticated else ""
    if own in KNOWN:
        return own
    return translation.get_language_from_request(request) if request.headers.get("Accept-Language") else "fi"


class LanguageMiddleware:
    """Answers in the visitor's language and says so in the response."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.path.startswith("/static/"):
            return self.get_response(request)
        language = language_of(request)
        translation.activate(language)
        request.LANGUAGE_CODE = language
        response = self.get_response(request)
        response.headers.setdefault("Content-Language", language)
        return response
