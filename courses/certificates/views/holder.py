"""The holder's own certificates: look, check the name, download, share, withdraw."""

from __future__ import annotations

from typing import cast
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST, require_safe

from accounts.models import Organisation
from accounts.people import signed_in
from courses.certificates.domain import reading
from courses.certificates.domain.accesses import accesses_to
from courses.certificates.domain.fetching import own_file
from courses.certificates.domain.names import UnableToConfirmName, awaiting_check, confirm_name
from courses.certificates.domain.on_the_way import on_the_way
from courses.certificates.domain.sharing import (
    UnableToShare,
    is_link_known,
    likely_area,
    link_token,
    share_by_link,
    share_with_organisation,
    shareable_organisations,
    withdraw_share,
)
from courses.certificates.forms import LinkForm, PrintedNameForm, ShareForm
from courses.certificates.models import AccessHat, Certificate, CertificateShare
from courses.certificates.views.files import send_file
from courses.certificates.views.twin import twin_context
from courses.models import Enrolment


@login_required
@require_GET
def mine(request: HttpRequest) -> HttpResponse:
    """Show the person's certificates, and what has to be checked before the next one."""
    user = signed_in(request)
    at = timezone.now()
    context = {
        "certificates": reading.certificates_of(user, at=at),
        "checks": awaiting_check(user),
        "on_the_way": on_the_way(user, at=at),
    }
    return render(request, "certificates/mine.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def check_name(request: HttpRequest, enrolment: UUID) -> HttpResponse:
    """Let the trainee check the name that will be printed."""
    found = get_object_or_404(
        Enrolment.objects.studying().select_related("run__course", "user"), public_id=enrolment, user=signed_in(request)
    )
    form = PrintedNameForm(request.POST or None, initial={"name": found.user.printed_name})
    if request.method == "POST" and form.is_valid():
        try:
            check = confirm_name(enrolment=found, name=form.cleaned_data["name"], at=timezone.now())
        except UnableToConfirmName as error:
            form.add_error("name", str(error))
        else:
            messages.success(request, _("Nimi on tarkistettu. Todistukseen tulee %(name)s.") % {"name": check.name})
            return redirect("certificates:mine")
    context = {"form": form, "enrolment": found, "standing": Certificate.objects.live().filter(enrolment=found).first()}
    return render(request, "certificates/check_name.html", context, status=422 if form.errors else 200)


@login_required
@require_GET
def detail(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Show the holder's own certificate with its shares and downloads; lead others to the page of their role."""
    certificate = reading.find_own(user=signed_in(request), public_id=public_id)
    if certificate is None:
        return _lead_elsewhere(request, public_id, "detail")
    return _show(request, certificate)


@login_required
@require_safe
def download(request: HttpRequest, public_id: UUID) -> HttpResponseBase:
    """Send the stored file to its holder; lead others to the file of their role."""
    user = signed_in(request)
    certificate = own_file(user=user, public_id=public_id) or reading.find_own(user=user, public_id=public_id)
    if certificate is None:
        return _lead_elsewhere(request, public_id, "download")
    return send_file(request, reading.Seen(certificate, AccessHat.HOLDER), at=timezone.now())


@login_required
@require_POST
def share(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Share with an organization."""
    certificate = _own_or_404(request, public_id)
    form = ShareForm(request.POST, organisations=shareable_organisations(certificate))
    if form.is_valid():
        organisation = form.cleaned_data["organisation"]
        try:
            share_with_organisation(
                certificate=certificate,
                organisation=organisation,
                area=form.cleaned_data["area"],
                by=signed_in(request),
                at=timezone.now(),
            )
        except UnableToShare as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("Todistus on jaettu: %(name)s.") % {"name": organisation.name})
            return _back_to_shares(certificate)
    return _show(request, certificate, share_form=form)


@login_required
@require_POST
def make_link(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Make a link that shows the certificate to whoever has it, until a day that the holder chooses."""
    certificate = _own_or_404(request, public_id)
    form = LinkForm(request.POST, prefix="link")
    if form.is_valid():
        try:
            share_by_link(certificate=certificate, by=signed_in(request), at=timezone.now(), **form.cleaned_data)
        except UnableToShare as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("Linkki on tehty. Kopioi se alta ja lähetä sille, jonka haluat näkevän sen."))
            return _back_to_shares(certificate)
    return _show(request, certificate, link_form=form)


@login_required
@require_POST
def withdraw(request: HttpRequest, public_id: UUID, share_id: UUID) -> HttpResponse:
    """Withdraw a share; it ends at once."""
    certificate = _own_or_404(request, public_id)
    found = get_object_or_404(certificate.shares.select_related("organisation"), public_id=share_id)
    withdraw_share(share=found, by=signed_in(request), at=timezone.now())
    if found.is_link:
        messages.success(request, _("Jako on peruttu. Linkki ei enää toimi."))
    else:
        messages.success(request, _("Jako on peruttu. Organisaatio ei enää näe todistusta."))
    return _back_to_shares(certificate)


@login_required
@require_POST
def renew(request: HttpRequest, public_id: UUID, share_id: UUID) -> HttpResponse:
    """Go on with a share that rested while the organization had no contact."""
    certificate = _own_or_404(request, public_id)
    resting = certificate.shares.exclude(organisation=None).filter(withdrawn_at=None)
    found = get_object_or_404(resting.select_related("organisation"), public_id=share_id)
    organisation = cast("Organisation", found.organisation)
    try:
        share_with_organisation(
            certificate=certificate, organisation=organisation, by=signed_in(request), at=timezone.now()
        )
    except UnableToShare as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("Todistus on jaettu: %(name)s.") % {"name": organisation.name})
    return _back_to_shares(certificate)


def _back_to_shares(certificate: Certificate) -> HttpResponse:
    """Lead to where the shares stand: what was made or changed is there, far below a certificate's own text."""
    return redirect(reverse("certificates:detail", kwargs={"public_id": certificate.public_id}) + "#jaot")


def _own_or_404(request: HttpRequest, public_id: UUID) -> Certificate:
    own = Certificate.objects.of_holder(signed_in(request)).select_related("enrolment__run")
    return get_object_or_404(own, public_id=public_id)


def _lead_elsewhere(request: HttpRequest, public_id: UUID, page: str) -> HttpResponse:
    """Lead to the same certificate in the role in which the person may see it: the role stands in the address."""
    seen = reading.find_elsewhere(user=signed_in(request), public_id=public_id, at=timezone.now())
    if seen is None:
        raise Http404
    own = seen.certificate.public_id
    if seen.organisation is not None:
        return redirect(f"certificates:advisor-{page}", organisation=seen.organisation.slug, public_id=own)
    return redirect(f"certificates:staff-{page}", run=seen.certificate.enrolment.run.slug, public_id=own)


def _show(
    request: HttpRequest,
    certificate: Certificate,
    *,
    share_form: ShareForm | None = None,
    link_form: LinkForm | None = None,
) -> HttpResponse:
    failed = share_form or link_form
    organisations = shareable_organisations(certificate)
    context = {
        "hat": AccessHat.HOLDER,
        **twin_context(certificate),
        "shares": _open_shares(request, certificate),
        "accesses": accesses_to(certificate),
        "share_form": share_form
        or ShareForm(organisations=organisations, initial={"area": likely_area(signed_in(request))}),
        "link_form": link_form or LinkForm(prefix="link"),
    }
    return render(request, "certificates/detail.html", context, status=422 if failed else 200)


def _open_shares(request: HttpRequest, certificate: Certificate) -> list[CertificateShare]:
    """Return who sees the certificate now, or would if the share did not rest; each link with its address."""
    at = timezone.now()
    given = certificate.shares.filter(withdrawn_at=None).exclude(expires_at__lte=at)
    shares = list(given.select_related("organisation"))
    for share in shares:
        if share.is_link and is_link_known(share):
            share.address = request.build_absolute_uri(reverse("certificates:link", args=[link_token(share)]))
    return shares
