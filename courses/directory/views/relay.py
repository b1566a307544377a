"""The links of the relay: a visitor confirms a message, a facilitator reports one. Opening a link changes nothing."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from accounts.throttle import is_throttled
from courses.directory.domain import relay
from courses.directory.models import ContactMessage, Listing

TRIES = 30  # a minute from one device
View = Callable[[HttpRequest, ContactMessage], HttpResponse]


@require_safe
def asked(request: HttpRequest) -> HttpResponse:
    """Tell a visitor that the message waits for its confirmation."""
    return _said(request, "asked")


def by_link(kind: str) -> Callable[[View], Callable[..., HttpResponse]]:
    """Give a view the message that its link stands for; a link that does not hold ends politely."""

    def wrap(view: View) -> Callable[..., HttpResponse]:
        @wraps(view)
        @never_cache
        def answer(request: HttpRequest, token: str) -> HttpResponse:
            if is_throttled(request, "directory-link", limit=TRIES, seconds=60):
                response = _said(request, "busy", status=429)
                response["Retry-After"] = "60"
                return response
            message = relay.find_message(token=token, kind=kind)
            return view(request, message) if message else _said(request, "unknown", status=404)

        return answer

    return wrap


@by_link("c")
def confirm(request: HttpRequest, message: ContactMessage) -> HttpResponse:
    """Show the visitor the message once more; a POST sends it on."""
    if message.sent_at is not None:
        return _said(request, "sent")
    if not Listing.objects.shown(timezone.now()).filter(pk=message.listing_id).exists():
        return _said(request, "unknown", status=404)
    if request.method == "POST":
        relay.send_on(message=message, at=timezone.now())
        return _said(request, "sent")
    return render(request, "directory/confirm.html", {"message": message, "listing": message.listing})


@by_link("r")
def report(request: HttpRequest, message: ContactMessage) -> HttpResponse:
    """Ask the facilitator whether the message was out of place; a POST closes its sender out."""
    if message.reported_at is not None:
        return _said(request, "reported")
    if request.method == "POST":
        relay.report_message(message=message, at=timezone.now())
        return _said(request, "reported")
    return render(request, "directory/report.html", {"message": message})


def _said(request: HttpRequest, what: str, status: int = 200) -> HttpResponse:
    return render(request, "directory/said.html", {"what": what}, status=status)
