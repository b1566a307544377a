"""The one exception to the Content Security Policy: the content admin's own inline scripts.

Wagtail 8.0 writes inline scripts for its date pickers and inline panels and knows no nonces, so `/cms/` alone,
which only signed-in editors reach, may run inline scripts. Styles stay strict there too.
"""

from collections.abc import Callable

from csp.constants import UNSAFE_INLINE
from django.http import HttpRequest, HttpResponse

ADMIN = "/cms/"


class AdminPolicyMiddleware:
    """Loosen `script-src` for the content admin and nothing else."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if request.path.startswith(ADMIN):
            response._csp_update = {"script-src": [UNSAFE_INLINE]}  # type: ignore[attr-defined]
        return response
