"""Letting a trainee go on in another run: which run, which sessions count there, and why."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.people import signed_in
from courses import permissions
from courses.domain.exception_list import describe_exceptions
from courses.domain.places import is_full
from courses.domain.transfer import UnableToTransfer, propose_credits, runs_to_continue_in, transfer_trainee
from courses.enums import SessionState
from courses.models import CourseRun, Enrolment
from courses.people_forms import TransferForm


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def transfer(request: HttpRequest, run: str, person: str) -> HttpResponse:
    """Choose the run, then see what counts there, then do it."""
    found = permissions.staffed_run_or_404(request.user, run)
    enrolment = permissions.trainee_of_run_or_404(found, person)
    runs = list(runs_to_continue_in(enrolment=enrolment, user=signed_in(request), at=timezone.now()))
    wanted = request.POST.get("toteutus") or request.GET.get("toteutus", "")
    target = next((row for row in runs if row.slug == wanted), runs[0] if len(runs) == 1 and not wanted else None)
    form = _form(request, enrolment, target) if target else None
    if request.method == "POST" and form is not None and target is not None and form.is_valid():
        answer = _transfer(request, enrolment, target, form)
        if answer is not None:
            return answer
    context = {"run": found, "enrolment": enrolment, "runs": runs, "target": target, "form": form}
    context["left_behind"] = describe_exceptions(
        enrolment.exceptions.open().order_by("granted_at", "pk"), viewer=signed_in(request)
    )
    context["is_own"] = enrolment.user_id == signed_in(request).pk
    return render(request, "courses/transfer.html", context, status=422 if request.method == "POST" else 200)


def _form(request: HttpRequest, enrolment: Enrolment, target: CourseRun) -> TransferForm:
    return TransferForm(
        request.POST if request.method == "POST" else None,
        earned=propose_credits(enrolment=enrolment, run=target),
        sessions=list(target.sessions.exclude(state=SessionState.CANCELLED).order_by("position")),
        is_full=is_full(target),
    )


def _transfer(request: HttpRequest, enrolment: Enrolment, target: CourseRun, form: TransferForm) -> HttpResponse | None:
    try:
        made = transfer_trainee(
            enrolment=enrolment,
            run=target,
            by=signed_in(request),
            reason=form.cleaned_data["reason"],
            at=timezone.now(),
            over_capacity=form.cleaned_data.get("over_capacity", False),
            credits=form.credits(),
        )
    except UnableToTransfer as error:
        form.add_error(None, str(error))
        return None
    text = _("%(name)s jatkaa toteutuksessa %(run)s.")
    messages.success(request, text % {"name": enrolment.user.get_full_name(), "run": target.name})
    return redirect("courses:trainee", run=target.slug, person=made.target.public_id)
