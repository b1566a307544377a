"""The facilitator's side of the needs poll: its links, its end, and what has been answered."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from courses.groups.domain import polls as domain
from courses.groups.domain.poll_links import CARD, EVERYBODY, make_token
from courses.groups.domain.poll_results import results_of
from courses.groups.enums import MemberState
from courses.groups.forms.polls import PollForm
from courses.groups.models import NeedsPoll, PeerGroup
from courses.groups.permissions import group_or_404
from courses.groups.views.frame import act, is_done, page, url

USUAL = timedelta(days=14)


@login_required
def show(request: HttpRequest, group: UUID) -> HttpResponse:
    """Open the poll or move its last day; show its links and what has been wished."""
    found = group_or_404(request.user, group)
    at = timezone.now()
    poll = NeedsPoll.objects.filter(group=found).first()
    if poll:
        poll.group = found
    last = timezone.localdate(poll.closes_at - timedelta(seconds=1)) if poll and poll.is_open(at) else None
    form = PollForm(request.POST or None, initial={"closes_on": last or timezone.localdate(at + USUAL)})
    if request.method == "POST" and form.is_valid():
        day = form.cleaned_data["closes_on"]
        if is_done(form, lambda: domain.open_poll(group=found, closes_on=day, at=at), "closes_on"):
            messages.success(request, _("Kysely on auki."))
            return redirect(url("poll", found))
    context = {"form": form, "poll": poll, "is_open": bool(poll and poll.is_open(at)), "last_day": last}
    if poll:
        context |= results_of(poll=poll) | {"links": _links(found, poll)}
    return page(request, "poll.html", found, context, status=422 if request.method == "POST" else 200)


def _links(group: PeerGroup, poll: NeedsPoll) -> dict[str, Any]:
    """Return the address for everybody and one for each card."""
    cards = group.members.exclude(state=MemberState.LEFT).order_by("created_at", "pk")
    return {
        "everybody": _address(make_token(kind=EVERYBODY, key=poll.public_id, generation=poll.generation)),
        "cards": [
            (card, _address(make_token(kind=CARD, key=card.public_id, generation=poll.generation))) for card in cards
        ],
    }


def _address(token: str) -> str:
    return settings.BASE_URL.rstrip("/") + reverse("groups:poll-answer", kwargs={"token": token})


def _poll_or_404(request: HttpRequest, group: UUID) -> NeedsPoll:
    found = group_or_404(request.user, group)
    poll = NeedsPoll.objects.filter(group=found).first()
    if poll is None:
        raise Http404
    return poll


@login_required
@require_POST
def close(request: HttpRequest, group: UUID) -> HttpResponse:
    """End the poll now."""
    poll = _poll_or_404(request, group)
    back = reverse("groups:poll", kwargs={"group": group})
    return act(request, lambda: domain.close_poll(poll=poll, at=timezone.now()), _("Kysely on päätetty."), back)


@login_required
@require_POST
def change_links(request: HttpRequest, group: UUID) -> HttpResponse:
    """Make the links given out lead nowhere, and show new ones."""
    poll = _poll_or_404(request, group)
    back = reverse("groups:poll", kwargs={"group": group})
    told = _("Linkit on vaihdettu. Aiemmin jaetut linkit eivät enää toimi.")
    return act(request, lambda: domain.change_links(poll=poll), told, back)
