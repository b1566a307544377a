"""Exceptions: granted, confirmed by a second person, accepted, ended; and all of a run's in one report."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, cast

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from accounts.people import signed_in
from courses import permissions, tables
from courses.domain import exception_list, exception_report
from courses.domain.exceptions import (
    UnableToGrant,
    accept_make_up,
    confirm_exception,
    end_exception,
    grant_exception,
)
from courses.domain.learning import plan_for
from courses.exception_forms import ExceptionForm
from courses.models import ConditionException
from courses.views.people import exception_choices, show_trainee

if TYPE_CHECKING:
    from django.db.models import QuerySet

PAGE_SIZE = 50
MOST_SHOWN = 200  # make-up work of a large run; the file has all of it


@login_required
@require_POST
def grant(request: HttpRequest, run: str, person: str) -> HttpResponse:
    """Grant an exception."""
    found = permissions.staffed_run_or_404(request.user, run)
    enrolment = permissions.trainee_of_run_or_404(found, person)
    plan = plan_for(run=found, enrolment=enrolment, at=timezone.now())
    form = ExceptionForm(request.POST, choices=exception_choices(plan))
    if form.is_valid():
        try:
            granted = grant_exception(
                enrolment=enrolment, by=signed_in(request), at=timezone.now(), **form.cleaned_data
            )
        except UnableToGrant as error:
            form.add_error(None, str(error))
        else:
            if granted.is_waiting:
                text = _(
                    "Poikkeus odottaa: mistään ehdosta ei jäisi omaa suoritusta, joten toisen on vahvistettava se."
                )
                messages.info(request, text)
            else:
                messages.success(request, _("Poikkeus on myönnetty."))
            return redirect("courses:trainee", run=found.slug, person=enrolment.public_id)
    return show_trainee(request, found, enrolment, form)


@login_required
@require_POST
def confirm(request: HttpRequest, run: str, person: str, condition: str) -> HttpResponse:
    """Agree to an exception as the second person."""
    return _act(request, run, person, condition, confirm_exception, _("Poikkeus on vahvistettu."))


@login_required
@require_POST
def accept(request: HttpRequest, run: str, person: str, condition: str) -> HttpResponse:
    """Accept make-up work."""
    return _act(request, run, person, condition, accept_make_up, _("Korvaava tehtävä on hyväksytty."))


@login_required
@require_POST
def end(request: HttpRequest, run: str, person: str, condition: str) -> HttpResponse:
    """End an exception."""
    return _act(request, run, person, condition, end_exception, _("Poikkeus on lopetettu."))


def _act(
    request: HttpRequest, run: str, person: str, condition: str, act: Callable[..., Any], done: str
) -> HttpResponse:
    """Do something to the newest exception from a condition; a page that has grown old gets an answer, no error."""
    found = permissions.staffed_run_or_404(request.user, run)
    enrolment = permissions.trainee_of_run_or_404(found, person)
    exception = ConditionException.objects.filter(enrolment=enrolment, condition=condition).order_by("-pk").first()
    if exception is None:
        raise Http404
    try:
        act(exception=exception, by=signed_in(request), at=timezone.now())
    except UnableToGrant as error:
        messages.error(request, str(error))
    else:
        messages.success(request, done)
    return redirect("courses:trainee", run=found.slug, person=enrolment.public_id)


@login_required
@require_GET
def listing(request: HttpRequest, run: str) -> HttpResponse:
    """Show all exceptions of a run: one report of who, why, when and until when."""
    found = permissions.staffed_run_or_404(request.user, run)
    states = [
        ("", _("Kaikki")),
        (exception_list.WAITING, _("Odottaa vahvistusta")),
        (exception_list.IN_FORCE, _("Voimassa")),
        (exception_list.ENDED, _("Päättyneet")),
    ]
    state = request.GET.get("tila", "")
    page = Paginator(exception_list.exceptions_of(found, state=state), PAGE_SIZE).get_page(request.GET.get("page"))
    shown = cast("QuerySet[ConditionException]", page.object_list)
    described = exception_list.describe_exceptions(shown, viewer=signed_in(request))
    context = {"run": found, "rows": described, "page": page, "states": states, "state": state, "now": timezone.now()}
    if page.number == 1:
        context |= {
            "agreed": exception_report.agreed_in(found, state=state),
            "make_ups": exception_report.make_ups_in(found, state=state)[:MOST_SHOWN],
            "credits": exception_report.credits_in(found, state=state)[:MOST_SHOWN],
            "made_up": exception_report.made_up_without_work(found, state=state)[:MOST_SHOWN],
        }
    return render(request, "courses/exceptions.html", context)


@login_required
@require_GET
def listing_file(request: HttpRequest, run: str, ending: str) -> HttpResponse:
    """Send the report as a spreadsheet or as CSV, narrowed as the page is."""
    found = permissions.staffed_run_or_404(request.user, run)
    state = request.GET.get("tila", "")
    rows = exception_report.report_rows(run=found, viewer=signed_in(request), state=state)
    name = f"{found.slug}-poikkeukset"
    if ending == "csv":
        return tables.csv_response(rows, name=name)
    if ending == "xlsx":
        return tables.xlsx_response({_("Poikkeukset"): rows}, name=name)
    raise Http404
