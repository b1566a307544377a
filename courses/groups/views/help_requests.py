"""Asking for help and answering: the one who asks sees the loop close."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.people import signed_in
from courses.domain.agenda import coming_session
from courses.groups.domain import help as domain
from courses.groups.domain.referrals import contacts_for
from courses.groups.domain.refusals import GroupRefusal
from courses.groups.enums import HelpKind, HelpState
from courses.groups.forms.help import AnswerForm, HelpForm
from courses.groups.models import GroupFacilitator, HelpRequest, PeerGroup
from courses.groups.permissions import group_or_404, request_for_trainer_or_404
from courses.groups.views.frame import INVALID, act, is_done, page
from courses.permissions import enrolment_or_404


@login_required
def mine(request: HttpRequest, run: str) -> HttpResponse:
    """Show the person's own requests in a run, and take a new one."""
    user = signed_in(request)
    enrolment = enrolment_or_404(user, run)
    form, question, at = HelpForm(request.POST or None), None, timezone.now()
    if request.method == "POST" and form.is_valid():
        question = form.must_ask(request)
        data = form.cleaned_data
        if question is None and is_done(form, lambda: domain.ask_for_help(enrolment=enrolment, at=at, **data)):
            messages.success(request, _("Pyyntö on lähetetty kouluttajalle."))
            return redirect("groups:help", run=run)
    rows = list(enrolment.help_requests.select_related("log__meeting__group", "answered_by"))
    context = {
        "run": enrolment.run,
        "form": form,
        "question": question,
        "open_rows": [row for row in rows if row.state != HelpState.SOLVED],
        "solved_rows": [row for row in rows if row.state == HelpState.SOLVED],
        "has_open_call": any(row.kind == HelpKind.CALL and row.is_open for row in rows),
        "contacts": contacts_for(PeerGroup.objects.facilitated_by(user).values_list("municipality", flat=True)),
        "next_session": coming_session(run=enrolment.run, at=at),
    }
    return render(request, "groups/help.html", context, status=INVALID if request.method == "POST" else 200)


@login_required
def worry(request: HttpRequest, group: UUID) -> HttpResponse:
    """Show where to turn in a worry, and let a trainer be asked to call; looking stores nothing."""
    user = signed_in(request)
    found = group_or_404(user, group)
    links = GroupFacilitator.objects.filter(group=found, user=user, ended_at=None, enrolment__isnull=False)
    link = links.select_related("enrolment__run").first()
    enrolment = link.enrolment if link else None
    open_calls = HelpRequest.objects.filter(enrolment=enrolment, kind=HelpKind.CALL, state=HelpState.OPEN)
    context = {
        "contacts": contacts_for([found.municipality]),
        "run": enrolment.run if enrolment else None,
        "has_open_call": enrolment is not None and open_calls.exists(),
    }
    return page(request, "worry.html", found, context)


@login_required
@require_POST
def call(request: HttpRequest, run: str) -> HttpResponse:
    """Ask a trainer to call."""
    enrolment = enrolment_or_404(request.user, run)
    back = reverse("groups:help", kwargs={"run": run})
    told = _("Soittopyyntö on lähetetty. Pyynnöstä tallentuu vain se, että pyysit soittoa.")
    return act(request, lambda: domain.ask_for_call(enrolment=enrolment, at=timezone.now()), told, back)


@login_required
@require_POST
def change(request: HttpRequest, run: str, request_id: UUID) -> HttpResponse:
    """Close the loop, or take a request back."""
    enrolment = enrolment_or_404(request.user, run)
    found = HelpRequest.objects.filter(enrolment=enrolment, public_id=request_id).first()
    if found is None:
        raise Http404
    back = reverse("groups:help", kwargs={"run": run})
    if request.POST.get("action") == "withdraw":
        return act(request, lambda: domain.withdraw_request(request=found), _("Pyyntö on peruttu."), back)
    told = _("Hienoa. Merkitty ratkenneeksi.")
    return act(request, lambda: domain.mark_solved(request=found, at=timezone.now()), told, back)


@login_required
def answer(request: HttpRequest, request_id: UUID) -> HttpResponse:
    """Show a request to a trainer of the run, and take the answer."""
    user = signed_in(request)
    found = request_for_trainer_or_404(user, request_id)
    if found.log and request.method == "GET":
        return redirect("groups:review", log=found.log.public_id)  # it is answered with the log
    form = AnswerForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            domain.answer_request(request=found, by=user, at=timezone.now(), **form.cleaned_data)
        except GroupRefusal as error:
            form.add_error(None, str(error))
            found.refresh_from_db()
        else:
            messages.success(request, _("Vastaus on tallennettu, ja kysyjälle on kerrottu."))
            return redirect("portal:inbox")
    context = {"item": found, "run": found.enrolment.run, "form": form}
    return render(request, "groups/help_answer.html", context, status=INVALID if form.errors else 200)
