"""Answers probes first, drops cookies nobody was given, and keeps pages from camera and microphone."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from config import health


class HealthMiddleware:
    """Answer `/healthz` and `/readyz` before host checks, redirects to HTTPS, sessions and languages."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.path_info == "/healthz":
            return health.healthz(request)
        if request.path_info == "/readyz":
            return health.readyz(request)
        return self.get_response(request)


class CookieMiddleware:
    """Forget cookies with a NUL in them: none of ours has one, and PostgreSQL refuses to look one up as a session."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        for name in [name for name, value in request.COOKIES.items() if "\0" in value]:
            del request.COOKIES[name]
        return self.get_response(request)


class DevicePolicyMiddleware:
    """Refuse every page the camera, the microphone and the place, except those that say they need them."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        response.headers.setdefault("Permissions-Policy", "camera=(), microphone=(), geolocation=(), payment=()")
        return response
