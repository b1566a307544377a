"""Assignments of a run as its staff see them: due dates, who is where in them, and what is agreed with whom.

No text is shown here: those are for the trainers' eyes, on the page of a reflection.
"""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.people import signed_in
from assessments.assignment.deadlines import due_of, end_of_day, session_of
from assessments.assignment.exceptions import (
    UnableToGrant,
    end_exception,
    exceptions_of_run,
    grant_exception,
    hear_oral,
)
from assessments.assignment.forms import AgreementForm
from assessments.assignment.models import AssignmentException, AssignmentPage, Submission
from assessments.assignment.overview import assignments_of, people_in
from courses.models import CourseRun, Enrolment
from courses.outline import outline_of
from courses.permissions import staffed_run_or_404, trainee_of_run_or_404


@login_required
@require_safe
def assignments(request: HttpRequest, run: str) -> HttpResponse:
    """List the assignments of a run with their due dates and states, and every exception ever agreed on."""
    found = staffed_run_or_404(request.user, run)
    context = {"run": found, "rows": assignments_of(found), "exceptions": exceptions_of_run(found)[:200]}
    return render(request, "assignment/run.html", context)


@login_required
@require_safe
def people(request: HttpRequest, run: str, activity: str) -> HttpResponse:
    """List where everybody is in one assignment."""
    found = staffed_run_or_404(request.user, run)
    page = _page_or_404(found, activity)
    due = due_of(page=page, session=session_of(run=found, page=page))
    context = {"run": found, "page": page, "due_at": due, "rows": people_in(found, page), "now": timezone.now()}
    return render(request, "assignment/people.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def agree(request: HttpRequest, run: str, activity: str, person: UUID) -> HttpResponse:
    """Agree on an exception with one trainee."""
    found, page, enrolment = _place(request, run, activity, person)
    form = AgreementForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        until = form.cleaned_data["until"]
        try:
            grant_exception(
                enrolment=enrolment,
                page=page,
                kind=form.cleaned_data["kind"],
                reason=form.cleaned_data["reason"],
                until=end_of_day(until) if until else None,
                by=signed_in(request),
                at=timezone.now(),
            )
        except UnableToGrant as error:
            form.add_error(error.field, str(error))
        else:
            messages.success(request, _("Poikkeus on voimassa. Osallistujalle on kerrottu."))
            return _back(found, page, enrolment)
    return _draw(request, found, page, enrolment, form)


def _draw(
    request: HttpRequest, run: CourseRun, page: AssignmentPage, enrolment: Enrolment, form: AgreementForm
) -> HttpResponse:
    rows = list(exceptions_of_run(run).filter(enrolment=enrolment, page=page))
    context: dict[str, Any] = {
        "run": run,
        "page": page,
        "enrolment": enrolment,
        "form": form,
        "current": next((row for row in rows if row.ended_at is None), None),
        "ended": [row for row in rows if row.ended_at is not None],
        "work": Submission.objects.filter(enrolment=enrolment, page=page).defer("draft", "overtaken").first(),
        "due_at": due_of(page=page, session=session_of(run=run, page=page)),
    }
    return render(request, "assignment/agree.html", context, status=422 if form.is_bound else 200)


@login_required
@require_POST
def end(request: HttpRequest, run: str, activity: str, person: UUID, exception: UUID) -> HttpResponse:
    """End an exception; the trail of it stays."""
    found, page, enrolment = _place(request, run, activity, person)
    row = _exception_or_404(enrolment, page, exception)
    end_exception(exception=row, by=signed_in(request), at=timezone.now())
    messages.success(request, _("Poikkeus on päättynyt."))
    return _back(found, page, enrolment)


@login_required
@require_POST
def heard(request: HttpRequest, run: str, activity: str, person: UUID, exception: UUID) -> HttpResponse:
    """Record that the oral alternative has been heard and accepted."""
    found, page, enrolment = _place(request, run, activity, person)
    row = _exception_or_404(enrolment, page, exception)
    try:
        hear_oral(exception=row, by=signed_in(request), at=timezone.now())
    except UnableToGrant as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("Suullinen suoritus on hyväksytty. Osallistujalle on kerrottu."))
    return _back(found, page, enrolment)


def _place(request: HttpRequest, run: str, activity: str, person: UUID) -> tuple[CourseRun, AssignmentPage, Enrolment]:
    found = staffed_run_or_404(request.user, run)
    return found, _page_or_404(found, activity), trainee_of_run_or_404(found, person)


def _page_or_404(run: CourseRun, activity: str) -> AssignmentPage:
    item = outline_of(run.course_id, run.outline_number).by_slug.get(activity)  # type: ignore[attr-defined]
    if item is None or item.model is not AssignmentPage:
        raise Http404
    return AssignmentPage.objects.get(pk=item.pk)


def _exception_or_404(enrolment: Enrolment, page: AssignmentPage, public_id: UUID) -> AssignmentException:
    rows = AssignmentException.objects.filter(enrolment=enrolment, page=page, public_id=public_id)
    row = rows.select_related("enrolment__user", "enrolment__run", "page").first()
    if row is None:
        raise Http404
    return row


def _back(run: CourseRun, page: AssignmentPage, enrolment: Enrolment) -> HttpResponse:
    return redirect("assignment:agree", run=run.slug, activity=page.slug, person=enrolment.public_id)
