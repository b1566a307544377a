"""The learner's pages of a run, and the one gate that every activity and its sub-routes pass."""

from __future__ import annotations

from datetime import timedelta

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import Resolver404
from django.utils import timezone

from courses import permissions
from courses.domain.catalog import programme_of
from courses.domain.completion import complete_activity
from courses.domain.learning import RunPlan, plan_for
from courses.enums import CompletionRule
from courses.models import ActivityPage, CourseRun, Enrolment, SessionPage
from courses.visits import Visit, resolver_of


def _who(request: HttpRequest, slug: str) -> tuple[CourseRun, Enrolment | None]:
    """Return the run and the visitor's enrollment; staff of the run come without one, others get 404."""
    enrolment = permissions.find_enrolment(request.user, slug)
    if enrolment is not None:
        return enrolment.run, enrolment
    return permissions.staffed_run_or_404(request.user, slug), None


@login_required
def learn(request: HttpRequest, run: str) -> HttpResponse:
    """Show the run as its trainee studies it: sessions, activities and where one is in them."""
    found, enrolment = _who(request, run)
    plan = plan_for(run=found, enrolment=enrolment, at=timezone.now(), attendance=True)
    return render(request, "courses/learn.html", {"run": found, "plan": plan, "enrolment": enrolment})


@login_required
def session(request: HttpRequest, run: str, position: int) -> HttpResponse:
    """Show one session: what happens there, and what to do before and after it."""
    found, enrolment = _who(request, run)
    plan = plan_for(run=found, enrolment=enrolment, at=timezone.now(), attendance=True)
    current = plan.session_at(position)
    if current is None:
        raise Http404
    ids = [page.pk for page in current.pages]
    pages = list(SessionPage.objects.filter(pk__in=ids).order_by("path"))
    rows = programme_of(ids)
    for page in pages:
        page.rows = _with_clock(rows.get(page.pk, []), current)
    context = {"run": found, "plan": plan, "current": current, "pages": pages, "enrolment": enrolment}
    return render(request, "courses/session.html", context)


def _with_clock(rows, current):
    """Give each programme row its time of day, when one page fills the session."""
    start = current.session.starts_at
    for row in rows:
        row.starts_at = start if len(current.pages) == 1 else None
        start += timedelta(minutes=row.minutes)
    return rows


@login_required
def activity(request: HttpRequest, run: str, activity: str, rest: str = "") -> HttpResponse:
    """Let the visitor through to the activity type's own view, if the activity is open to them."""
    found, enrolment = _who(request, run)
    at = timezone.now()
    plan = plan_for(run=found, enrolment=enrolment, at=at)
    place = plan.find(activity)
    if place is None:
        raise Http404
    current, item = place
    if not current.is_open:
        context = {"run": found, "plan": plan, "current": current, "item": item, "closure": current.closure}
        return render(request, "courses/closed.html", context, status=403)
    page = item.model.objects.get(pk=item.pk)
    visit = Visit(found, enrolment, page, item, current, plan, at, is_done=item.pk in plan.done_ids)
    response = _call(request, visit, rest)
    _record_view(request, visit, rest)
    return response


def _call(request: HttpRequest, visit: Visit, rest: str) -> HttpResponse:
    try:
        match = resolver_of(type(visit.page)).resolve(rest)
    except Resolver404 as error:
        raise Http404 from error
    return match.func(request, visit, *match.args, **match.kwargs)


def _record_view(request: HttpRequest, visit: Visit, rest: str) -> None:
    """Record that an activity which is done by opening it has been opened."""
    if visit.page.completion_rule != CompletionRule.VIEW or rest or visit.is_done or visit.enrolment is None:
        return
    complete_activity(enrolment=visit.enrolment, activity=visit.page, at=visit.at)


def open_preview(request: HttpRequest, page: ActivityPage, plan: RunPlan) -> HttpResponse | None:
    """Show an author's unpublished activity inside a run's frame, storing nothing; None when the run lacks it."""
    for current in plan.sessions:
        for item in current.items:
            if item.pk == page.pk:
                visit = Visit(plan.run, None, page, item, current, plan, timezone.now())
                return _call(request, visit, "")
    return None
