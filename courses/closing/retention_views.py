"""How long everything is kept, what goes next, and what has gone: counts for those who are in charge."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from accounts.clocks import all_clocks
from courses.closing.domain.clearing import forecast
from courses.closing.models import Clearing
from courses.permissions import may_plan_runs

MOST_SHOWN = 40


@login_required
@require_safe
def show(request: HttpRequest) -> HttpResponse:
    """Show the clocks of all data, what goes within a month, and what went lately. Nothing is deleted by looking."""
    if not may_plan_runs(request.user):
        raise Http404
    rows = forecast(at=timezone.now())
    titles = {clock.key: clock.title for clock in all_clocks()}
    gone = [(row, titles.get(row.key, row.key)) for row in Clearing.objects.all()[:MOST_SHOWN]]
    used = {row.clock.key for row in rows}
    context = {
        "rows": [row for row in rows if not row.clock.is_archive],
        "archive": [row for row in rows if row.clock.is_archive],
        "empty": [clock for clock in all_clocks() if clock.key not in used],
        "gone": gone,
    }
    return render(request, "closing/retention.html", context)
