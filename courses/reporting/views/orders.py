"""Ordering a long report, waiting for it, fetching it."""

from __future__ import annotations

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from accounts.people import signed_in
from courses.reporting.domain.catalog import BY_KEY
from courses.reporting.domain.orders import order_report
from courses.reporting.files import ENDINGS
from courses.reporting.models import ReportOrder
from courses.reporting.permissions import order_or_404
from courses.reporting.views.frame import Room, asked_place, project_room, run_room
from courses.tables import as_download


@login_required
@require_POST
def order_of_run(request: HttpRequest, run: str, report: str) -> HttpResponse:
    """Order a report of a run."""
    return _order(request, run_room(request, run), report)


@login_required
@require_POST
def order_of_project(request: HttpRequest, project: UUID, report: str) -> HttpResponse:
    """Order a report of a project."""
    return _order(request, project_room(request, project), report)


def _order(request: HttpRequest, room: Room, report: str) -> HttpResponse:
    kind = room.kind_or_404(report)
    ending = request.POST.get("ending", "")
    if ending not in ENDINGS:
        raise Http404
    order = order_report(
        kind=kind,
        project=room.project,
        run=room.run,
        narrowed=asked_place(request, kind),
        ending=ending,
        by=signed_in(request),
        at=timezone.now(),
    )
    return redirect("reporting:order", order=order.public_id)


@login_required
@require_safe
def waiting(request: HttpRequest, order: UUID) -> HttpResponse:
    """Show how far a report is, truly; reloading the page is enough to follow it."""
    found = order_or_404(request.user, order)
    context = {"order": found, "kind": BY_KEY[found.report], "home": _home(found)}
    response = render(request, "reporting/order.html", context)
    response["Cache-Control"] = "private, no-store"
    return response


@login_required
@require_safe
def fetch(request: HttpRequest, order: UUID) -> HttpResponseBase:
    """Send a ready report to the person who ordered it."""
    found = order_or_404(request.user, order)
    if not found.is_ready:
        return redirect("reporting:order", order=found.public_id)
    of = found.run.slug if found.run else found.project.code if found.project else ""
    response = FileResponse(found.file.open("rb"), content_type=ENDINGS[found.ending])
    return as_download(
        response, name=f"{of}-{found.report}-{timezone.localdate(found.ready_at):%Y-%m-%d}.{found.ending}"
    )


def _home(order: ReportOrder) -> str:
    if order.run is not None:
        return reverse("reporting:run-report", kwargs={"run": order.run.slug, "report": order.report})
    assert order.project is not None  # noqa: S101 -- the database sees to it
    return reverse("reporting:project-report", kwargs={"project": order.project.public_id, "report": order.report})
