"""Many certificates as one ZIP: sent at once, or ordered, waited for and fetched. For advisors and for coordinators."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import wraps
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from accounts.models import User
from accounts.people import signed_in
from courses import permissions
from courses.certificates.domain import packing
from courses.certificates.domain.accesses import record_many
from courses.certificates.domain.bundle_streams import stream_bundle
from courses.certificates.domain.bundles import (
    STREAMED_AT_MOST,
    Source,
    UnableToBundle,
    count_files,
    nothing_to_pack,
    order_bundle,
    progress_of,
)
from courses.certificates.domain.selection import Selection
from courses.certificates.models import AccessHat, CertificateBundle
from courses.certificates.views.desk import Desk, advisor_page
from courses.certificates.views.files import private


@dataclass(frozen=True)
class Room:
    """Where somebody fetches many certificates: whose they are, in which role, and which addresses belong to it."""

    user: User
    source: Source
    hat: str
    slug: str
    frame: Callable[[], dict[str, Any]]

    def url(self, name: str, **more: Any) -> str:
        """Return an address of this room: its list, its ZIP, or one of its bundles."""
        if self.source.organisation is not None:
            names = {"list": "advisor", "zip": "advisor-zip", "bundle": "advisor-bundle", "file": "advisor-bundle-file"}
            return reverse(f"certificates:{names[name]}", kwargs={"organisation": self.slug, **more})
        names = {"list": "run", "zip": "run-zip", "bundle": "run-bundle", "file": "run-bundle-file"}
        return reverse(f"certificates:{names[name]}", kwargs={"run": self.slug, **more})


RoomView = Callable[..., HttpResponseBase]


def for_advisor(view: RoomView) -> RoomView:
    """Give a view the room of an organization's contact."""

    @advisor_page
    @wraps(view)
    def answer(request: HttpRequest, desk: Desk, **kwargs: Any) -> HttpResponseBase:
        source = Source(organisation=desk.organisation)
        room = Room(desk.user, source, AccessHat.ORGANISATION, desk.organisation.slug, desk.frame)
        return view(request, room, **kwargs)

    return answer


def for_coordinator(view: RoomView) -> RoomView:
    """Give a view the room of a run's coordinator."""

    @login_required
    @wraps(view)
    def answer(request: HttpRequest, run: str, **kwargs: Any) -> HttpResponseBase:
        found = permissions.staffed_run_or_404(request.user, run, permissions.COORDINATOR)
        room = Room(signed_in(request), Source(run=found), AccessHat.STAFF, found.slug, lambda: {"run": found})
        return view(request, room, **kwargs)

    return answer


@require_http_methods(["GET", "POST"])
def many(request: HttpRequest, room: Room) -> HttpResponseBase:
    """Send all that is selected as one ZIP; what is too much for that is ordered with a press of a button."""
    at = timezone.now()
    asked = Selection.read(request.GET if request.method == "GET" else request.POST)
    back = room.url("list") + (f"?{asked.query()}" if asked.query() else "")
    if request.method == "POST":
        return _order(request, room, asked, back=back, at=at)
    found = room.source.certificates(asked, at=at)
    number = found.count()
    if not count_files(found):
        messages.info(request, nothing_to_pack())
        return redirect(back)
    if number > STREAMED_AT_MOST:
        context = {**room.frame(), "number": number, "asked": asked.asked(), "action": room.url("zip"), "back": back}
        return render(request, "certificates/bundle_order.html", context)
    rows = list(found)
    taken = [row.pk for row in rows if packing.is_packed(row)]
    record_many(taken, hat=room.hat, user=room.user, organisation=room.source.organisation, at=at)
    return _zip(packing.stream(rows, at=at), room, at)


@require_GET
def waiting(request: HttpRequest, room: Room, bundle: UUID) -> HttpResponseBase:
    """Show how far a bundle is, truly; reloading the page is enough to follow it."""
    found = _bundle_or_404(room, bundle)
    done = found.total if found.is_ready else progress_of(found)
    context = {
        **room.frame(),
        "bundle": found,
        "done": done,
        "file_url": room.url("file", bundle=found.public_id),
        "list_url": room.url("list"),
    }
    response = render(request, "certificates/bundle.html", context)
    response["Cache-Control"] = "private, no-store"
    return response


@require_GET
def fetch(request: HttpRequest, room: Room, bundle: UUID) -> HttpResponseBase:
    """Send a ready bundle to the person who ordered it, without what may not be seen any more."""
    at = timezone.now()
    found = _bundle_or_404(room, bundle)
    if not found.is_ready:
        return redirect(room.url("bundle", bundle=found.public_id))
    if not count_files(room.source.certificates(at=at).filter(pk__in=found.members)):
        messages.info(request, _("Yksikään paketin todistuksista ei ole enää ladattavissa."))
        return redirect(room.url("list"))
    return _zip(stream_bundle(found, at=at), room, at)


def _order(request: HttpRequest, room: Room, asked: Selection, *, back: str, at: datetime) -> HttpResponseBase:
    try:
        bundle = order_bundle(source=room.source, selection=asked, by=room.user, at=at)
    except UnableToBundle as error:
        messages.info(request, str(error))
        return redirect(back)
    return redirect(room.url("bundle", bundle=bundle.public_id))


def _bundle_or_404(room: Room, public_id: UUID) -> CertificateBundle:
    """Return a bundle of this room that the person ordered themself and that has not expired."""
    mine = CertificateBundle.objects.open_to(room.user, timezone.now())
    mine = mine.filter(organisation=room.source.organisation, run=room.source.run)
    found = mine.select_related("organisation", "run", "requested_by").filter(public_id=public_id).first()
    if found is None:
        raise Http404
    return found


def _zip(content: Any, room: Room, at: datetime) -> HttpResponseBase:
    response = StreamingHttpResponse(content, content_type="application/zip")
    name = f"{_('todistukset')}-{room.slug}-{timezone.localdate(at):%Y-%m-%d}.zip"
    response["Content-Disposition"] = content_disposition_header(True, name) or "attachment"
    return private(response)


advisor_many, run_many = for_advisor(many), for_coordinator(many)
advisor_waiting, run_waiting = for_advisor(waiting), for_coordinator(waiting)
advisor_fetch, run_fetch = for_advisor(fetch), for_coordinator(fetch)
