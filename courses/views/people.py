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
from courses.domain.enrolment import UnableToConfirm, confirm_completion
from courses.domain.exception_list import describe_exceptions
from courses.domain.learning import RunPlan, plan_for
from courses.exception_forms import ExceptionForm
from courses.models import CourseRun, Enrolment


def exception_choices(plan: RunPlan) -> list[tuple[str, str]]:
    """Return what an exception may be granted from: conditions not met, and the opening of sessions."""
    waivable = {rule.id for rule in plan.book.conditions if rule.condition().may_be_waived}
    choices = [(row["id"], row["title"]) for row in plan.checklist() if not row["is_met"] and row["id"] in waivable]
    for rule in plan.book.openings:
        text = _("Kertojen avaaminen kerrasta %(number)s alkaen") % {"number": rule.from_session}
        choices.append((rule.condition().id, text))
    return choices


def show_trainee(
    request: HttpRequest, run: CourseRun, enrolment: Enrolment, form: ExceptionForm | None = None
) -> HttpResponse:
    """Answer with the page of one trainee, with the form for an exception as it was sent."""
    plan = plan_for(run=run, enrolment=enrolment, at=timezone.now(), attendance=True, open_registers=True)
    form = form or ExceptionForm(choices=exception_choices(plan))
    user = signed_in(request)
    context = {
        "run": run,
        "enrolment": enrolment,
        "plan": plan,
        "checklist": plan.checklist(),
        "exceptions": describe_exceptions(enrolment.exceptions.open().order_by("granted_at", "pk"), viewer=user),
        "form": form,
        "is_own": enrolment.user_id == user.pk,
        "may_confirm": permissions.is_staff_of(user, run.pk, permissions.COORDINATOR),
    }
    return render(request, "courses/trainee.html", context, status=422 if form.is_bound else 200)


@login_required
def trainee(request: HttpRequest, run: str, person: str) -> HttpResponse:
    """Show one trainee's way to the certificate."""
    found = permissions.staffed_run_or_404(request.user, run)
    return show_trainee(request, found, permissions.trainee_of_run_or_404(found, person))


@login_required
@require_POST
def confirm(request: HttpRequest, run: str, person: str) -> HttpResponse:
    """Record the coordinator's confirmation (C9)."""
    found = permissions.staffed_run_or_404(request.user, run, permissions.COORDINATOR)
    enrolment = permissions.trainee_of_run_or_404(found, person)
    try:
        confirm_completion(enrolment=enrolment, by=signed_in(request), at=timezone.now())
    except UnableToConfirm as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("Suoritus on vahvistettu: %(name)s.") % {"name": enrolment.user.get_full_name()})
    return redirect("courses:trainee", run=found.slug, person=enrolment.public_id)
