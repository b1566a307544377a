"""What the staff of a run see of a self-assessment: means, and only from five answers on."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from assessments.selfassessment.chart import draw
from assessments.selfassessment.means import Means, means_of
from assessments.selfassessment.models import SelfAssessmentPage
from courses.models import CourseRun
from courses.outline import outline_of
from courses.permissions import staffed_run_or_404
from courses.tables import csv_response, rounded, xlsx_response


def _place_or_404(request: HttpRequest, run: str, activity: str) -> tuple[CourseRun, SelfAssessmentPage]:
    found = staffed_run_or_404(request.user, run)
    item = outline_of(found.course_id, found.outline_number).by_slug.get(activity)  # type: ignore[attr-defined]
    if item is None or item.model is not SelfAssessmentPage:
        raise Http404
    return found, SelfAssessmentPage.objects.select_related("instrument").get(pk=item.pk)


@login_required
@require_safe
def means(request: HttpRequest, run: str, activity: str) -> HttpResponse:
    """Show the means of a run."""
    found, page = _place_or_404(request, run, activity)
    shown = means_of(run=found, page=page)
    context = {"run": found, "page": page, "means": shown, "chart": draw(shown.rows)}
    return render(request, "selfassessment/means.html", context)


@login_required
@require_safe
def export(request: HttpRequest, run: str, activity: str, kind: str) -> HttpResponse:
    """Give the means along as a file; there is none while nothing may be shown."""
    found, page = _place_or_404(request, run, activity)
    shown = means_of(run=found, page=page)
    if shown.is_hidden:
        raise Http404
    name = f"{page.slug}-{found.slug}"
    if kind == "csv":
        return csv_response(_rows(shown), name=name)
    return xlsx_response({_("Keskiarvot"): _rows(shown)}, name=name)


def _rows(shown: Means) -> list[list[Any]]:
    """Return what the page shows, with as many decimals."""
    head = [_("Väittämä"), _("Alku"), _("Loppu"), _("Muutos")]
    counts = [_("Vastauksia"), shown.start_count or None, shown.end_count or None, None]
    numbers = [[row.statement.text, *map(rounded, (row.start, row.end, row.change))] for row in shown.rows]
    return [head, counts, *numbers]
