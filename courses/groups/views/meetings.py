"""Meetings: the list, planning one or a row of them, changing, canceling, and the file for a calendar."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.people import signed_in
from calendars.ics import as_ics
from courses.groups.calendar_entries import entry_of
from courses.groups.domain import meetings as domain
from courses.groups.domain.reading import meetings_of
from courses.groups.domain.running_order import advice_on, timed_steps
from courses.groups.enums import MeetingKind, MeetingMode, MeetingState
from courses.groups.forms.meetings import ChangeMeetingForm, MeetingForm
from courses.groups.models import GroupMeeting, MeetingTemplate, PeerGroup
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
    form = MeetingForm(request.POST or None, initial=suggested(request, found), names=names_of(found))
    question = None
    if request.method == "POST" and form.is_valid():
        question = form.must_ask(request)
        at = timezone.now()
        if question is None and is_done(
            form, lambda: domain.plan_meeting(group=found, plan=form.plan(), by=user, at=at)
        ):
            messages.success(request, _("Tapaaminen on suunniteltu."))
            return redirect(url("group", found))
    title = _("Suunnittele tapaaminen")
    return form_page(request, found, form, question=question, title=title, submit=_("Tallenna tapaaminen"))


def names_of(group: PeerGroup) -> tuple[str, ...]:
    """Return the pseudonyms in the group: what is written of a meeting should not name them (BR-14)."""
    return tuple(group.members.values_list("pseudonym", flat=True))


def suggested(request: HttpRequest, group: PeerGroup) -> dict[str, Any]:
    """Return what the form starts from: the template asked for, and how the group met last."""
    slug = request.GET.get("pohja", "")
    chosen = MeetingTemplate.objects.filter(slug=slug).first() if slug and "\x00" not in slug else None
    initial: dict[str, Any] = {"kind": MeetingKind.EXCHANGE, "mode": MeetingMode.FACE, "minutes": 120}
    last = group.meetings.exclude(state=MeetingState.CANCELLED).order_by("-starts_at").first()
    if last:
        initial |= {"start": timezone.localtime(last.starts_at).time(), "phone": last.phone}
    if chosen:
        initial |= {"kind": chosen.kind, "mode": chosen.mode, "minutes": chosen.minutes or 120, "template": slug}
    return initial


@login_required
def edit(request: HttpRequest, group: UUID, meeting: UUID) -> HttpResponse:
    """Show a meeting with its running order, and change it while it is only planned."""
    found = meeting_or_404(request.user, group, meeting)
    later = domain.following_ones(found)
    form = ChangeMeetingForm(
        request.POST or None,
        initial=ChangeMeetingForm.initial_of(found),
        names=names_of(found.group) if request.method == "POST" else (),
        has_following=bool(later),
    )
    question = None
    if request.method == "POST" and form.is_valid():
        question = form.must_ask(request)
        if question is None and _changed(request, form, found):
            return redirect(url("meeting", found.group, meeting=found.public_id))
    to_do = list(found.checklist.all())
    timed = timed_steps(found)
    context = {
        "form": form,
        "question": question,
        "meeting": found,
        "timed": timed,
        "advice": advice_on(steps=[row.step for row in timed], minutes=found.minutes, mode=found.mode),
        "later": len(later),
        "to_do": to_do,
        "done": sum(item.done_at is not None for item in to_do),
        "now": timezone.now(),
    }
    return page(request, "meeting.html", found.group, context, status=INVALID if request.method == "POST" else 200)


def _changed(request: HttpRequest, form: ChangeMeetingForm, found: GroupMeeting) -> bool:
    """Store a valid form unless somebody else has changed the meeting meanwhile; what was typed stays on the page."""
    if form.is_stale(found):
        form.add_error(None, _("Tapaamista on muutettu sillä välin. Tarkista tiedot ja tallenna uudelleen."))
        form.data = {**request.POST.dict(), "seen": str(found.sequence)}
        return False
    at = timezone.now()
    change = {"meeting": found, "plan": form.plan(), "at": at, "following": form.following}
    if not is_done(form, lambda: domain.change_meeting(**change)):  # type: ignore[arg-type]
        return False
    words = _("Tapaaminen ja sarjan seuraavat on tallennettu.") if form.following else _("Tapaaminen on tallennettu.")
    messages.success(request, words)
    return True


@login_required
@require_POST
def cancel(request: HttpRequest, group: UUID, meeting: UUID) -> HttpResponse:
    """Cancel a planned meeting, or it and the later ones of its series."""
    found = meeting_or_404(request.user, group, meeting)
    following = request.POST.get("scope") == "following"
    words = _("Tapaaminen ja sarjan seuraavat on peruttu.") if following else _("Tapaaminen on peruttu.")
    at = timezone.now()
    back = url("meetings", found.group)
    return act(request, lambda: domain.cancel_meeting(meeting=found, at=at, following=following), words, back)


@login_required
@require_safe
def ics(request: HttpRequest, group: UUID, meeting: UUID) -> HttpResponse:
    """Give the meeting as a file for a calendar; a canceled one takes itself out of it."""
    found = meeting_or_404(request.user, group, meeting)
    entry = entry_of(found)
    body = as_ics([entry], name=found.group.name, method="CANCEL" if entry.is_canceled else "PUBLISH")
    response = HttpResponse(body, content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="tapaaminen.ics"'
    response["Cache-Control"] = "private, no-store"
    return response
