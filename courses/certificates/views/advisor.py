"""What an organization's contact person sees: only what holders have shared with that organization."""

from __future__ import annotations

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_GET, require_http_methods, require_safe

from accounts.models import Organisation
from accounts.people import signed_in
from courses.certificates.domain import reading, selection
from courses.certificates.domain.accesses import record_look
from courses.certificates.domain.bundles import STREAMED_AT_MOST, count_files
from courses.certificates.domain.confidentiality import promise_confidentiality
from courses.certificates.domain.fetching import shared_file
from courses.certificates.domain.selection import Selection
from courses.certificates.forms import ConfidentialityForm, SelectionForm
from courses.certificates.models import AccessHat
from courses.certificates.views.desk import Desk, advisor_page, desk_or_404
from courses.certificates.views.files import send_file
from courses.certificates.views.twin import twin_context

PAGE_SIZE = 50


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
@require_http_methods(["GET", "HEAD", "POST"])
def confidentiality(request: HttpRequest, organisation: str) -> HttpResponse:
    """Ask for the promise of confidentiality, once; the page names nobody."""
    desk = desk_or_404(request, organisation)
    home_url = reverse("certificates:advisor", kwargs={"organisation": desk.organisation.slug})
    back = request.POST.get("next") or request.GET.get("next") or home_url
    if not (back.startswith("/") and url_has_allowed_host_and_scheme(back, allowed_hosts=None)):
        back = home_url
    form = ConfidentialityForm(request.POST if request.method == "POST" else None, initial={"next": back})
    if request.method == "POST" and form.is_valid():
        promise_confidentiality(user=desk.user, at=timezone.now())
        return redirect(back)
    context = {"organisation": desk.organisation, "form": form, "promised": desk.has_promise}
    return render(request, "certificates/confidentiality.html", context, status=422 if form.errors else 200)


@require_GET
@advisor_page
def shared(request: HttpRequest, desk: Desk) -> HttpResponse:
    """List the certificates shared with the organization."""
    at = timezone.now()
    chosen = Selection.read(request.GET)
    everything = selection.shared_with(organisation=desk.organisation, at=at)
    found = selection.shared_with(organisation=desk.organisation, selection=chosen, at=at)
    page = Paginator(found, PAGE_SIZE)
    context = {
        **desk.frame(),
        "page_obj": page.get_page(request.GET.get("page")),
        "files": count_files(found),
        "selection": chosen,
        "is_narrowed": bool(chosen.asked()),
        "query": chosen.query(),
        "form": SelectionForm(choices=selection.choices_in(everything), initial=chosen.asked()),
        "is_large": page.count > STREAMED_AT_MOST,
    }
    return render(request, "certificates/shared.html", context)


@require_GET
@advisor_page
def detail(request: HttpRequest, desk: Desk, public_id: UUID) -> HttpResponse:
    """Show one shared certificate as a page; the holder sees that it was looked at."""
    certificate = desk.certificate_or_404(public_id)
    if certificate.public_id != public_id:
        return redirect(
            "certificates:advisor-detail", organisation=desk.organisation.slug, public_id=certificate.public_id
        )
    record_look(
        certificate=certificate,
        hat=AccessHat.ORGANISATION,
        user=desk.user,
        organisation=desk.organisation,
        at=timezone.now(),
    )
    context = {**desk.frame(), "hat": AccessHat.ORGANISATION, **twin_context(certificate)}
    return render(request, "certificates/detail.html", context)


@require_safe
@login_required
def download(request: HttpRequest, organisation: str, public_id: UUID) -> HttpResponseBase:
    """Send the stored file; the holder sees that it was fetched."""
    found = shared_file(user=signed_in(request), organisation=organisation, public_id=public_id)
    if found is None:
        return _find_file(request, organisation, public_id=public_id)
    certificate, key = found
    seen = reading.Seen(certificate, AccessHat.ORGANISATION, Organisation(pk=key))
    return send_file(request, seen, at=timezone.now())


@advisor_page
def _find_file(request: HttpRequest, desk: Desk, public_id: UUID) -> HttpResponseBase:
    """Ask for the promise, lead to the certificate that replaced this one, or say that there is nothing."""
    certificate = desk.certificate_or_404(public_id)
    if certificate.public_id != public_id:  # replaced: the file of the current one
        return redirect(
            "certificates:advisor-download", organisation=desk.organisation.slug, public_id=certificate.public_id
        )
    return send_file(request, reading.Seen(certificate, AccessHat.ORGANISATION, desk.organisation), at=timezone.now())
