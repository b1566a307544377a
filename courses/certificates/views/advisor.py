"""What an organization's contact person sees: only what holders have shared with that organization."""

from __future__ import annotations

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_safe

from accounts.models import Organisation
from accounts.people import signed_in
from courses.certificates.domain import reading
from courses.certificates.models import AccessHat, Certificate
from courses.certificates.views.files import send_file
from courses.certificates.views.twin import twin_context

PAGE_SIZE = 50
LONGEST_SEARCH = 200


@login_required
@require_GET
def home(request: HttpRequest) -> HttpResponse:
    """Lead to the organization, or let one choose among several."""
    organisations = reading.organisations_of(signed_in(request))
    if not organisations:
        raise Http404
    if len(organisations) == 1:
        return redirect("certificates:advisor", organisation=organisations[0].slug)
    return render(request, "certificates/organisations.html", {"organisations": organisations})


@login_required
@require_GET
def shared(request: HttpRequest, organisation: str) -> HttpResponse:
    """List the certificates shared with the organization."""
    found, others = _organisation_or_404(request, organisation)
    search = request.GET.get("haku", "").replace("\0", "")[:LONGEST_SEARCH].strip()
    at = timezone.now()
    page = Paginator(reading.shared_with(organisation=found, search=search, at=at), PAGE_SIZE)
    context = {
        "organisation": found,
        "others": others,
        "page_obj": page.get_page(request.GET.get("page")),
        "search": search,
        "total": page.count if not search else reading.shared_with(organisation=found, at=at).count(),
    }
    return render(request, "certificates/shared.html", context)


@login_required
@require_GET
def detail(request: HttpRequest, organisation: str, public_id: UUID) -> HttpResponse:
    """Show one shared certificate as a page."""
    found, certificate = _certificate_or_404(request, organisation, public_id)
    if certificate.public_id != public_id:
        return redirect("certificates:advisor-detail", organisation=found.slug, public_id=certificate.public_id)
    context = {"organisation": found, "hat": AccessHat.ORGANISATION, **twin_context(certificate)}
    return render(request, "certificates/detail.html", context)


@login_required
@require_safe
def download(request: HttpRequest, organisation: str, public_id: UUID) -> HttpResponseBase:
    """Send the stored file; the holder sees that it was fetched."""
    found, certificate = _certificate_or_404(request, organisation, public_id)
    return send_file(request, reading.Seen(certificate, AccessHat.ORGANISATION, found), at=timezone.now())


def _organisation_or_404(request: HttpRequest, slug: str) -> tuple[Organisation, list[Organisation]]:
    organisations = reading.organisations_of(signed_in(request))
    found = next((organisation for organisation in organisations if organisation.slug == slug), None)
    if found is None:
        raise Http404
    return found, [other for other in organisations if other.pk != found.pk]


def _certificate_or_404(request: HttpRequest, slug: str, public_id: UUID) -> tuple[Organisation, Certificate]:
    """Return what the organization sees, whatever else the person may see in another role."""
    found, _others = _organisation_or_404(request, slug)
    certificate = reading.find_shared(organisation=found, public_id=public_id, at=timezone.now())
    if certificate is None:
        raise Http404
    return found, certificate
