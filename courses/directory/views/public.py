"""The public register: finding a facilitator, and writing to one without seeing the address."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from accounts.people import signed_in
from accounts.throttle import is_throttled
from courses.directory import permissions
from courses.directory.domain import finding, relay
from courses.directory.forms import FindForm, SignedMessageForm, VisitorMessageForm
from courses.directory.models import Listing
from courses.directory.places import former_name
from courses.groups.classifications import municipality_choices, municipality_name
from courses.groups.views.frame import INVALID, is_done

PAGE_SIZE = 20
MOST_TRIES, IN_SECONDS = 10, 3600  # messages from one device


@require_safe
def listing(request: HttpRequest) -> HttpResponse:
    """Show the facilitators who want to be found, narrowed as asked, and where else to look."""
    form, at = FindForm(request.GET), timezone.now()
    wish = form.wish() if form.is_valid() else finding.Wish()
    rows: Any = finding.facilitators_shown(wish=wish, at=at) if form.is_valid() else Listing.objects.none()
    asked = request.GET.copy()
    asked.pop("page", None)
    context = {
        "form": form,
        "page_obj": Paginator(rows, PAGE_SIZE).get_page(request.GET.get("page")),
        "is_narrowed": bool(wish) or not form.is_valid(),
        "wish": wish,
        "query": asked.urlencode(),
        "places": [name for _code, name in municipality_choices()],
    }
    if wish.municipality:
        context |= _elsewhere(wish, at)
    return render(request, "directory/register.html", context)


def _elsewhere(wish: finding.Wish, at: Any) -> dict[str, Any]:
    """Return what to suggest beside a place: its neighbors, remote facilitators, and what became of a former one."""
    return {
        "place": municipality_name(wish.municipality),
        "former": former_name(wish.municipality),
        "neighbors": finding.neighbors_with_facilitators(wish=wish, at=at),
        "remote": 0 if wish.is_remote else finding.count_remote(wish=wish, at=at),
    }


@never_cache
def contact(request: HttpRequest, listing: UUID) -> HttpResponse:
    """Show one facilitator and the form that writes to them through the relay."""
    found = permissions.shown_or_404(listing, at=timezone.now())
    is_known = request.user.is_authenticated
    form: Any = (SignedMessageForm if is_known else VisitorMessageForm)(request.POST or None)
    if request.method == "POST" and form.is_valid():
        if is_throttled(request, "directory-message", limit=MOST_TRIES, seconds=IN_SECONDS):
            form.add_error(None, _("Tältä laitteelta on lähetetty monta viestiä. Yritä tunnin kuluttua uudelleen."))
        elif is_done(form, lambda: _send(request, found, form.words())):
            if not is_known:
                return redirect("directory:asked")
            messages.success(request, _("Viesti on lähetetty. Vastaus tulee sähköpostiisi."))
            return redirect("directory:register")
    context = {
        "listing": found,
        "form": form,
        "is_own": is_known and found.user_id == request.user.pk,
        "crumbs": [{"title": _("Ohjaajat"), "url": reverse("directory:register")}],
    }
    return render(request, "directory/contact.html", context, status=INVALID if form.is_bound else 200)


def _send(request: HttpRequest, found: Listing, words: relay.Words) -> None:
    at = timezone.now()
    if request.user.is_authenticated:
        relay.send_as(user=signed_in(request), listing=found, words=words, at=at)
    else:
        relay.ask_to_confirm(listing=found, words=words, language=(get_language() or "fi")[:2], at=at)
