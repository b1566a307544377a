"""The page on which a coordinator closes a run: what is open, who goes on where, what goes when; and opening again."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from accounts.people import signed_in
from courses import permissions
from courses.closing.domain import closing as domain
from courses.closing.domain import groups as group_ways
from courses.closing.domain import people as ways
from courses.closing.domain import unfinished
from courses.closing.domain.telling import tell_brought_back
from courses.closing.forms import LeaveForm, ReopenForm
from courses.closing.models import GroupGoes
from courses.closing.page import page_of
from courses.closing.tasks import tell_of_closing
from courses.models import CourseRun
from notifications.background import wake

INVALID = 422


def _run(request: HttpRequest, slug: str) -> CourseRun:
    return permissions.staffed_run_or_404(request.user, slug, permissions.COORDINATOR)


def _render(request: HttpRequest, run: CourseRun, *, status: int = 200, **given: Any) -> HttpResponse:
    context = page_of(run=run, user=signed_in(request), at=timezone.now()) | given
    return render(request, "closing/run.html", context, status=status)


@login_required
@require_safe
def show(request: HttpRequest, run: str) -> HttpResponse:
    """Show what is unfinished, what was decided on it, and what will go when."""
    return _render(request, _run(request, run))


@login_required
@require_POST
def leave(request: HttpRequest, run: str) -> HttpResponse:
    """Leave the ticked open things as they are."""
    found = _run(request, run)
    form, keys = LeaveForm(request.POST), set(request.POST.getlist("key"))
    if form.is_valid():
        try:
            count = unfinished.leave_open(
                run=found, keys=keys, reason=form.cleaned_data["reason"], by=signed_in(request), at=timezone.now()
            )
        except unfinished.UnableToLeave as error:
            form.add_error(None, str(error))
        else:
            text = ngettext("%(n)s asia jätettiin näin.", "%(n)s asiaa jätettiin näin.", count)
            messages.success(request, text % {"n": count})
            return redirect("closing:run", run=found.slug)
    return _render(request, found, status=INVALID, leave_form=form, ticked=keys)


@login_required
@require_POST
def take_back(request: HttpRequest, run: str) -> HttpResponse:
    """Put something left back among what is to be decided on."""
    found = _run(request, run)
    unfinished.take_back(run=found, key=request.POST.get("key", "").replace("\x00", ""))
    return redirect("closing:run", run=found.slug)


@login_required
@require_POST
def people(request: HttpRequest, run: str) -> HttpResponse:
    """Decide on the ticked trainees: they go on in another run, end here, or stay as they are."""
    found = _run(request, run)
    ticked = _uuids(request.POST.getlist("person"))
    try:
        count = _decide(request, found, ticked)
    except ways.UnableToDecideOnPeople as error:
        chosen = {"ticked_people": ticked, "to_run": request.POST.get("to_run", "")}
        return _render(request, found, status=INVALID, people_failure=str(error), **chosen)
    text = ngettext("%(n)s osallistujan jatko on ratkaistu.", "%(n)s osallistujan jatko on ratkaistu.", count)
    messages.success(request, text % {"n": count})
    return redirect("closing:run", run=found.slug)


def _decide(request: HttpRequest, run: CourseRun, ticked: set[UUID]) -> int:
    given: dict[str, Any] = {"run": run, "people": ticked, "by": signed_in(request), "at": timezone.now()}
    action = request.POST.get("action")
    if action == "move":
        return ways.move_people(to_run=request.POST.get("to_run", ""), **given)
    if action == "end":
        return ways.end_people(**given)
    if action == "leave":
        return ways.leave_people(**given)
    raise ways.UnableToDecideOnPeople(_("Valitse, mitä osallistujille tapahtuu."))


@login_required
@require_POST
def person_back(request: HttpRequest, run: str, person: UUID) -> HttpResponse:
    """Take back what was decided on a trainee."""
    found = _run(request, run)
    if ways.restore_person(run=found, person=person, at=timezone.now()):
        messages.success(request, _("Ratkaisu on peruttu."))
    return redirect("closing:run", run=found.slug)


@login_required
@require_POST
def groups(request: HttpRequest, run: str) -> HttpResponse:
    """Store what becomes of the groups."""
    found = _run(request, run)
    goes: dict[UUID, str] = {}
    for name, value in request.POST.items():
        if name.startswith("ryhma-") and value in GroupGoes.values:
            goes |= dict.fromkeys(_uuids([name.removeprefix("ryhma-")]), value)
    count = group_ways.decide_on_groups(run=found, goes=goes, by=signed_in(request), at=timezone.now())
    text = ngettext("%(n)s ryhmän jatko on ratkaistu.", "%(n)s ryhmän jatko on ratkaistu.", count)
    messages.success(request, text % {"n": count})
    return redirect("closing:run", run=found.slug)


@login_required
@require_POST
def group_back(request: HttpRequest, run: str, group: UUID) -> HttpResponse:
    """Take back what was decided on a group, while the run is open."""
    found = _run(request, run)
    if found.closed_on is None:
        group_ways.take_group_back(run=found, group=group)
    return redirect("closing:run", run=found.slug)


@login_required
@require_POST
def close(request: HttpRequest, run: str) -> HttpResponse:
    """Close the run; the telling goes on in the background."""
    found = _run(request, run)
    try:
        closing = domain.close_run(run=found, by=signed_in(request), at=timezone.now())
    except domain.UnableToClose as error:
        return _render(request, found, status=INVALID, close_failure=str(error))
    wake(tell_of_closing, closing.pk)
    messages.success(request, _("Toteutus on suljettu. Säilytysajat alkoivat kulua."))
    return redirect("closing:run", run=found.slug)


@login_required
@require_POST
def reopen(request: HttpRequest, run: str) -> HttpResponse:
    """Open a closed run again, for a reason."""
    found, at = _run(request, run), timezone.now()
    form = ReopenForm(request.POST)
    if found.closed_on is None:  # it is open again already
        return redirect("closing:run", run=found.slug)
    if form.is_valid():
        try:
            back = domain.reopen_run(run=found, reason=form.cleaned_data["reason"], by=signed_in(request), at=at)
        except domain.UnableToReopen as error:
            form.add_error(None, str(error))
        else:
            tell_brought_back(back, run=found, at=at)
            messages.success(request, _("Toteutus on taas auki. Säilytysajat eivät kulu."))
            return redirect("closing:run", run=found.slug)
    return _render(request, found, status=INVALID, reopen_form=form)


def _uuids(values: list[str]) -> set[UUID]:
    """Return those values that are public ids; anything else was not sent by our page."""
    found = set()
    for value in values:
        try:
            found.add(UUID(value))
        except ValueError:
            continue
    return found
