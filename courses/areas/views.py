"""Figures of an area: for an organization's contacts and for the staff, made of the same answer."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from accounts.people import signed_in
from courses import tables
from courses.areas.domain import asking, snapshots
from courses.areas.files import table_of
from courses.certificates.domain.reading import organisations_of
from courses.certificates.views.desk import Desk, advisor_page
from courses.models import RunStaff


@login_required
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Lead to the figures of the area of one's organization, or let one choose among several."""
    organisations = organisations_of(signed_in(request))
    if not organisations:
        raise Http404
    if len(organisations) == 1:
        return redirect("areas:advisor", organisation=organisations[0].slug)
    return render(request, "areas/organisations.html", {"organisations": organisations})


@require_safe
@advisor_page
def of_advisor(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Show the figures of an area, at first of the organization's own."""
    context = {"organisation": desk.organisation, "over": desk.organisation.name}
    return _page(request, asking.home_area(desk.organisation.municipality), context)


@require_safe
@advisor_page
def of_advisor_file(request: HttpRequest, desk: Desk, ending: str) -> HttpResponse:
    """Send what the page shows."""
    return _file(request, asking.home_area(desk.organisation.municipality), ending)


@login_required
@require_safe
def of_staff(request: HttpRequest) -> HttpResponse:
    """Show the staff what advisors see."""
    _staff_or_404(request)
    return _page(request, asking.COUNTRY, {})


@login_required
@require_safe
def of_staff_file(request: HttpRequest, ending: str) -> HttpResponse:
    """Send what the page shows."""
    _staff_or_404(request)
    return _file(request, asking.COUNTRY, ending)


def _staff_or_404(request: HttpRequest) -> None:
    if not RunStaff.objects.filter(user=signed_in(request), ended_at=None).exists():
        raise Http404


def _answer(request: HttpRequest, home: str) -> tuple[asking.Answer, Any]:
    snapshot = snapshots.newest(at=timezone.now())
    asked = asking.Asked.read(request.GET, home=home, years=asking.years_in(snapshot))
    return asking.answer(snapshot=snapshot, asked=asked), snapshot


def _page(request: HttpRequest, home: str, context: dict[str, Any]) -> HttpResponse:
    found, snapshot = _answer(request, home)
    measures = [label for label, _value in found.sums]
    context |= {
        "answer": found,
        "measures": measures,
        "by_town": [
            (f"kunnat-{number}", region, [(label, zip(measures, values, strict=True)) for label, values in rows])
            for number, (region, rows) in enumerate(found.regions_with_figures)
        ],
        "towns_without": ", ".join(found.towns_without_figures),
        "by_year": [(label, zip(measures, values, strict=True)) for label, values in found.by_year],
        "areas": asking.area_choices(),
        "years": asking.years_in(snapshot),
        "is_stale": snapshots.is_stale(snapshot, at=timezone.now()),
        "files": f"{request.path.rstrip('/')}",
        "query": request.GET.urlencode(),
    }
    return render(request, "areas/figures.html", context)


def _file(request: HttpRequest, home: str, ending: str) -> HttpResponse:
    found, _snapshot = _answer(request, home)
    name = f"alueen-luvut-{found.asked.area}-{found.asked.year or 'kaikki'}"
    rows = table_of(found)
    if ending == "csv":
        return tables.csv_response(rows, name=name)
    if ending == "xlsx":
        return tables.xlsx_response({found.asked.area_name: rows}, name=name)
    raise Http404
