"""The calendar of one group: giving its address out and taking it back, and answering calendar programs."""

from __future__ import annotations

from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.people import signed_in
from accounts.throttle import is_throttled
from calendars.ics import as_ics
from courses.groups.calendar_entries import entries_for_members
from courses.groups.domain import feeds as domain
from courses.groups.domain.refusals import GroupRefusal
from courses.groups.forms.meetings import FeedForm
from courses.groups.models import GroupFeed, PeerGroup
from courses.groups.permissions import group_or_404
from courses.groups.views.frame import page

FETCHES = 240  # an hour from one device: a few calendar programs behind one address


@login_required
def share(request: HttpRequest, group: UUID) -> HttpResponse:
    """Show the group's calendar address, open it, choose what it shows, change it or end it."""
    user = signed_in(request)
    found = group_or_404(user, group)
    feed = GroupFeed.objects.filter(group=found).first()
    if request.method == "POST":
        _press(request, found, feed, user.language)
        return redirect(request.path)
    is_open = feed is not None and feed.closed_at is None and not found.is_closed
    context = {
        "form": FeedForm(initial={"shows_place": feed.shows_place} if feed else None),
        "feed": feed,
        "is_open": is_open,
        "address": _address(feed) if feed and is_open else "",
    }
    return page(request, "calendar.html", found, context)


def _address(feed: GroupFeed) -> str:
    path = reverse("groups:group-feed", kwargs={"token": domain.token_of(feed)})
    return settings.BASE_URL.rstrip("/") + path


def _press(request: HttpRequest, group: PeerGroup, feed: GroupFeed | None, language: str) -> None:
    what, at = request.POST.get("do", ""), timezone.now()
    if what == "open":
        shows = bool(request.POST.get("shows_place"))
        try:
            domain.open_feed(group=group, shows_place=shows, language=language, at=at)
        except GroupRefusal as error:
            messages.error(request, str(error))
        else:
            messages.success(request, _("Ryhmän kalenteri on tallennettu."))
    elif feed and what == "renew":
        seen = request.POST.get("seen", "")
        if seen.isascii() and seen.isdigit() and len(seen) < 6:
            domain.renew_feed(feed=feed, seen=int(seen))
            messages.success(request, _("Osoite on vaihdettu. Aiemmin jaettu ei enää toimi."))
    elif feed and what == "close":
        domain.close_feed(feed=feed, at=at)
        messages.success(request, _("Ryhmän kalenteri on suljettu."))


@require_safe
def feed(request: HttpRequest, token: str) -> HttpResponse:
    """Answer a calendar program: times, and the place if the facilitator says so; no names, never a log."""
    if is_throttled(request, "group-calendar", limit=FETCHES, seconds=3600):
        answer = HttpResponse(_("Liian monta hakua. Yritä tunnin kuluttua uudelleen."), status=429)
        answer["Content-Type"], answer["Retry-After"] = "text/plain; charset=utf-8", "3600"
        return answer
    found = domain.feed_at(token=token, at=timezone.now())
    if found is None:
        raise Http404
    with translation.override(found.language):
        body = as_ics(entries_for_members(feed=found), name=_("Vertaisryhmän tapaamiset"))
    answer = HttpResponse(body, content_type="text/calendar; charset=utf-8")
    answer["Cache-Control"] = "private, max-age=900"
    answer["X-Robots-Tag"] = "noindex, nofollow"
    answer["Referrer-Policy"] = "no-referrer"
    return answer
