"""A run as a whole: planning it, its schedule, opening it to applicants, calling it off."""

from __future__ import annotations

from datetime import time
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import Exists, OuterRef
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.people import signed_in
from courses import permissions
from courses.domain.holidays import day_note
from courses.domain.rule_versions import current_rules, impossible_in
from courses.domain.run_life import OVER, UnableToCancelRun, UnableToPublish, cancel_run, change_run, publish_run
from courses.domain.runs import AddressTaken, UnableToPlan, make_run, moment
from courses.enums import RunState, SessionState
from courses.models import CourseRun, SessionChange
from courses.planning import Planning
from courses.rules import RuleBook
from courses.run_forms import RunSettingsForm
from courses.session_forms import WordsForm
from courses.views.moves import people_context

CREATE = "luo"


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def new_run(request: HttpRequest) -> HttpResponse:
    """Plan a run on one page: dates from a pattern, people, rules; for coordinators and editors of courses.

    One button shows the dates (what is typed stays), the other makes the run once all of it has been seen.
    """
    if not permissions.may_plan_runs(request.user):
        raise Http404
    planning = _planning(request)
    if request.method == "POST":
        run = _make(request, planning)
        if run is not None:
            messages.success(
                request, _("Toteutus on luotu luonnoksena. Katso se osallistujana ja avaa ilmoittautuminen.")
            )
            return redirect("courses:schedule", run=run.slug)
    errors = planning.form.errors if planning.form.is_bound else {}
    wrong = errors or any(row.errors for row in planning.rows)
    return render(request, "courses/new_run.html", {"planning": planning}, status=422 if wrong else 200)


def _planning(request: HttpRequest) -> Planning:
    user, at = signed_in(request), timezone.now()
    data = request.POST if request.method == "POST" else None
    wanted = request.GET.get("pohja", "")[:100]
    planning = Planning(data, user=user, initial={"base": wanted} if wanted else {}, at=at)
    choices = [key for key, _name in planning.form.fields["base"].choices]  # type: ignore[attr-defined]
    if data is None and choices:
        planning.form.initial.setdefault("base", choices[0])
        if planning.base is not None:
            planning.form.initial.update(planning.base.settings)
    return planning


def _make(request: HttpRequest, planning: Planning) -> CourseRun | None:
    """Make the run if that was asked for and everything has been seen and fits; else show what there is."""
    creates = request.POST.get("step") == CREATE
    placed = planning.see_dates()
    if not creates or not placed or planning.has_moved:
        if not creates or (placed and planning.has_moved):
            planning.form.forgive_but("base", "count", "starts_on")
        planning.judge_rules()
        return None
    fits = planning.check()
    planning.judge_rules()
    if not fits or planning.never:
        if planning.never:
            planning.form.add_error(None, _("Suoritusehtoa ei voi täyttää näillä päivillä. Muuta ehtoja tai päiviä."))
        return None
    try:
        return make_run(plan=planning.plan(), by=signed_in(request), at=timezone.now())
    except AddressTaken as error:
        planning.form.add_error("slug", str(error))
    except UnableToPlan as error:
        planning.form.add_error(None, str(error))
    return None


@login_required
@require_safe
def schedule(request: HttpRequest, run: str) -> HttpResponse:
    """Show the sessions of a run with their times, what speaks against a day, and by how much the hours are off."""
    found = permissions.staffed_run_or_404(request.user, run)
    changed = Exists(SessionChange.objects.filter(session=OuterRef("pk")))
    sessions: list[Any] = list(found.sessions.annotate(changed=changed).order_by("position"))
    for session in sessions:
        session.note = day_note(timezone.localdate(session.starts_at))
    total = sum(session.minutes for session in sessions if session.state != SessionState.CANCELLED)
    is_draft = found.state == RunState.DRAFT
    book = RuleBook.model_validate(current_rules(found).rules) if is_draft else None
    context = {
        "run": found,
        "sessions": sessions,
        "total": total,
        "off": sum(session.minutes for session in sessions) != found.form.extent_minutes,
        "never": impossible_in(book, run=found) if book else [],
        "is_coordinator": permissions.is_staff_of(request.user, found.pk, permissions.COORDINATOR),
        "may_cancel": found.state not in (*OVER, RunState.CANCELLED),
    }
    return render(request, "courses/schedule.html", context)


@login_required
@require_POST
def publish(request: HttpRequest, run: str) -> HttpResponse:
    """Open a draft for enrollment."""
    found = permissions.staffed_run_or_404(request.user, run, permissions.COORDINATOR)
    try:
        publish_run(run=found, at=timezone.now())
    except UnableToPublish as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("Ilmoittautuminen on auki."))
    return redirect("courses:schedule", run=found.slug)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def settings(request: HttpRequest, run: str) -> HttpResponse:
    """Change what of a run is no session and no rule: its name, seats, end of enrollment, trainers."""
    found = permissions.staffed_run_or_404(request.user, run, permissions.COORDINATOR)
    form = RunSettingsForm(request.POST if request.method == "POST" else None, user=signed_in(request), run=found)
    if request.method == "POST" and form.is_valid():
        data = {name: form.cleaned_data[name] for name in ("name", "capacity", "language", "price", "project")}
        closes_at = moment(form.cleaned_data["closes_on"], time(23, 59))
        change_run(run=found, **data, closes_at=closes_at, trainers=form.people(), at=timezone.now())
        messages.success(request, _("Toteutuksen tiedot on tallennettu."))
        return redirect("courses:schedule", run=found.slug)
    context = {"run": found, "form": form}
    return render(request, "courses/run_settings.html", context, status=422 if form.is_bound else 200)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def cancel(request: HttpRequest, run: str) -> HttpResponse:
    """Show who is told that the whole run is called off, and do it."""
    found = permissions.staffed_run_or_404(request.user, run, permissions.COORDINATOR)
    form = WordsForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            told = cancel_run(run=found, by=signed_in(request), at=timezone.now(), words=form.cleaned_data["words"])
        except UnableToCancelRun as error:
            form.add_error(None, str(error))
        else:
            text = ngettext("Siitä kerrottiin %(n)s henkilölle.", "Siitä kerrottiin %(n)s henkilölle.", told)
            messages.success(request, f"{_('Toteutus on peruttu.')} {text % {'n': told} if told else ''}".strip())
            return redirect("courses:schedule", run=found.slug)
    context = {"run": found, "form": form, **people_context(found, request, applicants=True)}
    return render(request, "courses/cancel_run.html", context, status=422 if form.is_bound else 200)
