"""Who may see what of a group. Everybody else gets 404: a group one may not see does not exist.

Facilitators see their group. Trainers of the run see logs without members and without what is "only for me".
Coordinators see counts. A superuser has no right of their own here.
"""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.http import Http404

from courses.enums import StaffRole
from courses.groups.enums import LogState
from courses.groups.models import (
    FacilitatorInvitation,
    GroupFacilitator,
    GroupMeeting,
    GroupMember,
    HelpRequest,
    MeetingLog,
    PeerGroup,
)
from courses.models import CourseRun

REVIEWABLE = (LogState.SENT, LogState.RETURNED, LogState.READ)


def _or_404(rows: QuerySet[Any]) -> Any:
    found = rows.first()
    if found is None:
        raise Http404
    return found


def group_or_404(user: Any, public_id: UUID) -> PeerGroup:
    """Return a group the person facilitates now; 404 for everybody else."""
    return _or_404(PeerGroup.objects.facilitated_by(user).filter(public_id=public_id))


def member_or_404(user: Any, group: UUID, member: UUID) -> GroupMember:
    """Return a member card of a group the person facilitates."""
    rows = GroupMember.objects.filter(public_id=member, group__public_id=group, group__in=_mine(user))
    return _or_404(rows.select_related("group"))


def card_or_404(user: Any, member: UUID) -> GroupMember:
    """Return a member card of any group the person facilitates."""
    return _or_404(GroupMember.objects.filter(public_id=member, group__in=_mine(user)).select_related("group"))


def meeting_or_404(user: Any, group: UUID, meeting: UUID) -> GroupMeeting:
    """Return a meeting of a group the person facilitates."""
    rows = GroupMeeting.objects.filter(public_id=meeting, group__public_id=group, group__in=_mine(user))
    return _or_404(rows.select_related("group", "template"))


def own_log_or_404(user: Any, group: UUID, log: UUID) -> MeetingLog:
    """Return a log of a group the person facilitates. What is "only for me" is for its author's eyes alone."""
    rows = MeetingLog.objects.filter(public_id=log, meeting__group__public_id=group, meeting__group__in=_mine(user))
    found: MeetingLog = _or_404(rows.select_related("meeting__group", "author", "answered_by"))
    if found.author_id != user.pk:
        found.private_sealed = ""
    return found


def _mine(user: Any) -> QuerySet[PeerGroup]:
    return PeerGroup.objects.facilitated_by(user)


def logs_for_trainer(user: Any) -> QuerySet[MeetingLog]:
    """Return the logs the person may review: of groups of the runs they train in, without what is private."""
    runs = CourseRun.objects.filter(staff__user=user, staff__role=StaffRole.TRAINER, staff__ended_at=None)
    groups = GroupFacilitator.objects.filter(enrolment__run__in=runs).values("group_id")
    return MeetingLog.objects.filter(meeting__group_id__in=groups, state__in=REVIEWABLE).defer("private_sealed")


def log_for_trainer_or_404(user: Any, public_id: UUID) -> MeetingLog:
    """Return a log the person may review; 404 for everybody else."""
    rows = logs_for_trainer(user).filter(public_id=public_id)
    return _or_404(rows.select_related("meeting__group", "author", "answered_by"))


def run_of_log(user: Any, log: MeetingLog) -> CourseRun | None:
    """Return the run in which the person trains and reads this log."""
    runs = CourseRun.objects.filter(staff__user=user, staff__role=StaffRole.TRAINER, staff__ended_at=None)
    links = GroupFacilitator.objects.filter(group_id=log.meeting.group_id, enrolment__run__in=runs)
    link = links.select_related("enrolment__run").order_by("pk").first()
    return link.enrolment.run if link and link.enrolment else None


def requests_for_trainer(user: Any) -> QuerySet[HelpRequest]:
    """Return the requests for help in the runs the person trains in."""
    runs = CourseRun.objects.filter(staff__user=user, staff__role=StaffRole.TRAINER, staff__ended_at=None)
    return HelpRequest.objects.filter(enrolment__run__in=runs).select_related("enrolment__user", "enrolment__run")


def request_for_trainer_or_404(user: Any, public_id: UUID) -> HelpRequest:
    """Return a request the person may answer; 404 for everybody else."""
    rows = requests_for_trainer(user).filter(public_id=public_id)
    return _or_404(rows.select_related("enrolment__user", "enrolment__run", "log", "answered_by"))


def run_group_or_404(run: CourseRun, public_id: UUID) -> PeerGroup:
    """Return a group of a run that the caller is known to train in."""
    return _or_404(PeerGroup.objects.of_run(run).filter(public_id=public_id))


def invitation_or_404(user: Any, public_id: UUID) -> FacilitatorInvitation:
    """Return an unanswered invitation sent to the person's own address."""
    rows = FacilitatorInvitation.objects.filter(public_id=public_id, email=user.email, answered_at=None)
    return _or_404(rows.select_related("group", "invited_by"))
