"""The page of one sign-up, reached by the link in its mails."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from accounts.throttle import is_throttled
from events.domain.links import find_signup
from events.domain.refusals import UnableToSignUp
from events.domain.signing_up import cancel_signup, waiting_number
from events.enums import SignupState
from events.models import EventSignup
from events.views.public import language

TRIES = 30  # a minute from one device


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def own(request: HttpRequest, token: str) -> HttpResponse:
    """Show a sign-up; a POST cancels it. Opening the link changes nothing, as mail programs open links themselves."""
    signup = None if is_throttled(request, "event-own", limit=TRIES, seconds=60) else find_signup(token=token)
    if signup is None:
        response = render(request, "events/own_unknown.html", status=404)
    elif request.method == "POST":
        response = _cancel(request, signup, token)
    else:
        response = render(request, "events/own.html", _shown(signup))
    response["X-Robots-Tag"] = "noindex, nofollow"
    response["Referrer-Policy"] = "same-origin"
    return response


def _cancel(request: HttpRequest, signup: EventSignup, token: str) -> HttpResponse:
    try:
        cancel_signup(signup=signup, at=timezone.now())
    except UnableToSignUp as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("Ilmoittautumisesi on peruttu."))
    return redirect("events:own", token=token)


def _shown(signup: EventSignup) -> dict[str, object]:
    event = signup.event
    at = timezone.now()
    standing = signup.state != SignupState.CANCELED and event.canceled_at is None
    return {
        "signup": signup,
        "event": event,
        "words": event.in_words(language()),
        "number": waiting_number(signup) if signup.state == SignupState.WAITING else 0,
        "is_over": event.ends_at <= at,
        "may_cancel": standing and at < event.starts_at,
        "join_url": event.online_url if standing and signup.state == SignupState.CONFIRMED else "",
    }
