"""What the staff of a run see of its groups: counts, dates, kinds. No card, no pseudonym, no word of a log."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.db.models import Count, Max, Prefetch, Q

from courses.groups.enums import GroupState, LogState, MeetingState, MemberState
from courses.groups.models import GroupFacilitator, GroupMeeting, MeetingLog, PeerGroup
from courses.groups.permissions import REVIEWABLE
from courses.models import CourseRun

STUCK_AFTER = timedelta(days=60)  # without a meeting: the trainer should know (BR-09)
TEXTS = ("private_sealed", "helped", "next_step", "question", "trainer_comment", "topic")


def run_groups(*, run: CourseRun, at: datetime) -> list[PeerGroup]:
    """Return the groups of a run with `joined`, `logged`, `waiting`, `last_on`, `people`, `is_quiet`: two queries."""
    links = GroupFacilitator.objects.filter(enrolment__run=run).select_related("user").order_by("since", "pk")
    groups: list[Any] = list(
        PeerGroup.objects.of_run(run)
        .annotate(
            joined=Count("members", filter=Q(members__state=MemberState.JOINED), distinct=True),
            logged=Count("meetings", filter=Q(meetings__state=MeetingState.LOGGED), distinct=True),
            waiting=Count("meetings__log", filter=Q(meetings__log__state=LogState.SENT), distinct=True),
            last_on=Max("meetings__log__held_on"),
        )
        .prefetch_related(Prefetch("facilitators", queryset=links, to_attr="links_of_run"))
        .order_by("name", "pk")
    )
    for group in groups:
        group.people = [link.user.get_full_name() for link in group.links_of_run]
        if group.final_members is not None:
            group.joined = group.final_members
        group.is_quiet = _is_quiet(group, at)
    return groups


def _is_quiet(group: Any, at: datetime) -> bool:
    """Say whether a founded group has not met for too long; a pause, as for holidays, is agreed on."""
    if group.is_closed or group.founded_at is None or group.state == GroupState.PAUSED:
        return False
    last = group.last_on or group.founded_at.date()
    return at.date() - last > STUCK_AFTER


def timeline_of(*, group: PeerGroup) -> dict[str, Any]:
    """Return the meetings of a group as a trainer sees them, with the number of members and who facilitates."""
    logs = MeetingLog.objects.filter(state__in=REVIEWABLE).defer(*TEXTS)
    meetings = (
        GroupMeeting.objects.filter(group=group)
        .defer("place", "link", "phone", "bring")
        .prefetch_related(Prefetch("log", queryset=logs))
        .order_by("-starts_at", "-pk")
    )
    joined = group.members.filter(state=MemberState.JOINED).count()
    people = GroupFacilitator.objects.filter(group=group, ended_at=None).select_related("user")
    return {
        "meetings": [{"meeting": meeting, "log": getattr(meeting, "log", None)} for meeting in meetings],
        "joined": group.final_members if group.final_members is not None else joined,
        "people": [link.user.get_full_name() for link in people],
    }
