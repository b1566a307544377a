"""The facilitator's and the trainer's side: giving a link to a guest or to the support, and taking it back."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.people import signed_in
from courses.connection import domain
from courses.connection.devices import may_use_devices
from courses.connection.forms import GuestLinkForm, NoteForm
from courses.connection.models import ConnectionLink, LinkKind
from courses.groups.permissions import meeting_or_404
from courses.groups.views.frame import crumbs, url
from courses.models import Session
from courses.permissions import staffed_run_or_404

INVALID = 422


@login_required
@may_use_devices
def of_meeting(request: HttpRequest, group: UUID, meeting: UUID) -> HttpResponse:
    """Show the check and the links of a group's meeting to its facilitator."""
    found = meeting_or_404(request.user, group, meeting)
    context = {
        "group": found.group,
        "meeting": found,
        "phone": found.phone,
        "back": url("meeting", found.group, meeting=found.public_id),
        "crumbs": crumbs(found.group),
        "base": "groups/page.html",
    }
    return _manage(request, found, context)


@login_required
@may_use_devices
def of_session(request: HttpRequest, run: str, position: int) -> HttpResponse:
    """Show the check and the links of a course session to the staff of its run."""
    found = staffed_run_or_404(request.user, run)
    session = get_object_or_404(Session, run=found, position=position)
    back = reverse("courses:session-desk", kwargs={"run": run, "position": position})
    context = {
        "run": found,
        "session": session,
        "phone": session.support_phone,
        "back": back,
        "crumbs": [{"title": f"{session.position}. {session.title}", "url": back}],
        "base": "base.html",
    }
    return _manage(request, session, context)


def _manage(request: HttpRequest, target: domain.Target, context: dict[str, Any]) -> HttpResponse:
    links = domain.links_of(target)
    is_note = request.method == "POST" and request.POST.get("do") == "note"
    note = NoteForm(request.POST if is_note else None)
    if request.method == "POST" and not is_note:
        _press(request, target, links)
        return redirect(request.path)
    support = links.get(LinkKind.SUPPORT)
    if is_note and support and note.is_valid():
        try:
            text, at = note.cleaned_data["text"], timezone.now()
            domain.write_note(link=support, text=text, from_support=False, at=at)
        except domain.UnableToConnect as error:
            note.add_error("text", str(error))
        else:
            return redirect(request.path)
    guest = links.get(LinkKind.GUEST)
    context |= {
        "target": target,
        "may_open": not domain.is_canceled(target) and target.ends_at > timezone.now(),
        "guest": guest,
        "guest_address": _address(guest),
        "guest_form": GuestLinkForm(initial={"shows_join": guest.shows_join if guest else False}),
        "support": support,
        "support_address": _address(support),
        "notes": list(support.notes.all()) if support else [],
        "form": note,
        "hours": settings.CONNECTION_LINK_HOURS,
    }
    return render(request, "connection/manage.html", context, status=INVALID if is_note else 200)


def _address(link: ConnectionLink | None) -> str:
    if link is None:
        return ""
    return settings.BASE_URL.rstrip("/") + reverse("connection:link", kwargs={"token": domain.token_of(link)})


def _press(request: HttpRequest, target: domain.Target, links: dict[str, ConnectionLink]) -> None:
    what, _colon, kind = request.POST.get("do", "").partition(":")
    if kind not in LinkKind.values:
        return
    link, at = links.get(kind), timezone.now()
    if what == "open":
        shows = kind == LinkKind.SUPPORT or bool(request.POST.get("shows_join"))
        try:
            domain.open_link(target=target, kind=kind, shows_join=shows, by=signed_in(request), at=at)
        except domain.UnableToConnect as error:
            messages.error(request, str(error))
        else:
            messages.success(request, _("Linkki on valmis annettavaksi."))
    elif link and what == "renew":
        seen = request.POST.get("seen", "")
        if seen.isascii() and seen.isdigit() and len(seen) < 6:
            domain.renew_link(link=link, seen=int(seen))
            messages.success(request, _("Linkki on vaihdettu. Aiemmin annettu ei enää toimi."))
    elif link and what == "revoke":
        domain.revoke_link(link=link, at=at)
        messages.success(request, _("Linkki on otettu pois."))
