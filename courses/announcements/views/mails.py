"""A run's outbox for its coordinators: who was written to, about what, and whether it got there."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from courses import permissions
from courses.announcements.domain.mails import counts_of, mails_of
from courses.announcements.forms import MailFilter
from courses.announcements.permissions import mail_or_404
from notifications.outbox import STUCK, UnableToResend, resend

PER_PAGE = 50


@login_required
@require_safe
def outbox(request: HttpRequest, run: str) -> HttpResponse:
    """List the run's mails without their words; those that need somebody are named first."""
    found = permissions.staffed_run_or_404(request.user, run, permissions.COORDINATOR)
    form = MailFilter(request.GET)
    wanted = form.cleaned_data if form.is_valid() else {}
    rows = mails_of(run=found, state=wanted.get("tila", ""), search=wanted.get("haku", ""))
    counts = counts_of(run=found)
    context = {
        "run": found,
        "form": form,
        "page": Paginator(rows, PER_PAGE).get_page(request.GET.get("page")),
        "total": sum(counts.values()),
        "stuck": sum(counts.get(state, 0) for state in STUCK),
        "stuck_states": STUCK,
    }
    return render(request, "announcements/mails.html", context)


@login_required
@require_POST
def send_again(request: HttpRequest, run: str, mail: UUID) -> HttpResponse:
    """Send a mail again that did not get through."""
    found = permissions.staffed_run_or_404(request.user, run, permissions.COORDINATOR)
    try:
        row = resend(mail=mail_or_404(found, mail), at=timezone.now())
    except UnableToResend as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("Viesti lähtee uudelleen osoitteeseen %(address)s.") % {"address": row.to})
    back = request.POST.get("back", "")
    if url_has_allowed_host_and_scheme(back, allowed_hosts=None) and back.startswith("/kouluttaja/"):
        return redirect(back)
    return redirect("announcements:mails", run=found.slug)
