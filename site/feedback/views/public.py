"""Telling and asking without an account."""

from __future__ import annotations

from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from accounts.models import User
from accounts.people import signed_in
from accounts.throttle import is_throttled
from accounts.visitors import VisitorFormMixin
from feedback.domain.accessibility import receive_feedback
from feedback.domain.links import find_request
from feedback.domain.requests import confirm_request, receive_request
from feedback.enums import RequestState
from feedback.forms import FeedbackForm, RequestForm
from feedback.models import DataRequest

INVALID, TOO_MANY = 422, 429
TRIES = 10  # in ten minutes from one device
READ_OR_SEND = require_http_methods(["GET", "HEAD", "POST"])


def _language() -> str:
    return (get_language() or "fi")[:2]


def _is_too_many(request: HttpRequest, form: VisitorFormMixin) -> bool:
    """Say whether this device has sent enough for now; the form tells it."""
    if not is_throttled(request, "feedback", limit=TRIES, seconds=600):
        return False
    text = _("Tästä laitteesta on lähetetty jo monta lomaketta. Yritä 10 minuutin päästä.")
    form.add_error(None, text)  # type: ignore[attr-defined]
    return True


def _status(request: HttpRequest, *, is_too_many: bool) -> int:
    if is_too_many:
        return TOO_MANY
    return INVALID if request.method == "POST" else 200


@never_cache
@READ_OR_SEND
def feedback(request: HttpRequest) -> HttpResponse:
    """Take accessibility feedback; the page one came from is filled in."""
    form = FeedbackForm(request.POST or None, initial={"page": _came_from(request), "email": _own_address(request)})
    is_too_many = False
    if request.method == "POST" and form.is_valid():
        is_too_many = _is_too_many(request, form)
        if not is_too_many:
            values = {name: form.cleaned_data[name] for name in ("page", "text", "email")}
            key, at = form.sending_key, timezone.now()
            receive_feedback(**values, language=_language(), sending_key=key, at=at)
            return redirect("feedback:thanks")
    context = {"form": form, "days": settings.ACCESSIBILITY_ANSWER_DAYS}
    status = _status(request, is_too_many=is_too_many)
    return render(request, "feedback/feedback.html", context, status=status)


def _own_address(request: HttpRequest) -> str:
    return signed_in(request).email if request.user.is_authenticated else ""


def _came_from(request: HttpRequest) -> str:
    """Return the path of our own page that led here, without what follows it: that may hold something secret."""
    came = request.headers.get("Referer", "")
    if not url_has_allowed_host_and_scheme(came, allowed_hosts={request.get_host()}):
        return ""
    path = urlsplit(came).path
    return path[:300] if path != request.path and "\0" not in path else ""


@require_safe
def thanks(request: HttpRequest) -> HttpResponse:
    """Say by when an answer comes."""
    return render(request, "feedback/thanks.html", {"days": settings.ACCESSIBILITY_ANSWER_DAYS})


@never_cache
@READ_OR_SEND
def data_request(request: HttpRequest) -> HttpResponse:
    """Take a request about one's own data; whoever is signed in sees their earlier ones."""
    user: User | None = signed_in(request) if request.user.is_authenticated else None
    form = RequestForm(request.POST or None, user=user)
    is_too_many = False
    if request.method == "POST" and form.is_valid():
        is_too_many = _is_too_many(request, form)
        if not is_too_many:
            asked, key = form.asked(language=_language()), form.sending_key
            receive_request(asked=asked, user=user, sending_key=key, at=timezone.now())
            return redirect("feedback:request-thanks")
    own = DataRequest.objects.filter(user=user).order_by("-received_at") if user else []
    status = _status(request, is_too_many=is_too_many)
    return render(request, "feedback/request.html", {"form": form, "own": own}, status=status)


@require_safe
def request_thanks(request: HttpRequest) -> HttpResponse:
    """Say what comes next."""
    return render(request, "feedback/request_thanks.html")


@never_cache
@READ_OR_SEND
def confirm(request: HttpRequest, token: str) -> HttpResponse:
    """Confirm a request by its mail's link: looking changes nothing, the button does."""
    found = find_request(token=token)
    if found is None:
        response = render(request, "feedback/confirm_unknown.html", status=404)
    elif request.method == "POST":
        confirm_request(request=found, at=timezone.now())
        response = redirect("feedback:confirm", token=token)
    else:
        response = render(
            request, "feedback/confirm.html", {"ticket": found, "is_waiting": found.state == RequestState.RECEIVED}
        )
    response["X-Robots-Tag"] = "noindex, nofollow"
    return response
