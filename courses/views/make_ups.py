"""Make-up work: the trainee's page of it, and the trainer's answer."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.people import signed_in
from courses import permissions
from courses.domain.make_ups import (
    OPEN,
    UnableToMakeUp,
    Work,
    accept_make_up,
    extend_make_up,
    return_make_up,
    send_make_up,
)
from courses.make_up_forms import MakeUpAnswerForm, MakeUpForm, MoreTimeForm
from courses.models import CourseRun, MakeUp
from media.serving import protected_response


def _own_or_404(request: HttpRequest, run: str, position: int) -> MakeUp:
    enrolment = permissions.enrolment_or_404(request.user, run)
    rows = MakeUp.objects.filter(enrolment=enrolment, session__position=position, session__run=enrolment.run)
    found = rows.select_related("session__run", "answered_by").first()
    if found is None:
        raise Http404
    return found


@login_required
def make_up(request: HttpRequest, run: str, position: int) -> HttpResponse:
    """Show the trainee's own make-up work and take it."""
    found = _own_or_404(request, run, position)
    initial = {"text": found.text, "revision": found.revision}
    form = MakeUpForm(request.POST or None, request.FILES or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        work = Work(form.cleaned_data["text"], form.cleaned_data["file"])
        try:
            send_make_up(make_up=found, work=work, revision=form.cleaned_data["revision"], at=timezone.now())
        except UnableToMakeUp as error:
            form.add_error(None, str(error))
            found.refresh_from_db()  # sending again is then meant
            form.data = {"text": form.cleaned_data["text"], "revision": found.revision}
        else:
            messages.success(request, _("Korvaava tehtävä on lähetetty. Kouluttaja lukee sen."))
            return redirect("courses:make-up", run=run, position=position)
    is_late = found.state == MakeUp.State.OFFERED and found.due_at < timezone.now()
    context = {
        "run": found.session.run,
        "session": found.session,
        "row": found,
        "form": form,
        "is_open": found.state in (*OPEN, MakeUp.State.SENT) and not is_late,
        "is_late": is_late,
    }
    return render(request, "courses/make_up.html", context, status=422 if form.is_bound else 200)


@login_required
@require_safe
def own_file(request: HttpRequest, run: str, position: int) -> HttpResponseBase:
    """Give the trainee the file they handed in."""
    found = _own_or_404(request, run, position)
    return protected_response(found.file, request, found.file_name, as_download=True)


def _make_up_of_run_or_404(run: CourseRun, make_up: UUID) -> MakeUp:
    rows = MakeUp.objects.filter(public_id=make_up, session__run=run)
    found = rows.select_related("session__run", "enrolment__user", "answered_by").first()
    if found is None:
        raise Http404
    return found


@login_required
def review(request: HttpRequest, run: str, make_up: UUID) -> HttpResponse:
    """Show make-up work to the run's staff and take their answer."""
    found_run = permissions.staffed_run_or_404(request.user, run)
    found = _make_up_of_run_or_404(found_run, make_up)
    action = request.POST.get("action", "")
    form = MakeUpAnswerForm(request.POST if action in ("accept", "return") else None)
    more_time = MoreTimeForm(request.POST if action == "extend" else None)
    if request.method == "POST":
        try:
            said = _answer(request, found, form, more_time)
        except UnableToMakeUp as error:
            (more_time if action == "extend" else form).add_error(None, str(error))
        else:
            if said:
                messages.success(request, said)
                return redirect("courses:make-up-review", run=run, make_up=make_up)
    context = {
        "run": found_run,
        "session": found.session,
        "row": found,
        "form": form,
        "more_time": more_time,
        "is_sent": found.state == MakeUp.State.SENT,
        "is_accepted": found.state == MakeUp.State.ACCEPTED,
    }
    return render(request, "courses/make_up_review.html", context, status=422 if request.method == "POST" else 200)


def _answer(request: HttpRequest, found: MakeUp, form: MakeUpAnswerForm, more_time: MoreTimeForm) -> str:
    """Do what the pressed button asks; return what to say of it, or nothing when a form has errors."""
    by, at = signed_in(request), timezone.now()
    if more_time.is_bound:
        if not more_time.is_valid():
            return ""
        extend_make_up(make_up=found, due_at=more_time.due_at(), at=at)
        return _("Osallistujalla on nyt lisää aikaa.")
    if not form.is_bound or not form.is_valid():
        return ""
    answer: dict[str, Any] = {"make_up": found, "by": by, "comment": form.cleaned_data["comment"], "at": at}
    if request.POST.get("action") == "return":
        return_make_up(**answer)
        return _("Tehtävä on palautettu täydennettäväksi.")
    is_coordinator = permissions.is_staff_of(request.user, found.session.run_id, permissions.COORDINATOR)
    accept_make_up(is_coordinator=is_coordinator, **answer)
    return _("Tehtävä on hyväksytty, ja kerta on korvattu.")


@login_required
@require_safe
def file(request: HttpRequest, run: str, make_up: UUID) -> HttpResponseBase:
    """Give the run's staff the file a trainee handed in."""
    found = _make_up_of_run_or_404(permissions.staffed_run_or_404(request.user, run), make_up)
    return protected_response(found.file, request, found.file_name, as_download=True)
