"""The price calculator of a group, and the offers made from it."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.people import signed_in
from courses.groups.break_even_plot import plot_of
from courses.groups.domain import offers
from courses.groups.domain import price_plan as domain
from courses.groups.enums import PriceModel
from courses.groups.forms.prices import OfferForm, PriceForm
from courses.groups.models import Offer, PeerGroup, PricePlan
from courses.groups.permissions import group_or_404
from courses.groups.views.frame import INVALID, form_page, is_done, page, url

USUAL_SIZES = range(4, 9)  # BR-03
PLOTTED = range(2, 13)
STANDS = timedelta(days=30)


@login_required
def show(request: HttpRequest, group: UUID) -> HttpResponse:
    """Reckon the price by the size of the group, and save what it is reckoned from."""
    user = signed_in(request)
    found = group_or_404(user, group)
    plan = PricePlan.objects.filter(group=found).first()
    form = PriceForm(request.POST or None, initial=PriceForm.initial_of(plan) if plan else None)
    shown, question = plan, None
    if request.method == "POST" and form.is_valid():
        shown = PricePlan(group=found, **form.cleaned_data)
        if "only_reckon" in request.POST:
            face = price_face(found, shown) | {"is_unsaved": True}
            return page(request, "price.html", found, {"form": form, "plan": plan, **face})
        question = form.must_ask(request)
        values: dict[str, Any] = {"group": found, "values": form.cleaned_data, "by": user, "at": timezone.now()}
        if question is None and is_done(form, lambda: domain.save_price_plan(**values)):
            messages.success(request, _("Hintalaskelma on tallennettu."))
            return redirect(url("price", found))
    face = price_face(found, shown) if shown else {}
    face["offers"] = list(Offer.objects.filter(group=found)[:20])
    context = {"form": form, "plan": plan, "question": question, **face}
    return page(request, "price.html", found, context, status=INVALID if request.method == "POST" else 200)


def price_face(group: PeerGroup, plan: PricePlan) -> dict[str, Any]:
    """Return the table, what is asked by the model, and the break-even picture."""
    inputs, own = domain.PriceInputs.of(plan), offers.size_of(group=group, plan=plan)
    rows = domain.table(inputs=inputs, sizes=[*USUAL_SIZES, own])
    row = next(row for row in rows if row.members == own)
    asked = domain.quote(row=row, model=plan.model, funding=plan.funding, meetings=plan.meetings)
    each = Decimal(0) if plan.model == PriceModel.GROUP else asked.from_members / own
    fixed = asked.from_members if plan.model == PriceModel.GROUP else asked.from_others
    even = domain.break_even(inputs=inputs, each=each, fixed=fixed, sizes=sorted({*PLOTTED, own}))
    least = domain.least_members(rows=even) if plan.model != PriceModel.GROUP else None
    return {
        "rows": [{"price": row, "is_own": row.members == own} for row in rows],
        "own": own,
        "asked": asked,
        "asked_gross": domain.with_vat(asked.amount, plan.vat_percent),
        "shown": plan,
        "even": even,
        "least": least,
        "plot": plot_of(even, least),
    }


@login_required
def new_offer(request: HttpRequest, group: UUID) -> HttpResponse:
    """Make an offer of the saved plan."""
    user = signed_in(request)
    found = group_or_404(user, group)
    form = OfferForm(request.POST or None, initial={"valid_until": timezone.localdate() + STANDS})
    made: list[Offer] = []
    if request.method == "POST" and form.is_valid():
        values = {"group": found, "by": user, "at": timezone.now(), **form.cleaned_data}
        if is_done(form, lambda: made.append(offers.make_offer(**values))):
            return redirect(url("offer", found, offer=made[0].public_id))
    return form_page(
        request,
        found,
        form,
        title=_("Tee tarjous"),
        lead=_("Tarjous tehdään tallennetusta hintalaskelmasta. Sen luvut eivät muutu, vaikka muutat laskelmaa."),
        submit=_("Tee tarjous"),
        cancel_url=url("price", found),
    )


def _offer_or_404(request: HttpRequest, group: UUID, offer: UUID) -> tuple[PeerGroup, Offer]:
    found = group_or_404(request.user, group)
    made = Offer.objects.filter(group=found, public_id=offer).first()
    if made is None:
        raise Http404
    return found, made


@login_required
@require_safe
def offer(request: HttpRequest, group: UUID, offer: UUID) -> HttpResponse:
    """Show an offer as a page that prints well."""
    found, made = _offer_or_404(request, group, offer)
    return page(request, "offer.html", found, offers.offer_face(offer=made))


@login_required
@require_safe
def offer_pdf(request: HttpRequest, group: UUID, offer: UUID) -> HttpResponse:
    """Give an offer as a PDF."""
    found, made = _offer_or_404(request, group, offer)
    try:
        content = offers.as_pdf(offer=made)
    except offers.UnableToOffer as error:
        messages.error(request, str(error))
        return redirect(url("offer", found, offer=made.public_id))
    response = HttpResponse(content, content_type="application/pdf")
    response["Content-Disposition"] = f'attachment; filename="tarjous-{made.made_at:%Y-%m-%d}.pdf"'
    return response
