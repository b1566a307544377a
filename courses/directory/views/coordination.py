"""The coordinator's page of the register: what is shown, what is not, and taking a listing out."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from courses.directory import permissions
from courses.directory.domain.listing import remove_listing
from courses.directory.domain.relay import COUNTED_FOR
from courses.directory.forms import RemoveForm
from courses.directory.models import ContactMessage, Listing
from courses.groups.views.frame import INVALID
from notifications.domain import failing_addresses

PAGE_SIZE = 50


@login_required
@require_safe
def listing(request: HttpRequest) -> HttpResponse:
    """List everybody in the register, shown or not, with how many messages they have had lately."""
    permissions.coordinator_or_404(request.user)
    received = Count("messages", filter=Q(messages__sent_at__isnull=False), distinct=True)
    reported = Count("messages", filter=Q(messages__reported_at__isnull=False), distinct=True)
    rows = Listing.objects.with_standing().select_related("user").annotate(received=received, reported=reported)
    page = Paginator(rows.order_by("user__family_name", "user__given_name", "pk"), PAGE_SIZE).get_page(
        request.GET.get("page")
    )
    failing = failing_addresses(row.user.email for row in page.object_list)
    shown = set(Listing.objects.shown(timezone.now()).values_list("pk", flat=True).order_by())
    context = {
        "page_obj": page,
        "shown": shown,
        "failing": failing,  # messages of visitors do not reach these either
        "sent": ContactMessage.objects.filter(sent_at__gt=timezone.now() - COUNTED_FOR).count(),
    }
    return render(request, "directory/coordination.html", context)


@login_required
def remove(request: HttpRequest, listing: UUID) -> HttpResponse:
    """Take a listing out, with a reason that its person is told."""
    permissions.coordinator_or_404(request.user)
    found = permissions.listing_or_404(listing)
    form = RemoveForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        remove_listing(listing=found, reason=form.cleaned_data["reason"], at=timezone.now())
        messages.success(request, _("Esittely on poistettu, ja ohjaajalle on kerrottu syy."))
        return redirect("directory:coordination")
    context = {
        "form": form,
        "listing": found,
        "crumbs": [{"title": _("Ohjaajahakemisto"), "url": reverse("directory:coordination")}],
    }
    return render(request, "directory/remove.html", context, status=INVALID if form.is_bound else 200)
