"""The person behind a request, typed."""

from typing import cast

from django.http import HttpRequest

from accounts.models import User


def signed_in(request: HttpRequest) -> User:
    """Return the person of a request that only signed-in people reach (behind `login_required`)."""
    assert request.user.is_authenticated  # noqa: S101 -- a programming error, not a user's
    return cast("User", request.user)
