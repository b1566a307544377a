"""One trainee as the staff of the run sees them."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.people import signed_in
from courses import permissions
from courses.domain.enrolment import confirm_completion
from courses.domain.exceptions import UnableToGrant, grant_exception
from courses.domain.learning import RunPlan, plan_for
from courses.forms import ExceptionForm
from courses.models import CourseRun, Enrolment


def _choices(plan: RunPlan) -> list[tuple[str, str]]:
    """Return what an exception may be granted from: conditions not met, and sessions still closed."""
    choices = [(row["id"], row["title"]) for row in plan.checklist() if not row["is_met"]]
    for rule in plan.book.openings:
        text = _("Kertojen avaaminen kerrasta %(number)s alkaen") % {"number": rule.from_session}
        choices.append((rule.condition().id, text))
    return choices


def _show(
    request: HttpRequest, run: CourseRun, enrolment: Enrolment, form: ExceptionForm | None = None
) -> HttpResponse:
    plan = plan_for(run=run, enrolment=enrolment, at=timezone.now(), attendance=True)
    form = form or ExceptionForm(choices=_choices(plan))
    context = {
        "run": run,
        "enrolment": enrolment,
        "plan": plan,
        "checklist": plan.checklist(),
        "exceptions": enrolment.exceptions.filter(ended_at=None).select_related("granted_by"),
        "form": form,
        "may_confirm": permissions.is_staff_of(request.user, run.pk, permissions.COORDINATOR),
    }
    return render(request, "courses/trainee.html", context, status=422 if form.is_bound else 200)


@login_required
def trainee(request: HttpRequest, run: str, person: str) -> HttpResponse:
    """Show one trainee's way to the certificate."""
    found = permissions.staffed_run_or_404(request.user, run)
    return _show(request, found, permissions.trainee_of_run_or_404(found, person))


@login_required
@require_POST
def confirm(request: HttpRequest, run: str, person: str) -> HttpResponse:
    """Record the coordinator's confirmation (C9)."""
    found = permissions.staffed_run_or_404(request.user, run, permissions.COORDINATOR)
    enrolment = permissions.trainee_of_run_or_404(found, person)
    confirm_completion(enrolment=enrolment, by=signed_in(request), at=timezone.now())
    messages.success(request, _("Suoritus on vahvistettu: %(name)s.") % {"name": enrolment.user.get_full_name()})
    return redirect("courses:trainee", run=found.slug, person=enrolment.public_id)


@login_required
@require_POST
def grant(request: HttpRequest, run: str, person: str) -> HttpResponse:
    """Grant an exception."""
    found = permissions.staffed_run_or_404(request.user, run)
    enrolment = permissions.trainee_of_run_or_404(found, person)
    plan = plan_for(run=found, enrolment=enrolment, at=timezone.now())
    form = ExceptionForm(request.POST, choices=_choices(plan))
    if form.is_valid():
        try:
            grant_exception(enrolment=enrolment, by=signed_in(request), at=timezone.now(), **form.cleaned_data)
        except UnableToGrant as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("Poikkeus on myönnetty."))
            return redirect("courses:trainee", run=found.slug, person=enrolment.public_id)
    return _show(request, found, enrolment, form)
