"""The pages of those who answer: what waits with its last day, one ticket, what is done with it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django import forms
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.people import signed_in
from feedback.domain import accessibility, requests
from feedback.domain.refusals import UnableToHandle
from feedback.domain.telling import page_of
from feedback.enums import FeedbackState, RequestState
from feedback.forms import AnswerForm, ExtendForm, IdentifyForm, RequestAnswerForm
from feedback.models import AccessibilityFeedback, DataRequest
from feedback.models.tickets import Ticket
from feedback.permissions import handler_or_404, ticket_or_404

INVALID = 422
PAGE_SIZE = 25
READ_OR_SEND = require_http_methods(["GET", "HEAD", "POST"])


def _crumbs(ticket: Ticket | None = None) -> list[dict[str, str]]:
    rows = [{"title": _("Yhteydenotot"), "url": reverse("feedback:desk")}]
    if ticket:
        rows.append({"title": ticket.number, "url": page_of(ticket)})
    return rows


def _is_done(form: forms.Form, verb: Callable[[], object]) -> bool:
    try:
        verb()
    except UnableToHandle as error:
        form.add_error(None, str(error))
        return False
    return True


def _pressed(request: HttpRequest, ticket: Ticket, verb: Callable[[], object], success: str) -> HttpResponse:
    try:
        verb()
    except UnableToHandle as error:
        messages.error(request, str(error))
    else:
        messages.success(request, success)
    return redirect(page_of(ticket))


def _page(request: HttpRequest, template: str, ticket: Ticket, form: forms.Form, **context: Any) -> HttpResponse:
    shown = {"ticket": ticket, "form": form, "is_late": ticket.is_late(today=timezone.localdate()), **context}
    status = INVALID if request.method == "POST" else 200
    return render(request, f"feedback/{template}", shown, status=status)


@login_required
@require_safe
def desk(request: HttpRequest) -> HttpResponse:
    """List what waits for an answer, the first due first, then what has been answered."""
    handler_or_404(signed_in(request))
    waiting = [*AccessibilityFeedback.objects.filter(answered_at=None).select_related("handler")]
    asked = DataRequest.objects.filter(answered_at=None).select_related("handler")
    open_ones: list[Ticket] = sorted([*waiting, *asked], key=lambda row: (row.due_on, row.received_at))
    today = timezone.localdate()
    rows = [_row(ticket) | {"is_late": ticket.is_late(today=today)} for ticket in open_ones]
    answered = DataRequest.objects.exclude(answered_at=None).values_list("answered_at", "public_id")
    told = AccessibilityFeedback.objects.exclude(answered_at=None).values_list("answered_at", "public_id")
    keys = Paginator(sorted([*answered, *told], reverse=True), PAGE_SIZE).get_page(request.GET.get("page"))
    ids = [public_id for _at, public_id in keys]
    found = [row for model in (AccessibilityFeedback, DataRequest) for row in model.objects.filter(public_id__in=ids)]
    done = sorted(found, key=lambda row: row.answered_at, reverse=True)  # type: ignore[arg-type, return-value]
    context = {"waiting": rows, "done": [_row(ticket) for ticket in done], "page_obj": keys}
    context["days"] = settings.ACCESSIBILITY_ANSWER_DAYS
    return render(request, "feedback/desk.html", context)


def _row(ticket: Ticket) -> dict[str, Any]:
    """Return what the list shows of a ticket."""
    is_request = isinstance(ticket, DataRequest)
    kind = _("Tietopyyntö") if is_request else _("Saavutettavuuspalaute")
    return {"ticket": ticket, "url": page_of(ticket), "kind": kind, "is_request": is_request}


@login_required
@READ_OR_SEND
def desk_feedback(request: HttpRequest, ticket: UUID) -> HttpResponse:
    """Show a piece of feedback; a POST answers it."""
    user = signed_in(request)
    found = ticket_or_404(user, AccessibilityFeedback, ticket)
    form = AnswerForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        values = {"answer": form.cleaned_data["answer"], "by": user, "at": timezone.now()}
        if _is_done(form, lambda: accessibility.answer_feedback(feedback=found, **values)):
            success = _("Vastaus on lähetetty.") if found.email else _("Palaute on merkitty käsitellyksi.")
            messages.success(request, success)
            return redirect(page_of(found))
    if not found.email:
        form.fields["answer"].label = _("Mitä palautteelle tehtiin?")
    may_take = found.state != FeedbackState.ANSWERED and found.handler_id != user.pk
    return _page(request, "desk_feedback.html", found, form, may_take=may_take, crumbs=_crumbs())


@login_required
@require_POST
def take_feedback(request: HttpRequest, ticket: UUID) -> HttpResponse:
    """Become the handler of a piece of feedback."""
    user = signed_in(request)
    found = ticket_or_404(user, AccessibilityFeedback, ticket)
    return _pressed(
        request, found, lambda: accessibility.take_feedback(feedback=found, by=user), _("Otit tämän käsittelyyn.")
    )


@login_required
@READ_OR_SEND
def desk_request(request: HttpRequest, ticket: UUID) -> HttpResponse:
    """Show a data request with its steps; a POST answers it."""
    user = signed_in(request)
    found = ticket_or_404(user, DataRequest, ticket)
    form = RequestAnswerForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        values = {**form.cleaned_data, "by": user, "at": timezone.now()}
        if _is_done(form, lambda: requests.answer_request(request=found, **values)):
            messages.success(request, _("Vastaus on lähetetty."))
            return redirect(page_of(found))
    is_open = found.state != RequestState.ANSWERED
    context = {
        "may_identify": found.state == RequestState.RECEIVED,
        "may_take": found.state in (RequestState.IDENTIFIED, RequestState.IN_PROCESS) and found.handler_id != user.pk,
        "may_extend": is_open and found.extended_at is None and timezone.localdate() <= found.due_on,
        "crumbs": _crumbs(),
    }
    return _page(request, "desk_request.html", found, form, **context)


@login_required
@require_POST
def take_request(request: HttpRequest, ticket: UUID) -> HttpResponse:
    """Become the handler of a request."""
    user = signed_in(request)
    found = ticket_or_404(user, DataRequest, ticket)
    at = timezone.now()
    verb = lambda: requests.take_request(request=found, by=user, at=at)  # noqa: E731
    return _pressed(request, found, verb, _("Otit tämän käsittelyyn."))


@login_required
@READ_OR_SEND
def identify(request: HttpRequest, ticket: UUID) -> HttpResponse:
    """Note how one made sure of who asks."""
    found = ticket_or_404(signed_in(request), DataRequest, ticket)
    form = IdentifyForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        values = {"note": form.cleaned_data["note"], "at": timezone.now()}
        if _is_done(form, lambda: requests.identify_request(request=found, **values)):
            messages.success(request, _("Pyytäjä on tunnistettu."))
            return redirect(page_of(found))
    words = {"title": _("Tunnista pyytäjä"), "submit": _("Kirjaa tunnistetuksi"), "cancel_url": page_of(found)}
    return _page(request, "form.html", found, form, **words, crumbs=_crumbs(found))


@login_required
@READ_OR_SEND
def extend(request: HttpRequest, ticket: UUID) -> HttpResponse:
    """Give the answer more time and tell why."""
    found = ticket_or_404(signed_in(request), DataRequest, ticket)
    form = ExtendForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        values = {**form.cleaned_data, "at": timezone.now()}
        if _is_done(form, lambda: requests.extend_request(request=found, **values)):
            messages.success(request, _("Määräaikaa on jatkettu, ja siitä on kerrottu pyytäjälle."))
            return redirect(page_of(found))
    lead = _("Laki sallii lisäaikaa, jos pyyntö on monimutkainen tai pyyntöjä on paljon. Määräaikaa voi jatkaa kerran.")
    words = {"title": _("Jatka määräaikaa"), "lead": lead, "submit": _("Jatka ja kerro pyytäjälle")}
    return _page(request, "form.html", found, form, **words, cancel_url=page_of(found), crumbs=_crumbs(found))
