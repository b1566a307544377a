"""What the staff of a run see of a survey: counts, never people."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.people import signed_in
from assessments.survey.domain import LEAST, close_survey
from assessments.survey.exports import gone_words, rows_of, texts_of
from assessments.survey.models import SurveyPage
from assessments.survey.plots import draw
from assessments.survey.results import results_of
from courses.models import CourseRun
from courses.outline import outline_of
from courses.permissions import staffed_run_or_404
from courses.tables import csv_response, xlsx_response


def _place_or_404(request: HttpRequest, run: str, activity: str) -> tuple[CourseRun, SurveyPage]:
    found = staffed_run_or_404(request.user, run)
    item = outline_of(found.course_id, found.outline_number).by_slug.get(activity)  # type: ignore[attr-defined]
    if item is None or item.model is not SurveyPage:
        raise Http404
    return found, SurveyPage.objects.get(pk=item.pk)


@login_required
@require_safe
def results(request: HttpRequest, run: str, activity: str) -> HttpResponse:
    """Show the results of a survey in one run."""
    found, page = _place_or_404(request, run, activity)
    shown = results_of(page=page, run=found)
    rows = [{"result": result, "plot": draw(result)} for result in shown.questions]
    context = {"run": found, "page": page, "results": shown, "rows": rows, "least": LEAST, "gone_words": gone_words()}
    return render(request, "survey/results.html", context)


@login_required
@require_POST
def close(request: HttpRequest, run: str, activity: str) -> HttpResponse:
    """Close the survey for good."""
    found, page = _place_or_404(request, run, activity)
    close_survey(page=page, run=found, by=signed_in(request), at=timezone.now())
    messages.success(request, _("Kysely on suljettu."))
    return redirect("survey:results", run=found.slug, activity=page.slug)


@login_required
@require_safe
def export(request: HttpRequest, run: str, activity: str, kind: str) -> HttpResponse:
    """Give the results along as a file; there is none while nothing may be shown."""
    found, page = _place_or_404(request, run, activity)
    shown = results_of(page=page, run=found)
    if shown.is_open or shown.is_hidden:
        raise Http404
    name = f"{page.slug}-{found.slug}"
    if kind == "csv":
        return csv_response([*rows_of(shown), [], *texts_of(shown)], name=name)
    return xlsx_response({_("Vastaukset"): rows_of(shown), _("Avoimet vastaukset"): texts_of(shown)}, name=name)
