"""Reports on the page and as files, of a run and of a project."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.http import urlencode
from django.views.decorators.http import require_safe

from courses.reporting.domain.catalog import build
from courses.reporting.domain.orders import is_long
from courses.reporting.files import ENDINGS, content_of
from courses.reporting.views.frame import Room, asked_place, project_room, run_room
from courses.tables import as_download


@login_required
@require_safe
def of_run(request: HttpRequest, run: str) -> HttpResponse:
    """List the reports of a run."""
    return _index(request, run_room(request, run))


@login_required
@require_safe
def of_project(request: HttpRequest, project: UUID) -> HttpResponse:
    """List the reports of a project."""
    return _index(request, project_room(request, project))


@login_required
@require_safe
def run_report(request: HttpRequest, run: str, report: str) -> HttpResponse:
    """Show a report of a run."""
    return _page(request, run_room(request, run), report)


@login_required
@require_safe
def project_report(request: HttpRequest, project: UUID, report: str) -> HttpResponse:
    """Show a report of a project."""
    return _page(request, project_room(request, project), report)


@login_required
@require_safe
def run_file(request: HttpRequest, run: str, report: str, ending: str) -> HttpResponse:
    """Send a report of a run as a file."""
    return _file(request, run_room(request, run), report, ending)


@login_required
@require_safe
def project_file(request: HttpRequest, project: UUID, report: str, ending: str) -> HttpResponse:
    """Send a report of a project as a file."""
    return _file(request, project_room(request, project), report, ending)


def _index(request: HttpRequest, room: Room) -> HttpResponse:
    rows = [(kind, room.url("report", report=kind.key)) for kind in room.kinds]
    context = {"room": room, "project": room.project, "run": room.run, "rows": rows}
    return render(request, "reporting/index.html", context)


def _page(request: HttpRequest, room: Room, report: str) -> HttpResponse:
    """Show a report; a long one is offered as an order, and a place of few says that it is not told."""
    kind = room.kind_or_404(report)
    asked = asked_place(request, kind)
    context: dict[str, Any] = {"room": room, "project": room.project, "run": room.run, "kind": kind, "asked": asked}
    context |= {"home": room.home, "address": room.url("report", report=kind.key)}
    if is_long(kind, project=room.project, run=room.run):
        return render(request, "reporting/long.html", {**context, "order_url": room.url("order", report=kind.key)})
    scope = room.scope(asked)
    query = f"?{urlencode({'rajaus': asked})}" if asked and scope else ""
    context |= {
        "report": build(kind, scope) if scope else None,
        "places": room.places() if kind.is_narrowed else [],
        "files": [(end.upper(), room.url("file", report=kind.key, ending=end) + query) for end in ("xlsx", "csv")],
    }
    return render(request, "reporting/report.html", context)


def _file(request: HttpRequest, room: Room, report: str, ending: str) -> HttpResponse:
    kind = room.kind_or_404(report)
    if ending not in ENDINGS:
        raise Http404
    asked = asked_place(request, kind)
    if is_long(kind, project=room.project, run=room.run):
        return redirect(room.url("report", report=kind.key))
    scope = room.scope(asked)
    if scope is None:
        raise Http404
    content = content_of(build(kind, scope), ending)
    name = f"{file_name(room, kind.key)}.{ending}"
    return as_download(HttpResponse(content, content_type=ENDINGS[ending]), name=name)


def file_name(room: Room, report: str) -> str:
    """Return the name a report is kept under: of what, which, and from what day."""
    of = room.run.slug if room.run else room.project.code if room.project else ""
    return f"{of}-{report}-{timezone.localdate():%Y-%m-%d}"
