"""Answers the probes of a load balancer before anything else is touched."""

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
