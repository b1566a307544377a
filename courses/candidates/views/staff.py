"""The staff's pages: the candidates of their courses, and the decision on one."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.db.models import Count
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.people import signed_in
from courses.candidates.domain.deciding import (
    UnableToSettle,
    candidates_for,
    close_candidate,
    invite_candidate,
    runs_to_invite_to,
)
from courses.candidates.forms import DecisionForm
from courses.candidates.models import Candidate
from courses.models import RunStaff

PAGE_SIZE = 50


@login_required
@require_safe
def listing(request: HttpRequest) -> HttpResponse:
    """List the candidates that wait for a decision, then those that were handled lately."""
    user = signed_in(request)
    if not RunStaff.objects.filter(user=user, ended_at=None).exists():
        raise Http404
    found = candidates_for(user).annotate(words=Count("proposals"))
    handled = found.exclude(decided_at=None).select_related("course", "run", "decided_by").order_by("-decided_at")
    context = {
        "waiting": list(found.filter(decided_at=None).order_by("created_at", "pk")[: 2 * PAGE_SIZE]),
        "page_obj": Paginator(handled, PAGE_SIZE).get_page(request.GET.get("page")),
    }
    return render(request, "candidates/list.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def candidate(request: HttpRequest, candidate: str) -> HttpResponse:
    """Show who proposed the candidate and why; invite, or settle without inviting."""
    user = signed_in(request)
    found = get_object_or_404(candidates_for(user).select_related("run", "decided_by"), public_id=candidate)
    runs = runs_to_invite_to(candidate=found, user=user, at=timezone.now())
    invites = request.POST.get("decision") == "invite"
    form = DecisionForm(request.POST if request.method == "POST" and invites else None, runs=runs)
    if request.method == "POST" and (form.is_valid() or not invites):
        answer = _decide(request, found, form if invites else None)
        if answer is not None:
            return answer
    earlier = candidates_for(user).filter(course=found.course_id, email=found.email).exclude(pk=found.pk)
    context = {
        "candidate": found,
        "proposals": list(found.proposals.select_related("advisor", "organisation").order_by("proposed_at")),
        "earlier": list(earlier.exclude(decided_at=None).order_by("-decided_at")[:5]),
        "runs": list(runs),
        "form": form,
    }
    return render(request, "candidates/candidate.html", context, status=422 if request.method == "POST" else 200)


def _decide(request: HttpRequest, candidate: Candidate, form: DecisionForm | None) -> HttpResponse | None:
    """Do what was decided; what speaks against it goes on the page."""
    by, at = signed_in(request), timezone.now()
    try:
        if form is not None:
            invite_candidate(candidate=candidate, run=form.cleaned_data["run"], by=by, at=at)
            messages.success(request, _("Kutsu on lähetetty: %(name)s.") % {"name": candidate.name})
        elif request.POST.get("decision") == "close":
            close_candidate(candidate=candidate, by=by, at=at)
            messages.success(request, _("Ehdokas on merkitty käsitellyksi. Hänelle ei lähetetty viestiä."))
        else:
            messages.error(request, _("Valitse, kutsutaanko ehdokas."))
    except UnableToSettle as error:
        if form is not None:
            form.add_error(None, str(error))
            return None
        messages.error(request, str(error))
    return redirect("candidates:list")
