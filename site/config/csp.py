"""The one exception to the Content Security Policy: the content admin's own inline scripts.

Wagtail 8.0 writes inline scripts for its date pickers and inline panels and knows no nonces, so `/cms/` alone,
which only signed-in editors reach, may run inline scripts. Its rich text editor writes style elements (placeholders,
the numbers of nested lists); style attributes stay forbidden there too.
"""

from collections.abc import Callable

from csp.constants import SELF, UNSAFE_INLINE
from django.http import HttpRequest, HttpResponse

ADMIN = "/cms/"


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
