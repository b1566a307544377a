"""What a participant tells the funder: the flags of EURA, and the background data of this house's own form."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts.people import signed_in
from courses.background.domain.answering import UnableToAnswer, answer_background, cuts_on, is_asked, take_back
from courses.background.domain.eura import mark_given
from courses.background.domain.reading import own_flag, own_record
from courses.background.forms import BackgroundForm
from courses.background.permissions import participant_or_404, projects_of
from courses.unsent import signed_in_or_kept

if TYPE_CHECKING:
    from courses.background.domain.participants import Participant
    from courses.models import FundingProject


@signed_in_or_kept
@require_http_methods(["GET", "HEAD"])
def mine(request: HttpRequest) -> HttpResponse:
    """Lead to the one project, or let one choose among several."""
    projects = projects_of(signed_in(request))
    if not projects:
        raise Http404
    if len(projects) == 1:
        return redirect("background:own", project=projects[0].public_id)
    return render(request, "background/projects.html", {"projects": projects})


@signed_in_or_kept
@require_http_methods(["GET", "HEAD", "POST"])
def own(request: HttpRequest, project: UUID) -> HttpResponse:
    """Show what the funder asks, and keep what is answered."""
    user, at = signed_in(request), timezone.now()
    found, person = participant_or_404(user, project, at)
    form = _form(request, found, person)
    if request.method == "POST" and form is not None and form.is_valid():
        try:
            answer_background(user=user, project=found, answers=form.cleaned_data, is_over=person.is_over, at=at)
        except UnableToAnswer as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("Vastauksesi on tallennettu. Voit muuttaa niitä milloin vain."))
            return redirect("background:own", project=found.public_id)
    context = {
        "project": found,
        "person": person,
        "flag": own_flag(user=user, project=found),
        "form": form,
        "has_answered": own_record(user=user, project=found) is not None,
        "cuts_on": cuts_on(found),
    }
    return render(request, "background/own.html", context, status=422 if form is not None and form.errors else 200)


@signed_in_or_kept
@require_POST
def eura(request: HttpRequest, project: UUID) -> HttpResponse:
    """Note that the entry or exit data have been given elsewhere, or take the note back."""
    user, at = signed_in(request), timezone.now()
    found, _person = participant_or_404(user, project, at)
    is_given = request.POST.get("given") == "1"
    stage = request.POST.get("stage", "")
    try:
        mark_given(user=user, project=found, stage=stage, is_given=is_given, at=at)
    except UnableToAnswer as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("Kiitos, merkintä on tallennettu.") if is_given else _("Merkintä on peruttu."))
    return redirect("background:own", project=found.public_id)


@signed_in_or_kept
@require_POST
def remove(request: HttpRequest, project: UUID) -> HttpResponse:
    """Delete one's own answers."""
    user = signed_in(request)
    at = timezone.now()
    found, _person = participant_or_404(user, project, at)
    take_back(user=user, project=found, at=at)
    messages.success(request, _("Vastauksesi on poistettu."))
    return redirect("background:own", project=found.public_id)


def _form(request: HttpRequest, project: FundingProject, person: Participant) -> Any:
    if not is_asked(project=project, at=timezone.now()):
        return None
    record = own_record(user=person.user, project=project)
    return BackgroundForm(request.POST if request.method == "POST" else None, person=person, record=record)
