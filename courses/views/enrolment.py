"""Enrolling, and the coordinator's decisions."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.people import signed_in
from courses import permissions
from courses.domain import enrolment as domain
from courses.domain.withdrawing import cancel
from courses.enums import EnrolmentState, SessionState
from courses.forms import EnrolForm
from courses.models import CourseRun, Enrolment


@login_required
def enrol_in_run(request: HttpRequest, run: str) -> HttpResponse:
    """Take an application to a run, or show where the application stands."""
    found = get_object_or_404(CourseRun.objects.public().select_related("course", "form"), slug=run)
    mine = Enrolment.objects.filter(run=found, user=signed_in(request)).first()
    if mine and mine.state in domain.OPEN_STATES:
        return render(request, "courses/enrolled.html", {"run": found, "enrolment": mine})
    form = EnrolForm(request.POST or None)
    is_open = domain.is_open_for_enrolment(run=found, at=timezone.now())
    if request.method == "POST" and form.is_valid():
        fields = {name: form.cleaned_data[name] for name in ("background", "motivation", "special_needs")}
        try:
            domain.enrol(run=found, user=signed_in(request), at=timezone.now(), **fields)
        except domain.UnableToEnrol as error:
            form.add_error(None, str(error))
        else:
            return redirect("courses:enrol", run=found.slug)
    status = 422 if form.is_bound else 200
    sessions = found.sessions.exclude(state=SessionState.CANCELLED).order_by("position")
    context = {"run": found, "form": form, "is_open": is_open, "sessions": sessions}
    return render(request, "courses/enrol.html", context, status=status)


@login_required
@require_POST
def cancel_enrolment(request: HttpRequest, run: str) -> HttpResponse:
    """Take an application or a place back."""
    mine = get_object_or_404(Enrolment, run__slug=run, user=signed_in(request), state__in=domain.OPEN_STATES)
    if not permissions.may_cancel(mine):
        raise Http404
    cancel(enrolment=mine, at=timezone.now())
    messages.success(request, _("Ilmoittautumisesi on peruttu."))
    return redirect("portal:home")


@login_required
def applications(request: HttpRequest, run: str) -> HttpResponse:
    """List the applications that wait for the coordinator, then those decided."""
    found = permissions.staffed_run_or_404(request.user, run, permissions.COORDINATOR)
    rows = Enrolment.objects.filter(run=found).select_related("user", "payer").order_by("applied_at", "pk")
    waiting = rows.filter(state__in=[EnrolmentState.APPLIED, EnrolmentState.WAITING])
    decided = rows.exclude(state__in=[EnrolmentState.APPLIED, EnrolmentState.WAITING])
    context = {
        "run": found,
        "waiting": list(waiting),
        "decided": Paginator(decided, 50).get_page(request.GET.get("page")),
    }
    return render(request, "courses/applications.html", context)


@login_required
@require_POST
def decide_application(request: HttpRequest, run: str, person: str) -> HttpResponse:
    """Accept or decline one application."""
    found = permissions.staffed_run_or_404(request.user, run, permissions.COORDINATOR)
    application = permissions.trainee_of_run_or_404(found, person)
    accept = request.POST.get("decision") == "accept"
    if not accept and request.POST.get("decision") != "decline":
        messages.error(request, _("Valitse, hyväksytkö vai hylkäätkö hakemuksen."))
        return redirect("courses:applications", run=found.slug)
    try:
        domain.decide(enrolment=application, accept=accept, by=signed_in(request), at=timezone.now())
    except domain.UnableToDecide as error:
        messages.error(request, str(error))
    else:
        text = _("%(name)s on hyväksytty.") if accept else _("Hakemus on hylätty: %(name)s.")
        messages.success(request, text % {"name": application.user.get_full_name()})
    return redirect("courses:applications", run=found.slug)
