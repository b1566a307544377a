"""Which pages may ask for the camera and the microphone."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps

from django.http import HttpResponse

ALLOWED = "camera=(self), microphone=(self), geolocation=(), payment=()"
View = Callable[..., HttpResponse]


def may_use_devices(view: View) -> View:
    """Let the page that a view draws ask for camera and microphone; everywhere else the site's policy refuses."""

    @wraps(view)
    def allowed(*args: object, **kwargs: object) -> HttpResponse:
        response = view(*args, **kwargs)
        response["Permissions-Policy"] = ALLOWED
        return response

    return allowed
