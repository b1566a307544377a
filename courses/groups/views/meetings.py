"""Meetings: the list, planning, changing, canceling."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.people import signed_in
from courses.groups.domain import meetings as domain
from courses.groups.domain.reading import meetings_of
from courses.groups.enums import MeetingKind, MeetingMode
from courses.groups.forms.meetings import MeetingForm
from courses.groups.models import MeetingTemplate
from courses.groups.permissions import group_or_404, meeting_or_404
from courses.groups.views.frame import INVALID, act, form_page, is_done, page, url


@login_required
def listing(request: HttpRequest, group: UUID) -> HttpResponse:
    """List all meetings of the group, the newest first."""
    user = signed_in(request)
    found = group_or_404(user, group)
    rows = meetings_of(group=found, user=user, at=timezone.now())
    return page(request, "meetings.html", found, {"rows": list(reversed(rows))})


@login_required
def plan(request: HttpRequest, group: UUID) -> HttpResponse:
    """Plan a meeting, perhaps from a template."""
    user = signed_in(request)
    found = group_or_404(user, group)
    initial = _initial(request.GET.get("pohja", ""))
    form = MeetingForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        at = timezone.now()
        if is_done(form, lambda: domain.plan_meeting(group=found, plan=form.plan(), by=user, at=at)):
            messages.success(request, _("Tapaaminen on suunniteltu."))
            return redirect(url("group", found))
    title = _("Suunnittele tapaaminen")
    return form_page(request, found, form, title=title, submit=_("Tallenna tapaaminen"))


def _initial(slug: str) -> dict[str, object]:
    """Return what a template suggests; an unknown one suggests nothing."""
    plain = {"kind": MeetingKind.EXCHANGE, "mode": MeetingMode.FACE, "minutes": 120}
    chosen = MeetingTemplate.objects.filter(slug=slug).first() if slug and "\x00" not in slug else None
    if chosen is None:
        return plain
    return {"kind": chosen.kind, "mode": chosen.mode, "minutes": chosen.minutes or 120, "template": chosen.slug}


@login_required
def edit(request: HttpRequest, group: UUID, meeting: UUID) -> HttpResponse:
    """Show a meeting with its running order, and change it while it is only planned."""
    found = meeting_or_404(request.user, group, meeting)
    form = MeetingForm(request.POST or None, initial=MeetingForm.initial_of(found))
    if request.method == "POST" and form.is_valid():
        at = timezone.now()
        if is_done(form, lambda: domain.change_meeting(meeting=found, plan=form.plan(), at=at)):
            messages.success(request, _("Tapaaminen on tallennettu."))
            return redirect(url("meeting", found.group, meeting=found.public_id))
    steps = list(found.template.steps.all()) if found.template else []
    context = {"form": form, "meeting": found, "steps": steps, "now": timezone.now()}
    return page(request, "meeting.html", found.group, context, status=INVALID if request.method == "POST" else 200)


@login_required
@require_POST
def cancel(request: HttpRequest, group: UUID, meeting: UUID) -> HttpResponse:
    """Cancel a planned meeting."""
    found = meeting_or_404(request.user, group, meeting)
    back = url("meetings", found.group)
    return act(
        request, lambda: domain.cancel_meeting(meeting=found, at=timezone.now()), _("Tapaaminen on peruttu."), back
    )
