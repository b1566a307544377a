"""What the staff of a run see of a survey: counts, never people."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from assessments.survey.models import SurveyPage
from assessments.survey.results import LEAST, results_of
from courses.outline import outline_of
from courses.permissions import staffed_run_or_404


@login_required
@require_safe
def results(request: HttpRequest, run: str, activity: str) -> HttpResponse:
    """Show the results of a survey in one run."""
    found = staffed_run_or_404(request.user, run)
    item = outline_of(found.course_id, found.outline_number).by_slug.get(activity)  # type: ignore[attr-defined]
    if item is None or item.model is not SurveyPage:
        raise Http404
    page = SurveyPage.objects.get(pk=item.pk)
    context = {"run": found, "page": page, "results": results_of(page=page, run=found), "least": LEAST}
    return render(request, "survey/results.html", context)
