"""The own questions of a session's activities, for the trainers who take them to the session."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from courses import permissions
from courses.domain.learning import plan_for
from courses.domain.questions import questions_of_run

PER_PAGE = 50


@login_required
@require_safe
def questions(request: HttpRequest, run: str, position: int) -> HttpResponse:
    """List what the run's trainees ask in the activities of one session, to its staff."""
    found = permissions.staffed_run_or_404(request.user, run)
    plan = plan_for(run=found, enrolment=None, at=timezone.now())
    current = plan.session_at(position)
    if current is None:
        raise Http404
    titles = {item.pk: item.title for item in current.items}
    page = Paginator(questions_of_run(run=found, activity_ids=titles), PER_PAGE).get_page(request.GET.get("page"))
    rows = [{"activity": titles[question.activity_id], "question": question} for question in page]
    context = {"run": found, "current": current, "rows": rows, "page_obj": page}
    return render(request, "courses/questions.html", context)
