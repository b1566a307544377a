"""The facilitator's side of the pulse, and the one sum that the staff of the run see."""

from __future__ import annotations

from io import BytesIO
from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from courses.groups.domain.refusals import GroupRefusal
from courses.groups.models import GroupMeeting
from courses.groups.permissions import group_or_404, meeting_or_404
from courses.groups.views.frame import crumbs
from courses.permissions import TRAINER, staffed_run_or_404
from courses.pulse.domain import answering
from courses.pulse.domain.results import meetings_without, pulses_of, results_of, results_of_run
from courses.pulse.models import Pulse


@login_required
def listing(request: HttpRequest, group: UUID) -> HttpResponse:
    """List the pulses of a group and the meetings whose pulse could be asked."""
    found = group_or_404(request.user, group)
    rows = [{"pulse": pulse, "results": results_of(pulse)} for pulse in pulses_of(found)]
    context = {"rows": rows, "meetings": [] if found.is_closed else meetings_without(found, timezone.now())}
    return render(request, "pulse/list.html", {"group": found, "crumbs": crumbs(found), **context})


@login_required
def show(request: HttpRequest, group: UUID, meeting: UUID) -> HttpResponse:
    """Show the pulse of a meeting with its link and code; open it, end it, change its link."""
    found = meeting_or_404(request.user, group, meeting)
    pulse = Pulse.objects.filter(meeting=found).first()
    if request.method == "POST":
        return _act(request, found, pulse)
    context: dict[str, Any] = {"meeting": found, "pulse": pulse, "step": answering.FACILITATOR_STEP}
    if pulse:
        pulse.meeting = found
        context |= {
            "is_open": pulse.is_open(timezone.now()),
            "results": results_of(pulse),
            "address": _address(pulse),
            "hidden": pulse.answers - pulse.shown_answers,
        }
    return render(request, "pulse/show.html", {"group": found.group, "crumbs": crumbs(found.group), **context})


def _act(request: HttpRequest, meeting: GroupMeeting, pulse: Pulse | None) -> HttpResponse:
    """Do what a button asks for; what is said of a pulse that is not there opens it."""
    action, at = request.POST.get("action"), timezone.now()
    try:
        if pulse and action == "close":
            answering.close_pulse(pulse=pulse, at=at)
            messages.success(request, _("Pulssi on päätetty."))
        elif pulse and action == "change":
            answering.change_link(pulse=pulse)
            messages.success(request, _("Linkki on vaihdettu. Aiemmin jaettu linkki ei enää toimi."))
        elif action == "open":
            answering.open_pulse(meeting=meeting, at=at)
            messages.success(request, _("Pulssi on auki viikon."))
    except GroupRefusal as error:
        messages.error(request, str(error))
    return redirect("pulse:show", group=meeting.group.public_id, meeting=meeting.public_id)


def _address(pulse: Pulse) -> str:
    path = reverse("pulse:answer", kwargs={"token": answering.token_of(pulse)})
    return settings.BASE_URL.rstrip("/") + path


@login_required
def code(request: HttpRequest, group: UUID, meeting: UUID) -> HttpResponse:
    """Draw the link as a code that a phone's camera reads."""
    pulse = Pulse.objects.filter(meeting=meeting_or_404(request.user, group, meeting)).first()
    if pulse is None:
        raise Http404
    import segno  # noqa: PLC0415 -- only what draws pays for it

    drawn = BytesIO()
    segno.make(_address(pulse), error="m", micro=False).save(drawn, kind="svg", scale=6, border=4, light="#fff")
    response = HttpResponse(drawn.getvalue(), content_type="image/svg+xml")
    response["Cache-Control"] = "no-store"
    return response


@login_required
def of_run(request: HttpRequest, run: str) -> HttpResponse:
    """Show the staff of a run one sum over all its meetings."""
    found = staffed_run_or_404(request.user, run, TRAINER)
    answers, results = results_of_run(found)
    context = {"run": found, "answers": answers, "results": results, "step": answering.STAFF_STEP}
    context["crumbs"] = [{"title": _("Ryhmät"), "url": reverse("groups:run-groups", kwargs={"run": found.slug})}]
    return render(request, "pulse/run.html", context)
