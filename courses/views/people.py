"""One trainee as the staff of the run sees them."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.people import signed_in
from courses import permissions
from courses.domain.enrolment import UnableToConfirm, confirm_completion
from courses.domain.exception_list import describe_exceptions
from courses.domain.learning import RunPlan, plan_for
from courses.domain.people_list import people_of_run
from courses.domain.places import position_in_line
from courses.domain.transfer import MAY_GO_ON
from courses.domain.withdrawing import STUDYING_NOW, UnableToWithdraw, withdraw_trainee
from courses.exception_forms import ExceptionForm
from courses.models import CourseRun, Enrolment
from courses.people_forms import ReasonWhyForm


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
        "steps": list(enrolment.steps.select_related("by")),
        "place_in_line": position_in_line(enrolment),
        "may_move": enrolment.state in MAY_GO_ON and enrolment.user_id != user.pk,
        "may_withdraw": enrolment.state in STUDYING_NOW and enrolment.user_id != user.pk,
        "may_confirm": permissions.is_staff_of(user, run.pk, permissions.COORDINATOR),
    }
    return render(request, "courses/trainee.html", context, status=422 if form.is_bound else 200)


@login_required
@require_safe
def people(request: HttpRequest, run: str) -> HttpResponse:
    """List the people of a run by where they stand, with a search by name or address."""
    found = permissions.staffed_run_or_404(request.user, run)
    asked = {name: request.GET.get(key, "") for name, key in (("part", "osa"), ("search", "haku"), ("page", "page"))}
    listed = people_of_run(run=found, **asked)
    number_before = listed.page.start_index() - 1 if listed.part.key == "jonossa" and not listed.search else None
    context = {
        "run": found,
        "list": listed,
        "page_obj": listed.page,
        "number_before": number_before,
        "is_coordinator": permissions.is_staff_of(request.user, found.pk, permissions.COORDINATOR),
    }
    return render(request, "courses/people.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def withdraw(request: HttpRequest, run: str, person: str) -> HttpResponse:
    """Take a trainee off the run, with the reason that they are told."""
    found = permissions.staffed_run_or_404(request.user, run)
    enrolment = permissions.trainee_of_run_or_404(found, person)
    form = ReasonWhyForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            reason = form.cleaned_data["reason"]
            withdraw_trainee(enrolment=enrolment, by=signed_in(request), reason=reason, at=timezone.now())
        except UnableToWithdraw as error:
            form.add_error(None, str(error))
        else:
            text = _("%(name)s on merkitty keskeyttäneeksi.") % {"name": enrolment.user.get_full_name()}
            messages.success(request, text)
            return redirect("courses:trainee", run=found.slug, person=enrolment.public_id)
    context = {"run": found, "enrolment": enrolment, "form": form}
    return render(request, "courses/withdraw.html", context, status=422 if form.is_bound else 200)


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
