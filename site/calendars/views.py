"""One's own calendar: the page about it, and the feed that calendar programs read."""

from hashlib import sha256

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone, translation
from django.utils.cache import get_conditional_response
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.people import signed_in
from accounts.throttle import is_throttled
from calendars.domain import address_of, end_address, feed_at, feed_of, make_address, note_fetch, renew_address
from calendars.entries import entries_of
from calendars.ics import as_ics

PER_HOUR = 60  # one calendar program asks a few times a day; several of them, and a person who tries
UNKNOWN_PER_HOUR = 60


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def own_calendar(request: HttpRequest) -> HttpResponse:
    """Show the address of one's feed and how to use it; a POST makes, renews or ends the address."""
    user = signed_in(request)
    if request.method == "POST":
        _change(request)
        return redirect("calendars:own")
    feed = feed_of(user=user)
    address = address_of(feed) if feed else ""
    context = {"feed": feed, "address": address, "webcal": "webcal:" + address.partition(":")[2] if address else ""}
    return render(request, "calendars/own.html", context)


def _change(request: HttpRequest) -> None:
    user, action, at = signed_in(request), request.POST.get("action", ""), timezone.now()
    seen = request.POST.get("seen", "")
    if action == "make":
        make_address(user=user, at=at)
        messages.success(request, _("Kalenterisi osoite on valmis."))
    elif action == "renew" and seen.isascii() and seen.isdigit() and len(seen) < 9:
        if renew_address(user=user, seen=int(seen), at=at):
            messages.success(request, _("Osoite on vaihdettu. Vanha osoite ei enää toimi."))
    elif action == "end":
        end_address(user=user)
        messages.success(request, _("Osoite on poistettu. Kalenterisi ei enää saa tapahtumia Peilistä."))


@require_safe
def feed(request: HttpRequest, token: str) -> HttpResponseBase:
    """Answer a calendar program with the appointments of the person whose address this is; 404 for any other."""
    found = feed_at(token)
    if found is None:
        if is_throttled(request, "calendar-unknown", limit=UNKNOWN_PER_HOUR, seconds=3600):
            return _later()
        raise Http404
    if is_throttled(request, f"calendar-{found.public_id}", limit=PER_HOUR, seconds=3600):
        return _later()
    at = timezone.now()
    note_fetch(found, on=timezone.localdate(at))
    with translation.override(found.user.language):
        body = as_ics(entries_of(user=found.user, at=at), name="Peili")
    etag = f'"{sha256(body).hexdigest()[:32]}"'
    response = HttpResponse(body, content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = 'inline; filename="peili.ics"'
    response["ETag"] = etag
    _keep_to_its_owner(response)
    return get_conditional_response(request, etag=etag, response=response) or response


def _later() -> HttpResponse:
    response = HttpResponse(_("Liian monta hakua. Yritä tunnin kuluttua uudelleen."), status=429)
    response["Content-Type"] = "text/plain; charset=utf-8"
    response["Retry-After"] = "3600"
    return response


def _keep_to_its_owner(response: HttpResponse) -> None:
    """Let the one who asked keep it for a while, and nobody else: no shared cache, no search engine."""
    response["Cache-Control"] = "private, max-age=900"
    response["X-Robots-Tag"] = "noindex, nofollow, noarchive"
    response["Referrer-Policy"] = "no-referrer"
