"""What a group has done together, and the compass of the model."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.people import signed_in
from courses.groups.permissions import group_or_404
from courses.groups.views.frame import INVALID, is_done
from courses.quotes.compass_plot import draw
from courses.quotes.domain import works as domain
from courses.quotes.domain.compass import compass_of
from courses.quotes.forms import WorkForm
from courses.quotes.permissions import work_or_404
from courses.quotes.serving import hand_out
from courses.quotes.views.frame import page


@login_required
def show(request: HttpRequest, group: UUID) -> HttpResponse:
    """List what has been done together."""
    found = group_or_404(request.user, group)
    return page(request, "works.html", found, {"works": list(found.works.all())})


@login_required
def add(request: HttpRequest, group: UUID) -> HttpResponse:
    """Put something on the list."""
    user = signed_in(request)
    found = group_or_404(user, group)
    form = WorkForm(request.POST or None, request.FILES or None, group=found)
    question = None
    if request.method == "POST" and form.is_valid():
        question, at = form.must_ask(request), timezone.now()
        if question is None and is_done(
            form, lambda: domain.record_work(group=found, work=form.work(), by=user, at=at)
        ):
            messages.success(request, _("Tallennettu tehtyjen luetteloon."))
            return redirect("quotes:works", group=found.public_id)
    status = INVALID if request.method == "POST" else 200
    return page(request, "work_form.html", found, {"form": form, "question": question}, status=status)


@login_required
@require_POST
def share(request: HttpRequest, group: UUID, work: UUID) -> HttpResponse:
    """Let others see a work, or no longer."""
    found = work_or_404(request.user, group, work)
    is_shareable = request.POST.get("to") == "shared"
    domain.change_sharing(work=found, is_shareable=is_shareable)
    messages.success(request, _("Tästä saa nyt kertoa muille.") if is_shareable else _("Tämä on nyt vain ryhmän oma."))
    return redirect("quotes:works", group=group)


@login_required
@require_POST
def remove(request: HttpRequest, group: UUID, work: UUID) -> HttpResponse:
    """Take a work off the list, with its file."""
    domain.remove_work(work=work_or_404(request.user, group, work))
    messages.success(request, _("Poistettu luettelosta."))
    return redirect("quotes:works", group=group)


@login_required
def download(request: HttpRequest, group: UUID, work: UUID) -> HttpResponseBase:
    """Give the file of a work to a facilitator."""
    return hand_out(work_or_404(request.user, group, work), request)


@login_required
def compass(request: HttpRequest, group: UUID) -> HttpResponse:
    """Show which parts of the model the group has lived."""
    found = group_or_404(request.user, group)
    compass = compass_of(group=found)
    return page(request, "compass.html", found, {"compass": compass, "drawing": draw(compass)})
