"""The one number a facilitator states of a group for reports: how many companies its members have."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.people import signed_in
from courses.groups.permissions import group_or_404
from courses.groups.views.frame import crumbs
from courses.reporting.domain.companies import state_companies
from courses.reporting.forms import CompaniesForm
from courses.reporting.models import CompanyCount


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def state(request: HttpRequest, group: UUID) -> HttpResponse:
    """Ask for the number, and keep it."""
    found = group_or_404(request.user, group)
    stated = CompanyCount.objects.filter(group=found).first()
    initial = {"companies": stated.companies} if stated else {}
    form = CompaniesForm(request.POST if request.method == "POST" else None, initial=initial)
    if request.method == "POST" and form.is_valid():
        number = form.cleaned_data["companies"]
        state_companies(group=found, companies=number, by=signed_in(request), at=timezone.now())
        messages.success(request, _("Yritysten määrä on tallennettu."))
        return redirect("reporting:companies", group=found.public_id)
    context = {"group": found, "crumbs": crumbs(found), "form": form, "stated": stated}
    return render(request, "reporting/companies.html", context, status=422 if form.is_bound else 200)
