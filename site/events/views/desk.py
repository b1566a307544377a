"""The organizer's pages of who comes: all events, one event, the list for the door."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.people import signed_in
from events.domain.reading import counted, offered
from events.domain.refusals import EventRefusal
from events.domain.signing_up import cancel_signup
from events.enums import STANDING, EventState, SignupState
from events.models import Event
from events.permissions import event_or_404, organizer_or_404
from events.views.frame import crumbs, url
from notifications.domain import failing_addresses

PAGE_SIZE = 25


@login_required
@require_safe
def listing(request: HttpRequest) -> HttpResponse:
    """List all events: what is coming first, then what has been, with the numbers of each."""
    organizer_or_404(signed_in(request))
    at = timezone.now()
    events = counted(Event.objects.all())
    coming = [
        {"event": event, **offered(event, at=at)} for event in events.filter(ends_at__gt=at).order_by("starts_at", "pk")
    ]
    past = Paginator(events.filter(ends_at__lte=at).order_by("-starts_at", "-pk"), PAGE_SIZE)
    context = {"coming": coming, "page_obj": past.get_page(request.GET.get("page"))}
    return render(request, "events/desk_list.html", context)


@login_required
@require_safe
def desk(request: HttpRequest, event: UUID) -> HttpResponse:
    """Show one event to its organizer: who comes, who waits, what to do next."""
    found = event_or_404(signed_in(request), event)
    at = timezone.now()
    signups = list(found.signups.filter(state__in=STANDING))
    failing = failing_addresses(row.email for row in signups)
    missing = found.missing() if found.state == EventState.DRAFT else {}
    context = {
        "event": found,
        "confirmed": [row for row in signups if row.state == SignupState.CONFIRMED],
        "waiting": [row for row in signups if row.state == SignupState.WAITING],
        "failing": failing,
        "missing": list(missing.values()),
        "translations": {row.language for row in found.translations.all()},
        "has_begun": found.starts_at <= at,
        "is_over": found.ends_at <= at,
        "crumbs": crumbs(),
    }
    return render(request, "events/desk.html", context)


@login_required
@require_safe
def door_list(request: HttpRequest, event: UUID) -> HttpResponse:
    """Show the list for the door, to be printed: names only, with a box to tick."""
    found = event_or_404(signed_in(request), event)
    coming = found.signups.filter(state=SignupState.CONFIRMED).order_by("name", "pk")
    return render(request, "events/door_list.html", {"event": found, "coming": coming, "crumbs": crumbs(found)})


@login_required
@require_POST
def remove(request: HttpRequest, event: UUID, signup: UUID) -> HttpResponse:
    """Cancel somebody's sign-up for them, for example when they called; they are told by mail."""
    found = event_or_404(signed_in(request), event)
    row = get_object_or_404(found.signups, public_id=signup)
    try:
        cancel_signup(signup=row, at=timezone.now())
    except EventRefusal as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("Ilmoittautuminen on peruttu, ja siitä on kerrottu sähköpostilla."))
    return redirect(url("desk", found))
