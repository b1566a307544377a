"""The price calculator of a group."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.people import signed_in
from courses.groups.domain import price_plan as domain
from courses.groups.enums import MemberState
from courses.groups.forms.prices import PriceForm
from courses.groups.models import PeerGroup, PricePlan
from courses.groups.permissions import group_or_404
from courses.groups.views.frame import INVALID, is_done, page, url

USUAL_SIZES = range(4, 9)  # BR-03


@login_required
def show(request: HttpRequest, group: UUID) -> HttpResponse:
    """Reckon the price by the size of the group, and save what it is reckoned from."""
    user = signed_in(request)
    found = group_or_404(user, group)
    plan = PricePlan.objects.filter(group=found).first()
    form = PriceForm(request.POST or None, initial=PriceForm.initial_of(plan) if plan else None)
    rows, question = _rows(found, domain.PriceInputs.of(plan)) if plan else [], None
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        names = domain.PriceInputs.__dataclass_fields__
        rows = _rows(found, domain.PriceInputs(**{name: data[name] for name in names}))
        if "only_reckon" in request.POST:
            return page(request, "price.html", found, {"form": form, "plan": plan, "rows": rows, "is_unsaved": True})
        question = form.must_ask(request)
        at = timezone.now()
        if question is None and is_done(form, lambda: domain.save_price_plan(group=found, values=data, by=user, at=at)):
            messages.success(request, _("Hintalaskelma on tallennettu."))
            return redirect(url("price", found))
    context = {"form": form, "plan": plan, "rows": rows, "question": question}
    return page(request, "price.html", found, context, status=INVALID if request.method == "POST" else 200)


def _rows(group: PeerGroup, inputs: domain.PriceInputs) -> list[dict[str, object]]:
    """Return the table's rows; the group's own size is among them and marked."""
    joined = group.members.filter(state=MemberState.JOINED).count()
    own = joined or group.final_members or group.planned_size
    rows = domain.table(inputs=inputs, sizes=[*USUAL_SIZES, own])
    return [{"price": row, "is_own": row.members == own} for row in rows]
