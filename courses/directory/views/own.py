"""One's own listing: making it, confirming it, withdrawing it."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.people import signed_in
from courses.directory.domain import listing as domain
from courses.directory.forms import ListingForm
from courses.directory.models import Listing, standing_of
from courses.groups.views.frame import INVALID, is_done


@login_required
def own(request: HttpRequest) -> HttpResponse:
    """Show a person their own listing, or let them make one; who is no facilitator is told what it takes."""
    user, at = signed_in(request), timezone.now()
    found = domain.own_listing(user=user)
    if found is None and not standing_of(user):
        return render(request, "directory/own_not_yet.html")
    form = ListingForm(request.POST or None, initial=ListingForm.initial_of(found))
    question = None
    if request.method == "POST" and form.is_valid():
        question = form.must_ask(request)
        if question is None and is_done(form, lambda: domain.keep_listing(user=user, told=form.told(), at=at)):
            messages.success(request, _("Esittelysi näkyy nyt ohjaajahakemistossa."))
            return redirect("directory:own")
    context = {
        "form": form,
        "question": question,
        "listing": found,
        "is_shown": found is not None and Listing.objects.shown(at).filter(pk=found.pk).exists(),
        "has_standing": found is None or found.is_certified or found.has_group,  # type: ignore[attr-defined]
        "crumbs": [{"title": _("Ohjaajat"), "url": reverse("directory:register")}],
    }
    return render(request, "directory/own.html", context, status=INVALID if form.is_bound else 200)


@login_required
@require_POST
def confirm(request: HttpRequest) -> HttpResponse:
    """Note that the words still hold."""
    if not domain.confirm_listing(user=signed_in(request), at=timezone.now()):
        raise Http404
    messages.success(request, _("Kiitos! Esittelysi näkyy taas vuoden."))
    return redirect("directory:own")


@login_required
@require_POST
def withdraw(request: HttpRequest) -> HttpResponse:
    """Take oneself out of the register at once."""
    domain.withdraw_listing(user=signed_in(request), at=timezone.now())
    messages.success(request, _("Esittelysi on poistettu hakemistosta."))
    return redirect("directory:register")
