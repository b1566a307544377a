"""The learner's pages of a run, and the one gate that every activity and its sub-routes pass."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import Resolver404
from django.utils import timezone

from courses import permissions
from courses.day_form import DayForm
from courses.domain.agenda import shared_agenda_of
from courses.domain.catalog import programme_of
from courses.domain.completion import complete_activity
from courses.domain.learning import RunPlan, plan_for
from courses.domain.own_attendance import own_attendance
from courses.enums import CompletionRule
from courses.joining import joining_of
from courses.models import ActivityPage, CourseRun, Enrolment, SessionPage
from courses.unsent import landing_of, signed_in_or_kept, take
from courses.views.called_off import or_called_off
from courses.visits import Visit, resolver_of


def who_learns(request: HttpRequest, slug: str) -> tuple[CourseRun, Enrolment | None]:
    """Return the run and the visitor's enrollment; staff of the run come without one, others get 404."""
    enrolment = permissions.find_enrolment(request.user, slug)
    if enrolment is not None:
        return enrolment.run, enrolment
    return permissions.staffed_run_or_404(request.user, slug), None


@login_required
@or_called_off
def learn(request: HttpRequest, run: str) -> HttpResponse:
    """Show the run as its trainee studies it: sessions, activities and where one is in them."""
    found, enrolment = who_learns(request, run)
    form = None if enrolment else DayForm(request.GET if "paiva" in request.GET else None)
    day = form.chosen() if form else None
    if day:
        plan = plan_for(run=found, enrolment=None, at=day.at, learner=day.learner)
    else:
        plan = plan_for(run=found, enrolment=enrolment, at=timezone.now(), attendance=True)
    context = {"run": found, "plan": plan, "enrolment": enrolment, "day_form": form, "day": day}
    return render(request, "courses/learn.html", context)


@login_required
@or_called_off
def session(request: HttpRequest, run: str, position: int) -> HttpResponse:
    """Show one session: what happens there, and what to do before and after it."""
    found, enrolment = who_learns(request, run)
    at = timezone.now()
    plan = plan_for(run=found, enrolment=enrolment, at=at, attendance=True)
    current = plan.session_at(position)
    if current is None:
        raise Http404
    ids = [page.pk for page in current.pages]
    pages = list(SessionPage.objects.filter(pk__in=ids).order_by("path"))
    rows = programme_of(ids)
    for page in pages:
        page.rows = _with_clock(rows.get(page.pk, []), current)
    context = {"run": found, "plan": plan, "current": current, "pages": pages, "enrolment": enrolment}
    context["joining"] = joining_of(session=current.session, at=at)
    if current.is_open and current is plan.coming(at):
        context["agenda"] = shared_agenda_of(session=current.session)
    if enrolment:
        context["own"] = own_attendance(enrolment=enrolment, session=current.session, mark=current.mark, at=at)
    return render(request, "courses/session.html", context)


def _with_clock(rows, current):
    """Give each programme row its time of day, when one page fills the session."""
    start = current.session.starts_at
    for row in rows:
        row.starts_at = start if len(current.pages) == 1 else None
        start += timedelta(minutes=row.minutes)
    return rows


@signed_in_or_kept
def activity(request: HttpRequest, run: str, activity: str, rest: str = "") -> HttpResponse:
    """Let the visitor through to the activity type's own view, if the activity is open to them."""
    found, enrolment = who_learns(request, run)
    at = timezone.now()
    plan = plan_for(run=found, enrolment=enrolment, at=at)
    place = plan.find(activity)
    if place is None:
        raise Http404
    current, item = place
    closure = current.closure_for(item)
    if closure:
        context = {"run": found, "plan": plan, "current": current, "item": item, "closure": closure}
        return render(request, "courses/closed.html", context, status=403)
    visit = Visit(found, enrolment, None, item, current, plan, at, is_done=item.pk in plan.done_ids)
    if request.method == "GET" and not rest:
        visit.unsent = take(request, landing_of(request.path))
    response = _call(request, visit, rest)
    _record_view(request, visit, rest)
    return response


def _call(request: HttpRequest, visit: Visit, rest: str) -> HttpResponse:
    try:
        match = resolver_of(visit.item.model).resolve(rest)
    except Resolver404 as error:
        raise Http404 from error
    return match.func(request, visit, *match.args, **match.kwargs)


def _record_view(request: HttpRequest, visit: Visit, rest: str) -> None:
    """Record that an activity which is done by opening it has been opened."""
    if rest or visit.is_done or visit.enrolment is None or visit.page.completion_rule != CompletionRule.VIEW:
        return
    complete_activity(enrolment=visit.enrolment, activity=visit.page, at=visit.at)


def open_preview(request: HttpRequest, page: ActivityPage, plan: RunPlan, *, at: datetime) -> HttpResponse | None:
    """Show an author's unpublished activity inside a run's frame, storing nothing; None when the run lacks it.

    What would be closed at that moment is shown as closed, with the reason.
    """
    for current in plan.sessions:
        for item in current.items:
            if item.pk == page.pk:
                closure = current.closure_for(item)
                if closure:
                    context = {"run": plan.run, "plan": plan, "current": current, "item": item, "closure": closure}
                    return render(request, "courses/closed.html", context | {"preview_at": at})
                return _call(request, Visit(plan.run, None, page, item, current, plan, at), "")
    return None
