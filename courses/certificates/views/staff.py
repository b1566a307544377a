"""The run's certificates as its staff see them: who is ready, issue, look, replace, revoke."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST, require_safe

from accounts.people import signed_in
from courses import permissions
from courses.certificates.domain import issuing
from courses.certificates.domain.previewing import UnableToPreview, preview_pdf
from courses.certificates.domain.readiness import who_is_ready
from courses.certificates.domain.reading import Seen, find_in_run
from courses.certificates.domain.requirements import not_over_words, session_to_come
from courses.certificates.forms import RevokeForm
from courses.certificates.models import AccessHat, Certificate
from courses.certificates.views.files import send_file
from courses.certificates.views.twin import twin_context
from courses.models import CourseRun


@login_required
@require_GET
def overview(request: HttpRequest, run: str) -> HttpResponse:
    """Show who is ready, who lacks what, and what has been issued."""
    found = permissions.staffed_run_or_404(request.user, run)
    coming = session_to_come(found, at=timezone.now())
    context = {
        "run": found,
        "people": who_is_ready(found),
        "not_over": not_over_words(coming) if coming else "",
        "may_issue": permissions.is_staff_of(request.user, found.pk, permissions.COORDINATOR),
    }
    return render(request, "certificates/run.html", context)


@login_required
@require_GET
def preview(request: HttpRequest, run: str, person: UUID) -> HttpResponse:
    """Show the certificate of a trainee as it would be printed now, without number and code."""
    found = permissions.staffed_run_or_404(request.user, run)
    enrolment = permissions.trainee_of_run_or_404(found, person)
    try:
        content = preview_pdf(enrolment=enrolment, at=timezone.now())
    except UnableToPreview as error:
        messages.error(request, str(error))
        return redirect("certificates:run", run=found.slug)
    response = HttpResponse(content, content_type="application/pdf")
    response["Content-Disposition"] = 'inline; filename="esikatselu.pdf"'
    response["Cache-Control"] = "private, no-store"
    return response


@login_required
@require_GET
def detail(request: HttpRequest, run: str, public_id: UUID) -> HttpResponse:
    """Show one certificate with what can be done to it."""
    found, certificate = _certificate_or_404(request, run, public_id)
    return _show(request, found, certificate)


@login_required
@require_safe
def download(request: HttpRequest, run: str, public_id: UUID) -> HttpResponseBase:
    """Send the stored file to the run's staff."""
    _found, certificate = _certificate_or_404(request, run, public_id)
    return send_file(request, Seen(certificate, AccessHat.STAFF), at=timezone.now())


@login_required
@require_http_methods(["POST"])
def revoke(request: HttpRequest, run: str, public_id: UUID) -> HttpResponse:
    """Revoke a certificate."""
    found, certificate = _certificate_or_404(request, run, public_id, permissions.COORDINATOR)
    form = RevokeForm(request.POST)
    if form.is_valid():
        try:
            issuing.revoke(certificate=certificate, by=signed_in(request), at=timezone.now(), **form.cleaned_data)
        except issuing.UnableToEnd as error:  # the page was old: somebody has ended it meanwhile
            messages.error(request, str(error))
        else:
            messages.success(request, _("Todistus %(number)s on mitätöity.") % {"number": certificate.number})
        return redirect("certificates:staff-detail", run=found.slug, public_id=certificate.public_id)
    return _show(request, found, certificate, form)


@login_required
@require_POST
def reissue(request: HttpRequest, run: str, public_id: UUID) -> HttpResponse:
    """Replace a certificate by one with today's values."""
    found, certificate = _certificate_or_404(request, run, public_id, permissions.COORDINATOR)
    try:
        new = issuing.reissue_certificate(certificate=certificate, by=signed_in(request), at=timezone.now())
    except (issuing.UnableToEnd, issuing.UnableToIssue) as error:
        messages.error(request, str(error))
        return redirect("certificates:staff-detail", run=found.slug, public_id=certificate.public_id)
    messages.success(request, _("Todistus %(number)s on korvattu uudella.") % {"number": new.number})
    return redirect("certificates:staff-detail", run=found.slug, public_id=new.public_id)


def _certificate_or_404(
    request: HttpRequest, run: str, public_id: UUID, roles: tuple[str, ...] = permissions.ANY_STAFF
) -> tuple[CourseRun, Certificate]:
    found = permissions.staffed_run_or_404(request.user, run, roles)
    certificate = find_in_run(run=found, public_id=public_id)
    if certificate is None:
        raise Http404
    return found, certificate


def _show(
    request: HttpRequest, run: CourseRun, certificate: Certificate, form: RevokeForm | None = None
) -> HttpResponse:
    may_end = permissions.is_staff_of(request.user, run.pk, permissions.COORDINATOR)
    context = {
        "run": run,
        "hat": AccessHat.STAFF,
        "may_end": may_end and certificate.ended_at is None,
        "name_now": certificate.enrolment.user.printed_name,
        "form": form or RevokeForm(),
        **twin_context(certificate),
    }
    return render(request, "certificates/detail.html", context, status=422 if form else 200)
