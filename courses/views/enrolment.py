"""Enrolling, and the coordinator's decisions."""

from __future__ import annotations

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.people import signed_in
from accounts.throttle import is_throttled
from courses import permissions
from courses.domain import enrolment as domain
from courses.domain.keys import LONGEST, UnableToUseKey, enrol_with_key, key_in_force
from courses.domain.places import places_left, position_in_line
from courses.domain.withdrawing import cancel
from courses.enums import EnrolmentState, SessionState
from courses.forms import EnrolForm
from courses.models import CourseRun, Enrolment


def run_page(request: HttpRequest, run: str) -> HttpResponse:
    """Show the page of a run to everybody; whoever has signed in enrolls there."""
    if request.user.is_authenticated or request.method == "POST":
        return enrol_in_run(request, run)
    found = get_object_or_404(CourseRun.objects.public().select_related("course", "form", "project"), slug=run)
    context = {
        "run": found,
        "sessions": found.sessions.exclude(state=SessionState.CANCELLED).order_by("position"),
        "left": places_left(found),
        "is_open": domain.is_open_for_enrolment(run=found, at=timezone.now()),
        "address": request.get_full_path(),
    }
    return render(request, "courses/run_page.html", context)


@login_required
def enrol_in_run(request: HttpRequest, run: str) -> HttpResponse:
    """Take an application to a run, or show where the application stands; the run's key gives a place at once."""
    found = get_object_or_404(CourseRun.objects.public().select_related("course", "form", "project"), slug=run)
    user, at = signed_in(request), timezone.now()
    mine = Enrolment.objects.filter(run=found, user=user).first()
    if mine and mine.state in domain.OPEN_STATES:
        context = {"run": found, "enrolment": mine, "place_in_line": position_in_line(mine)}
        return render(request, "courses/enrolled.html", context)
    initial = {"key": request.GET.get("avain", "").replace("\x00", "")[:LONGEST]}
    takes_key = key_in_force(run=found, at=at) is not None
    form = EnrolForm(request.POST or None, takes_key=takes_key, initial=initial)
    if request.method == "POST" and form.is_valid() and _enrol(request, found, form):
        return redirect("courses:enrol", run=found.slug)
    sessions = found.sessions.exclude(state=SessionState.CANCELLED).order_by("position")
    context = {"run": found, "form": form, "sessions": sessions, "left": places_left(found)}
    context["is_open"] = domain.is_open_for_enrolment(run=found, at=at)
    return render(request, "courses/enrol.html", context, status=422 if form.is_bound else 200)


def _enrol(request: HttpRequest, run: CourseRun, form: EnrolForm) -> bool:
    """Enter the application, by key when one was typed; what speaks against it goes beside the field."""
    user, at = signed_in(request), timezone.now()
    fields = {name: form.cleaned_data[name] for name in ("background", "motivation", "special_needs")}
    typed = form.cleaned_data.get("key", "")
    if typed and is_throttled(request, f"enrolment-key-{user.pk}", limit=settings.KEY_TRIES_PER_HOUR, seconds=3600):
        form.add_error("key", _("Liian monta yritystä. Yritä tunnin päästä uudelleen tai jätä kenttä tyhjäksi."))
        return False
    try:
        if typed:
            enrol_with_key(run=run, user=user, typed=typed, at=at, **fields)
        else:
            domain.enrol(run=run, user=user, at=at, **fields)
    except UnableToUseKey as error:
        form.add_error("key", str(error))
    except domain.UnableToEnrol as error:
        form.add_error(None, str(error))
    return not form.errors


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
    undecided = rows.filter(state__in=[EnrolmentState.APPLIED, EnrolmentState.WAITING])
    decided = rows.exclude(state__in=[EnrolmentState.APPLIED, EnrolmentState.WAITING])
    line = [person for person in undecided if person.state == EnrolmentState.WAITING]
    context = {
        "run": found,
        "waiting": [person for person in undecided if person.state == EnrolmentState.APPLIED],
        "line": line,
        "left": places_left(found),
        "key": key_in_force(run=found, at=timezone.now()),
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
        application.refresh_from_db(fields=["state"])
        text = _("%(name)s on hyväksytty.") if accept else _("Hakemus on hylätty: %(name)s.")
        if application.state == EnrolmentState.WAITING:
            text = _("%(name)s on hyväksytty jonoon ja saa paikan, kun se vapautuu hänen vuorollaan.")
        messages.success(request, text % {"name": application.user.get_full_name()})
    return redirect("courses:applications", run=found.slug)
