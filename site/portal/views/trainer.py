"""The trainer's desk: what waits, and the runs."""

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from accounts.people import signed_in
from courses.domain.desk import runs_of_staff
from courses.domain.review import pending_reviews
from courses.permissions import TRAINER


@login_required
def desk(request: HttpRequest) -> HttpResponse:
    """Show the trainer's runs beside the first of what waits."""
    runs = runs_of_staff(user=signed_in(request), roles=TRAINER, at=timezone.now())
    if not runs:
        raise Http404
    entries = pending_reviews(user=signed_in(request))
    now = timezone.now()
    context = {"runs": runs, "entries": _with_age(entries[:8], now), "waiting": len(entries)}
    return render(request, "portal/trainer.html", context)


@login_required
def inbox(request: HttpRequest) -> HttpResponse:
    """Show everything that waits for the trainer, those who asked for help first, then the oldest."""
    if not getattr(request.user, "is_trainer", False):
        raise Http404
    entries = pending_reviews(user=signed_in(request))
    page = Paginator(entries, 40).get_page(request.GET.get("page"))
    context = {"entries": _with_age(list(page), timezone.now()), "page": page, "waiting": len(entries)}
    return render(request, "portal/inbox.html", context)


def _with_age(entries, now):
    return [
        {"entry": entry, "is_overdue": entry.is_overdue(now), "days": (now - entry.waiting_since).days}
        for entry in entries
    ]
