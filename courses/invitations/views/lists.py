"""Bringing a list of people to invite: paste or upload, look at the verdicts, fix rows, send."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from accounts.people import signed_in
from courses import permissions
from courses.domain.places import places_left
from courses.invitations.domain import checking, sending
from courses.invitations.domain.following import count_verdicts
from courses.invitations.domain.inviting import check_run
from courses.invitations.domain.refusals import UnableToInvite
from courses.invitations.enums import BatchState, Verdict
from courses.invitations.forms import ListForm, RowForm
from courses.invitations.models import InvitationBatch
from courses.invitations.views.desk import back_to
from courses.models import CourseRun

PER_PAGE = 25


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def new_list(request: HttpRequest, run: str) -> HttpResponse:
    """Take a list; its rows are stored and checked, and nothing is sent yet."""
    found = permissions.staffed_run_or_404(request.user, run)
    form = ListForm(request.POST, request.FILES) if request.method == "POST" else ListForm()
    hindrance = _hindrance(found)
    if request.method == "POST" and form.is_valid() and not hindrance:
        batch = checking.start_batch(
            run=found, people=form.people, key=form.list_key(), by=signed_in(request), at=timezone.now()
        )
        if batch.run_id == found.pk:
            return redirect("invitations:batch", run=found.slug, batch=batch.public_id)
        form.add_error(None, _("Lomake on vanhentunut. Avaa sivu uudelleen."))
    context = {"run": found, "form": form, "hindrance": hindrance}
    return render(request, "invitations/new_list.html", context, status=422 if form.is_bound else 200)


def _hindrance(run: CourseRun) -> str:
    try:
        check_run(run)
    except UnableToInvite as error:
        return str(error)
    return ""


@login_required
@require_http_methods(["GET", "HEAD"])
def show_batch(request: HttpRequest, run: str, batch: UUID) -> HttpResponse:
    """Show how far a list is: being checked, its verdicts, being sent, sent. The same with and without scripts."""
    found = permissions.staffed_run_or_404(request.user, run)
    wanted = get_object_or_404(InvitationBatch.objects.select_related("made_by"), run=found, public_id=batch)
    return render(request, "invitations/batch.html", _batch_context(request, found, wanted))


def _batch_context(request: HttpRequest, run: CourseRun, batch: InvitationBatch) -> dict[str, Any]:
    counts = count_verdicts(batch)
    chosen = request.GET.get("tulos", "")
    rows = batch.rows.select_related("invitation").order_by("position")
    if chosen in Verdict.values:
        rows = rows.filter(verdict=chosen)
    total = sum(counts.values())
    sent = batch.rows.exclude(invitation=None).count() if batch.state != BatchState.CHECKING else 0
    return {
        "run": run,
        "batch": batch,
        "counts": [(verdict, n) for verdict, n in counts.items() if n],
        "chosen": chosen,
        "total": total,
        "checked": total - counts[Verdict.UNCHECKED],
        "new": counts[Verdict.NEW],
        "bad": counts[Verdict.BAD],
        "sent": sent,
        "rows": Paginator(rows, PER_PAGE).get_page(request.GET.get("page")),
        "places_left": places_left(run),
    }


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def fix(request: HttpRequest, run: str, batch: UUID, position: int) -> HttpResponse:
    """Correct one row of a list that is not sent yet, or leave it out."""
    found, wanted = _open_list(request, run, batch)
    row = get_object_or_404(wanted.rows, position=position)
    form = RowForm(
        request.POST if request.method == "POST" else None, initial={"email": row.email or row.raw, "name": row.name}
    )
    if request.method == "POST":
        if request.POST.get("action") == "leave-out":
            checking.leave_out(row=row, at=timezone.now())
            return _back_to(request, wanted, found)
        if form.is_valid():
            checking.fix_row(row=row, at=timezone.now(), **form.cleaned_data)
            return _back_to(request, wanted, found)
    context = {"run": found, "batch": wanted, "row": row, "form": form, "fault": checking.fault_words(row.fault)}
    return render(request, "invitations/fix.html", context, status=422 if form.is_bound else 200)


def _open_list(request: HttpRequest, run: str, batch: UUID) -> tuple[CourseRun, InvitationBatch]:
    found = permissions.staffed_run_or_404(request.user, run)
    return found, get_object_or_404(InvitationBatch, run=found, public_id=batch)


def _back_to(request: HttpRequest, batch: InvitationBatch, run: CourseRun) -> HttpResponse:
    if batch.state != BatchState.READY:
        messages.error(request, _("Luettelo on jo lähetetty. Korjaa osoite kutsujen luettelossa."))
    return back_to(request, "invitations:batch", run=run.slug, batch=batch.public_id)


@login_required
@require_POST
def send(request: HttpRequest, run: str, batch: UUID) -> HttpResponse:
    """Send the list, or throw it away."""
    found, wanted = _open_list(request, run, batch)
    if request.POST.get("action") == "drop":
        sending.discard_batch(batch=wanted)
        messages.success(request, _("Luettelo on hylätty. Mitään ei lähetetty."))
        return redirect("invitations:list", run=found.slug)
    wanted.run = found
    new = wanted.rows.filter(verdict=Verdict.NEW).count()
    try:
        begun = sending.send_batch(batch=wanted, at=timezone.now())
    except UnableToInvite as error:
        messages.error(request, str(error))
    else:
        if begun:
            text = ngettext("%(n)s kutsu on lähdössä.", "%(n)s kutsua on lähdössä.", new) % {"n": new}
            messages.success(request, text)
    return redirect("invitations:batch", run=found.slug, batch=wanted.public_id)
