"""Searching the course one takes."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from courses.domain.learning import plan_for
from courses.domain.search import search_run
from courses.views.learner import who_learns

LONGEST = 200


@require_safe
@login_required
def search(request: HttpRequest, run: str) -> HttpResponse:
    """Show what is found by the words in `?q=`, among what is open to the visitor."""
    found, enrolment = who_learns(request, run)
    text = request.GET.get("q", "").replace("\x00", "").strip()[:LONGEST]
    plan = plan_for(run=found, enrolment=enrolment, at=timezone.now())
    hits = search_run(plan=plan, text=text) if text else []
    has_closed = any(len(row.open_items) < len(row.items) for row in plan.sessions)
    context = {"run": found, "plan": plan, "text": text, "hits": hits, "has_closed": has_closed}
    return render(request, "courses/search.html", context)
