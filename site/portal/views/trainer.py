"""The trainer's desk: what waits, and the runs."""

from urllib.parse import urlencode

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.people import signed_in
from courses.domain.desk import runs_of_staff
from courses.domain.reading_turns import keep_reading
from courses.domain.review import FILTERS, Inbox, inbox_of
from courses.permissions import TRAINER, find_staffed_run

ON_DESK = 8
ON_PAGE = 40


@login_required
def desk(request: HttpRequest) -> HttpResponse:
    """Show the trainer's runs beside the first of what waits."""
    now = timezone.now()
    runs = runs_of_staff(user=signed_in(request), roles=TRAINER, at=now)
    if not runs:
        raise Http404
    rows = inbox_of(user=signed_in(request), at=now).rows
    return render(request, "portal/trainer.html", {"runs": runs, "entries": rows[:ON_DESK], "waiting": len(rows)})


@login_required
def inbox(request: HttpRequest) -> HttpResponse:
    """Show what waits for the trainer, the oldest first; `?nayta=` and `?toteutus=` narrow it."""
    if not getattr(request.user, "is_trainer", False):
        raise Http404
    run = find_staffed_run(request.user, request.GET.get("toteutus", ""), TRAINER)
    found = inbox_of(user=signed_in(request), at=timezone.now(), run=run.name if run else None)
    show = request.GET.get("nayta", "")
    show = show if show in FILTERS else ""
    page = Paginator(found.filtered(show), ON_PAGE).get_page(request.GET.get("page"))
    context = {
        "entries": list(page),
        "page": page,
        "show": show,
        "run": run,
        "waiting": len(found.rows),
        "tabs": _tabs(found, show, run.slug if run else ""),
    }
    return render(request, "portal/inbox.html", context)


def _tabs(found: Inbox, show: str, run: str) -> list[dict[str, object]]:
    titles = {"": _("Kaikki"), "uudet": _("Uudet"), "viipyneet": _("Viipyneet"), "apua": _("Pyytää apua")}
    counts = found.counts()
    base = reverse("portal:inbox")
    return [
        {
            "title": titles[name],
            "url": base + _query(nayta=name, toteutus=run),
            "current": name == show,
            "count": counts[name],
        }
        for name in FILTERS
    ]


@login_required
@require_POST
def reading(request: HttpRequest) -> HttpResponse:
    """Take an open page's sign of life; it changes nothing but the reader's own turn."""
    address = request.POST.get("address", "").replace("\x00", "")[:200]
    is_mine = keep_reading(address=address, user=signed_in(request), at=timezone.now())
    return HttpResponse(status=204 if is_mine else 404)


def _query(**asked: str) -> str:
    given = {name: value for name, value in asked.items() if value}
    return f"?{urlencode(given)}" if given else ""
