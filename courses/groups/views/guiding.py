"""What the facilitator holds in the hand: the screen of a meeting that is on, and the guide of the last one.

Both are plain pages: opened once they work without a connection, and nothing said in the room is ever sent.
"""

from __future__ import annotations

from uuid import UUID

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from courses.groups.domain.running_order import advice_on, timed_steps
from courses.groups.domain.templates import CHECK, steps_of
from courses.groups.enums import MeetingKind, MeetingMode, MeetingState
from courses.groups.meeting_kit import question_baskets
from courses.groups.models import MeetingTemplate
from courses.groups.permissions import group_or_404, meeting_or_404
from courses.groups.views.frame import page

FINAL = "M7"


@login_required
@require_safe
def guide(request: HttpRequest, group: UUID, meeting: UUID) -> HttpResponse:
    """Show the facilitator's screen: running order with times, reminders, question cards, and then the log."""
    found = meeting_or_404(request.user, group, meeting)
    timed = timed_steps(found)
    steps = [row.step for row in timed]
    context = {
        "meeting": found,
        "timed": timed,
        "advice": advice_on(steps=steps, minutes=found.minutes, mode=found.mode),
        "is_remote": found.mode == MeetingMode.ONLINE,
        "has_check": any(step.part == CHECK for step in steps),
        "baskets": question_baskets(),
    }
    return page(request, "guide.html", found.group, context)


@login_required
@require_safe
def final_meeting(request: HttpRequest, group: UUID) -> HttpResponse:
    """Show how to hold the last meeting and what to settle in it, with the way to ending the group."""
    found = group_or_404(request.user, group)
    planned = found.meetings.filter(kind=MeetingKind.CLOSING, state=MeetingState.PLANNED).order_by("starts_at")
    context = {
        "steps": steps_of(MeetingTemplate.objects.filter(code=FINAL).first()),
        "three": next(basket for basket in question_baskets() if basket.key == "three"),
        "planned": planned.first(),
        "kept_days": settings.GROUP_CARDS_KEPT_DAYS,
        "waiting": found.meetings.filter(state=MeetingState.PLANNED, starts_at__lt=timezone.now()).count(),
    }
    return page(request, "final_meeting.html", found, context)
