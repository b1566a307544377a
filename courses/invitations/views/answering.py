"""What an invitation's link leads to."""

from django.http import Http404, HttpRequest, HttpResponse


def invited(request: HttpRequest, token: str) -> HttpResponse:
    """Show an invitation; opening it changes nothing, as mail scanners open links too."""
    raise Http404
