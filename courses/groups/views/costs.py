"""The costs of a group: rows by meeting, sums to the cent, and whether the trainers may see them."""

from __future__ import annotations

import uuid
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.people import signed_in
from courses.groups.domain import costs as domain
from courses.groups.enums import MeetingState
from courses.groups.forms.prices import CostForm
from courses.groups.models import CostSharing, PricePlan
from courses.groups.permissions import group_or_404, run_group_or_404
from courses.groups.views.frame import INVALID, act, is_done, page, url
from courses.groups.views.prices import price_face
from courses.permissions import TRAINER, staffed_run_or_404


@login_required
def show(request: HttpRequest, group: UUID) -> HttpResponse:
    """Show what the meetings have cost; a POST adds a row."""
    user = signed_in(request)
    found = group_or_404(user, group)
    meetings = found.meetings.exclude(state=MeetingState.CANCELLED).order_by("-starts_at", "-pk")
    form = CostForm(request.POST or None, meetings=meetings, initial={"key": uuid.uuid4()})
    question = None
    if request.method == "POST" and form.is_valid():
        question = form.must_ask(request)
        values = {"group": found, "by": user, "at": timezone.now(), **form.cleaned_data}
        values["key"] = values["key"] or uuid.uuid4()
        if question is None and is_done(form, lambda: domain.add_cost(**values)):
            messages.success(request, _("Kulu on tallennettu."))
            return redirect(url("costs", found))
    context = {
        "form": form,
        "question": question,
        "costs": domain.costs_of(group=found, at=timezone.now()),
        "is_shared": CostSharing.objects.filter(group=found).exists(),
    }
    return page(request, "costs.html", found, context, status=INVALID if request.method == "POST" else 200)


@login_required
@require_POST
def remove(request: HttpRequest, group: UUID, pk: int) -> HttpResponse:
    """Remove a row that was added here."""
    found = group_or_404(request.user, group)
    return act(request, lambda: domain.remove_cost(group=found, pk=pk), _("Kulu on poistettu."), url("costs", found))


@login_required
@require_POST
def share(request: HttpRequest, group: UUID) -> HttpResponse:
    """Let the trainers see the costs and the price, or end that."""
    user = signed_in(request)
    found = group_or_404(user, group)
    is_shared = request.POST.get("to") == "trainers"
    said = (
        _("Kouluttaja näkee nyt kulut ja hinnan.") if is_shared else _("Kulut ja hinta näkyvät taas vain ohjaajille.")
    )
    values: dict[str, Any] = {"group": found, "by": user, "is_shared": is_shared, "at": timezone.now()}
    return act(request, lambda: domain.share_costs(**values), said, url("costs", found))


@login_required
@require_safe
def for_trainer(request: HttpRequest, run: str, group: UUID) -> HttpResponse:
    """Show a trainer the costs and the price of a group that shares them; otherwise the page does not exist."""
    staffed = staffed_run_or_404(request.user, run, TRAINER)
    found = run_group_or_404(staffed, group)
    if not CostSharing.objects.filter(group=found).exists():
        raise Http404
    plan = PricePlan.objects.filter(group=found).first()
    context = {
        "run": staffed,
        "group": found,
        "costs": domain.costs_of(group=found, at=timezone.now()),
        "plan": plan,
        "is_trainer": True,
    }
    context |= price_face(found, plan) if plan else {}
    return render(request, "groups/costs_shared.html", context)
