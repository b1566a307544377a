"""The staff's side: quotes that may be used, what groups have done together, and publishing."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from accounts.people import signed_in
from courses.groups.domain.refusals import GroupRefusal
from courses.permissions import COORDINATOR, TRAINER, is_staff_of, staffed_run_or_404
from courses.quotes.domain import quotes as domain
from courses.quotes.domain.reading import quotes_of_run, works_of_run
from courses.quotes.enums import Use
from courses.quotes.permissions import run_quote_or_404, run_work_or_404
from courses.quotes.serving import hand_out


@login_required
@never_cache
def show(request: HttpRequest, run: str) -> HttpResponse:
    """List what the run's staff may use."""
    found = staffed_run_or_404(request.user, run)
    quotes = quotes_of_run(run=found)
    context = {
        "run": found,
        "quotes": [{"quote": row, "may_publish": any(one.use == Use.WEB for one in row.holding)} for row in quotes],  # type: ignore[attr-defined]
        "works": works_of_run(run=found, is_trainer=is_staff_of(request.user, found.pk, TRAINER)),
        "is_coordinator": is_staff_of(request.user, found.pk, COORDINATOR),
    }
    return render(request, "quotes/run.html", context)


@login_required
@require_POST
def publishing(request: HttpRequest, run: str, quote: UUID) -> HttpResponse:
    """Publish a quote on the public pages, or take it off."""
    user = signed_in(request)
    found = run_quote_or_404(staffed_run_or_404(user, run, COORDINATOR), quote)
    try:
        if request.POST.get("to") == "published":
            domain.publish(quote=found, by=user, at=timezone.now())
            messages.success(request, _("Sitaatti näkyy nyt julkisilla sivuilla."))
        else:
            domain.unpublish(quote=found)
            messages.success(request, _("Sitaatti ei näy enää julkisilla sivuilla."))
    except GroupRefusal as error:
        messages.error(request, str(error))
    return redirect("quotes:run", run=run)


@login_required
def download(request: HttpRequest, run: str, work: UUID) -> HttpResponseBase:
    """Give the file of a work to the run's staff."""
    found = staffed_run_or_404(request.user, run)
    return hand_out(run_work_or_404(request.user, found, work), request)
