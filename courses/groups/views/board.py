"""The composition board: one's groups side by side, and moving a card from one to another."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.people import signed_in
from courses.groups.domain.board import board_of, place_card
from courses.groups.domain.refusals import GroupRefusal
from courses.groups.permissions import card_or_404, group_or_404
from courses.groups.views.frame import page, url


@login_required
def show(request: HttpRequest, group: UUID) -> HttpResponse:
    """Show the board."""
    user = signed_in(request)
    found = group_or_404(user, group)
    return page(request, "board.html", found, {"columns": board_of(user=user, group=found)})


@login_required
@require_POST
def place(request: HttpRequest, group: UUID, member: UUID) -> HttpResponse:
    """Move a card to another column."""
    user = signed_in(request)
    found, card = group_or_404(user, group), card_or_404(user, member)
    seen_in, to = request.POST.get("seen_in", ""), request.POST.get("to", "")
    try:
        moved = place_card(user=user, member=card, seen_in=seen_in, to=to, at=timezone.now())
    except GroupRefusal as error:
        messages.error(request, str(error))
    else:
        where = _("Ilman ryhmää") if moved.is_pooled else moved.group.name
        messages.success(request, _("%(name)s: %(where)s.") % {"name": moved.pseudonym, "where": where})
    return redirect(url("board", found) + f"#kortti-{card.public_id}")
