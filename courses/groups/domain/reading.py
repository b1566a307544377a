"""What a facilitator's pages show of the own groups: a constant number of queries, whatever their size."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db.models import Count, F, Prefetch, Q

from courses.groups.domain.agreements import meetings_since_goal_style
from courses.groups.domain.competition import find_hints, notes_among, separations_among
from courses.groups.domain.costs import costs_of
from courses.groups.domain.credit import members_needed
from courses.groups.domain.founding import size_hint, steps_from
from courses.groups.domain.path import stages_of
from courses.groups.enums import CLOSED_STATES, GroupState, LogState, MeetingState, MemberState
from courses.groups.models import (
    FacilitatorInvitation,
    GroupFacilitator,
    GroupMeeting,
    LogDraft,
    MeetingLog,
    PeerGroup,
    PricePlan,
)

if TYPE_CHECKING:
    from accounts.models import User

LOG_TEXTS = ("private_sealed", "helped", "next_step", "question", "trainer_comment")
ROUTINE = timedelta(days=45)  # no meeting for so long: time to plan one (BR-09)


@dataclass(frozen=True)
class MeetingRow:
    """One meeting in a list, with what can be done about its log."""

    meeting: GroupMeeting
    log: MeetingLog | None
    has_draft: bool
    is_waiting: bool  # held, not logged yet
    is_coming: bool


def meetings_of(*, group: PeerGroup, user: User, at: datetime) -> list[MeetingRow]:
    """Return the meetings of a group in the order of time, in three queries."""
    logs = MeetingLog.objects.defer(*LOG_TEXTS)
    meetings = group.meetings.order_by("starts_at", "pk").prefetch_related(Prefetch("log", queryset=logs))
    drafts = set(LogDraft.objects.filter(group=group, author=user).values_list("meeting_id", flat=True))
    rows = []
    for meeting in meetings:
        log = getattr(meeting, "log", None)
        is_open = log is None and meeting.state != MeetingState.CANCELLED
        coming = is_open and meeting.ends_at > at
        rows.append(MeetingRow(meeting, log, meeting.pk in drafts, is_open and not coming, coming))
    return rows


def groups_of(*, user: User, at: datetime) -> list[PeerGroup]:
    """Return the groups the person facilitates with `joined`, `logged`, `last_on` and `next_at`, open ones first."""
    logged = Q(meetings__state=MeetingState.LOGGED)
    groups = (
        PeerGroup.objects.facilitated_by(user)
        .annotate(
            joined=Count("members", filter=Q(members__state=MemberState.JOINED), distinct=True),
            logged=Count("meetings", filter=logged, distinct=True),
        )
        .order_by(F("ended_at").desc(nulls_first=True), "-created_at")
    )
    rows: list[Any] = list(groups)
    coming = GroupMeeting.objects.filter(group__in=rows, state=MeetingState.PLANNED, starts_at__gte=at)
    first: dict[int, GroupMeeting] = {}
    for meeting in coming.order_by("-starts_at"):
        first[meeting.group_id] = meeting
    for group in rows:
        group.next_meeting = first.get(group.pk)
        group.members_shown = group.final_members if group.is_closed else group.joined
    return rows


def invitations_for(*, user: User, at: datetime) -> list[FacilitatorInvitation]:
    """Return the invitations to facilitate that wait for this person."""
    rows = FacilitatorInvitation.objects.filter(email=user.email, answered_at=None, expires_at__gt=at)
    return list(rows.exclude(group__state__in=CLOSED_STATES).select_related("invited_by", "group"))


def composition_of(*, group: PeerGroup) -> dict[str, Any]:
    """Return the cards of a group and what may not fit together, in five queries."""
    members = list(group.members.order_by("created_at", "pk").prefetch_related("wishes"))
    separations = list(separations_among([group]).select_related("first", "second"))
    hints = find_hints(members=members, separations=separations, notes=notes_among([group]))
    joined = sum(member.state == MemberState.JOINED for member in members)
    return {
        "members": members,
        "all_hints": hints,
        "hints": [hint for hint in hints if not hint.is_decided or hint.is_in_conflict],
        "decided": [hint for hint in hints if hint.is_decided],
        "separations": separations,
        "size_hint": "" if group.is_closed or not joined else size_hint(joined),
    }


def face_of(*, group: PeerGroup, user: User, at: datetime) -> dict[str, Any]:
    """Return what the page of the group shows: members, conflicts, what founding lacks, meetings, costs."""
    composition = composition_of(group=group)
    members, hints = composition["members"], composition["all_hints"]
    rules = group.ground_rules.first()
    joined = sum(member.state == MemberState.JOINED for member in members)
    rows = meetings_of(group=group, user=user, at=at)
    facilitators = GroupFacilitator.objects.select_related("user", "enrolment__run")
    links = list(facilitators.filter(group=group, ended_at=None))
    is_gathering = group.reached in (GroupState.PLANNED, GroupState.GATHERING) and not group.is_closed
    steps = []
    if is_gathering:
        needed = members_needed(group)
        steps = steps_from(group=group, members=members, hints=hints, rules=rules, needed=needed)
    return {
        "face": "ended" if group.is_closed else "gathering" if is_gathering else "running",
        **composition,
        "joined": group.final_members if group.is_closed else joined,
        "steps": steps,
        "stages": stages_of(group, steps),
        "is_ready": bool(steps) and all(step.is_done for step in steps),
        "rules": rules,
        "goal_due": meetings_since_goal_style(group=group),
        "plan": PricePlan.objects.filter(group=group).first(),
        "links": links,
        "cost_total": costs_of(group=group, at=at).net,
        "cards_go_at": group.ended_at + timedelta(days=settings.GROUP_CARDS_KEPT_DAYS) if group.ended_at else None,
        "help_run": next((link.enrolment.run.slug for link in links if link.user_id == user.pk and link.enrolment), ""),
        "unplanned_draft": LogDraft.objects.filter(group=group, author=user, meeting=None).exists(),
        **_meeting_facts(group, rows, at),
    }


def _meeting_facts(group: PeerGroup, rows: list[MeetingRow], at: datetime) -> dict[str, Any]:
    """Return the meetings that matter now: the next one, those whose log is missing, the last ones logged."""
    logged = [row for row in rows if row.log]
    coming = [row for row in rows if row.is_coming]
    last_at = logged[-1].meeting.starts_at if logged else group.founded_at
    quiet = group.state in (GroupState.FOUNDED, GroupState.RUNNING) and not coming
    return {
        "next_row": coming[0] if coming else None,
        "waiting_rows": [row for row in rows if row.is_waiting],
        "returned_rows": [row for row in logged if row.log and row.log.state == LogState.RETURNED],
        "last_rows": list(reversed(logged[-3:])),
        "logged_count": len(logged),
        "meeting_count": len(rows),
        "is_overdue": bool(quiet and last_at and at - last_at > ROUTINE),
    }
