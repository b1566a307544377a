"""What the staff of a run see of a self-assessment: means, and only from five answers on."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from assessments.selfassessment.domain import means_of
from assessments.selfassessment.models import SelfAssessmentPage
from courses.outline import outline_of
from courses.permissions import staffed_run_or_404


@login_required
@require_safe
def means(request: HttpRequest, run: str, activity: str) -> HttpResponse:
    """Show the means of a run."""
    found = staffed_run_or_404(request.user, run)
    item = outline_of(found.course_id, found.outline_number).by_slug.get(activity)  # type: ignore[attr-defined]
    if item is None or item.model is not SelfAssessmentPage:
        raise Http404
    page = SelfAssessmentPage.objects.select_related("instrument").get(pk=item.pk)
    context = {"run": found, "page": page, "means": means_of(run=found, page=page)}
    return render(request, "selfassessment/means.html", context)
