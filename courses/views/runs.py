"""Making a run, and setting the time and place of its sessions."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.people import signed_in
from courses import permissions
from courses.domain.runs import UnableToPlan, minutes_off, plan_run
from courses.forms import RunForm, SessionForm
from courses.models import CourseRun, Session


@login_required
def new_run(request: HttpRequest) -> HttpResponse:
    """Make a run from a delivery form; for coordinators of other runs and for editors of courses."""
    if not permissions.may_plan_runs(request.user):
        raise Http404
    form = RunForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            run = plan_run(by=signed_in(request), at=timezone.now(), **form.run_values())
        except UnableToPlan as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("Toteutus on luotu. Tarkista kertojen ajat ja paikat."))
            return redirect("courses:schedule", run=run.slug)
    return render(request, "courses/new_run.html", {"form": form}, status=422 if form.is_bound else 200)


@login_required
def schedule(request: HttpRequest, run: str) -> HttpResponse:
    """Show the sessions of a run with their times, and by how much the hours are off."""
    found = permissions.staffed_run_or_404(request.user, run, permissions.COORDINATOR)
    context = {"run": found, "sessions": found.sessions.order_by("position"), "off": minutes_off(run=found)}
    return render(request, "courses/schedule.html", context)


@login_required
def edit_session(request: HttpRequest, run: str, position: int) -> HttpResponse:
    """Set the time, place and link of a session."""
    found = permissions.staffed_run_or_404(request.user, run, permissions.COORDINATOR)
    session = _session(found, position)
    form = SessionForm(request.POST or None, instance=session)
    if request.method == "POST" and form.is_valid():
        form.save()
        messages.success(request, _("Kerta on tallennettu."))
        return redirect("courses:schedule", run=found.slug)
    context = {"run": found, "session": session, "form": form}
    return render(request, "courses/edit_session.html", context, status=422 if form.is_bound else 200)


def _session(run: CourseRun, position: int) -> Session:
    session = Session.objects.filter(run=run, position=position).first()
    if session is None:
        raise Http404
    return session
