"""The holder's own certificates: look, check the name, download, share, withdraw."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST, require_safe

from accounts.people import signed_in
from courses.certificates.domain import reading
from courses.certificates.domain.names import UnableToConfirmName, awaiting_check, confirm_name
from courses.certificates.domain.sharing import (
    UnableToShare,
    share_with_organisation,
    shareable_organisations,
    withdraw_share,
)
from courses.certificates.forms import PrintedNameForm, ShareForm
from courses.certificates.models import AccessHat, Certificate
from courses.certificates.views.files import send_file
from courses.certificates.views.twin import twin_context
from courses.models import Enrolment


@login_required
@require_GET
def mine(request: HttpRequest) -> HttpResponse:
    """Show the person's certificates, and what has to be checked before the next one."""
    user = signed_in(request)
    context = {"certificates": reading.certificates_of(user), "checks": awaiting_check(user)}
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
    """Show a certificate as a page; its holder also sees shares and downloads."""
    seen = reading.find_for(user=request.user, public_id=public_id, at=timezone.now())
    if seen is None:
        raise Http404
    if seen.certificate.public_id != public_id:
        return redirect("certificates:detail", public_id=seen.certificate.public_id)
    return _show(request, seen)


@login_required
@require_safe
def download(request: HttpRequest, public_id: UUID) -> HttpResponseBase:
    """Send the stored file to whoever may have it."""
    at = timezone.now()
    seen = reading.find_for(user=request.user, public_id=public_id, at=at)
    if seen is None:
        raise Http404
    return send_file(request, seen, at=at)


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
                certificate=certificate, organisation=organisation, by=signed_in(request), at=timezone.now()
            )
        except UnableToShare as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("Todistus on jaettu: %(name)s.") % {"name": organisation.name})
            return redirect("certificates:detail", public_id=certificate.public_id)
    return _show(request, reading.Seen(certificate, AccessHat.HOLDER), form)


@login_required
@require_POST
def withdraw(request: HttpRequest, public_id: UUID, share_id: UUID) -> HttpResponse:
    """Withdraw a share; it ends at once."""
    certificate = _own_or_404(request, public_id)
    found = get_object_or_404(certificate.shares.select_related("organisation"), public_id=share_id)
    withdraw_share(share=found, by=signed_in(request), at=timezone.now())
    messages.success(request, _("Jako on peruttu. Organisaatio ei enää näe todistusta."))
    return redirect("certificates:detail", public_id=certificate.public_id)


def _own_or_404(request: HttpRequest, public_id: UUID) -> Certificate:
    own = Certificate.objects.of_holder(signed_in(request)).select_related("enrolment__run")
    return get_object_or_404(own, public_id=public_id)


def _show(request: HttpRequest, seen: reading.Seen, form: ShareForm | None = None) -> HttpResponse:
    certificate = seen.certificate
    context = {"hat": seen.hat, **twin_context(certificate)}
    if seen.hat == AccessHat.HOLDER:
        context |= {
            "shares": certificate.shares.filter(withdrawn_at=None).select_related("organisation"),
            "accesses": reading.accesses_to(certificate),
            "form": form or ShareForm(organisations=shareable_organisations(certificate)),
        }
    return render(request, "certificates/detail.html", context, status=422 if form else 200)
