"""The invitations of a run: how each stands; resend, revoke, correct the address."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts.people import signed_in
from courses import permissions
from courses.domain.places import places_left
from courses.invitations.domain import inviting
from courses.invitations.domain.following import count_statuses, invitations_of
from courses.invitations.domain.refusals import UnableToInvite
from courses.invitations.enums import BatchState, InvitationState, Status
from courses.invitations.forms import CorrectForm
from courses.invitations.models import Invitation, InvitationBatch
from courses.models import CourseRun

PER_PAGE = 25


def back_to(request: HttpRequest, name: str, **kwargs: Any) -> HttpResponse:
    """Return to a list as it was narrowed and turned when somebody left it."""
    return redirect(f"{reverse(name, kwargs=kwargs)}{'?' if request.GET else ''}{request.GET.urlencode()}")


@login_required
@require_http_methods(["GET", "HEAD"])
def listing(request: HttpRequest, run: str) -> HttpResponse:
    """List the invitations of a run, with counts that add up, and the lists that are not sent yet."""
    found = permissions.staffed_run_or_404(request.user, run)
    at = timezone.now()
    chosen, words = request.GET.get("tila", ""), request.GET.get("q", "").replace("\0", "").strip()[:100]
    chosen = chosen if chosen in Status.values else ""
    counts = count_statuses(run=found, at=at)
    rows = invitations_of(run=found, at=at, status=chosen, words=words)
    lists = InvitationBatch.objects.filter(run=found).exclude(state=BatchState.DONE).annotate(size=Count("rows"))
    context = {
        "run": found,
        "counts": [(status, n) for status, n in counts.items() if n],
        "total": sum(counts.values()),
        "chosen": chosen,
        "words": words,
        "rows": Paginator(rows, PER_PAGE).get_page(request.GET.get("page")),
        "lists": list(lists.select_related("made_by")),
        "places_left": places_left(found),
    }
    return render(request, "invitations/list.html", context)


def _invitation_or_404(request: HttpRequest, run: str, invitation: UUID) -> tuple[CourseRun, Invitation]:
    found = permissions.staffed_run_or_404(request.user, run)
    return found, get_object_or_404(Invitation, run=found, public_id=invitation)


@login_required
@require_POST
def act(request: HttpRequest, run: str, invitation: UUID) -> HttpResponse:
    """Send an invitation again, or take it back."""
    found, wanted = _invitation_or_404(request, run, invitation)
    action, who = request.POST.get("action"), {"who": wanted.email}
    if action == "resend":
        try:
            again = inviting.resend(invitation=wanted, at=timezone.now())
        except UnableToInvite as error:
            messages.error(request, str(error))
        else:
            text = _("Kutsu on lähetetty uudelleen: %(who)s.")
            messages.success(request, (text if again else _("Kutsu lähti juuri äsken: %(who)s.")) % who)
    elif action == "revoke":
        inviting.revoke(invitation=wanted, at=timezone.now())
        messages.success(request, _("Kutsu on peruttu, eikä sen linkki enää toimi: %(who)s.") % who)
    else:
        messages.error(request, _("Valitse, lähetätkö kutsun uudelleen vai perutko sen."))
    return back_to(request, "invitations:list", run=found.slug)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def correct(request: HttpRequest, run: str, invitation: UUID) -> HttpResponse:
    """Send the invitation to the address that was meant; the old link is dead at once."""
    found, wanted = _invitation_or_404(request, run, invitation)
    form = CorrectForm(request.POST if request.method == "POST" else None, initial={"email": wanted.email})
    if request.method == "POST" and form.is_valid():
        by, at = signed_in(request), timezone.now()
        try:
            made = inviting.correct_address(invitation=wanted, email=form.cleaned_data["email"], by=by, at=at)
        except UnableToInvite as error:
            form.add_error("email", str(error))
        else:
            text = _("Kutsu on lähetetty osoitteeseen %(who)s. Vanha linkki ei enää toimi.")
            messages.success(request, text % {"who": made.email})
            return redirect("invitations:list", run=found.slug)
    is_open = wanted.state == InvitationState.OPEN
    context = {"run": found, "invitation": wanted, "form": form, "is_open": is_open}
    return render(request, "invitations/correct.html", context, status=422 if form.is_bound else 200)
