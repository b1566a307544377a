"""The Content Security Policy, and the one exception to it: the content admin's own inline scripts.

Wagtail 8.0 writes inline scripts for its date pickers and inline panels and knows no nonces, so `/cms/` alone,
which only signed-in editors reach, may run inline scripts. Its rich text editor writes style elements (placeholders,
the numbers of nested lists); style attributes stay forbidden there too.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property

from csp.constants import HEADER, SELF, UNSAFE_INLINE
from csp.middleware import CSPMiddleware
from csp.utils import build_policy
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase

ADMIN = "/cms/"


class PolicyMiddleware(CSPMiddleware):
    """Sends the policy of the settings, put together once; django-csp puts it together for each answer, and twice."""

    @cached_property
    def _usual(self) -> str:
        return build_policy()

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        if settings.DEBUG or any(name.startswith("_csp") for name in (*vars(response), *vars(request))):
            return super().process_response(request, response)
        response.headers.setdefault(HEADER, self._usual)
        return response


class AdminPolicyMiddleware:
    """Loosen scripts and style elements for the content admin and nothing else."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if request.path.startswith(ADMIN):
            own = getattr(response, "_csp_update", {})
            loosened = {"script-src": [UNSAFE_INLINE], "style-src-elem": [SELF, UNSAFE_INLINE]}
            response._csp_update = {**own, **loosened}  # type: ignore[attr-defined]
        return response
