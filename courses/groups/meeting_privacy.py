"""What a facilitator has written of meetings to come: given out on request, and gone with the person."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from courses.groups.models import CadenceNudge, ChecklistItem, GroupFeed, GroupMeeting, MeetingStep, PeerGroup

if TYPE_CHECKING:
    from accounts.models import User


PLAIN = ("minutes", "kind", "mode", "place", "link", "phone", "bring", "state")


def export_meetings(user: User) -> list[dict[str, Any]]:
    """Return the meetings the person has planned, with running order and checklist."""
    rows = GroupMeeting.objects.filter(created_by=user).select_related("group", "template")
    return [_meeting(row) for row in rows.prefetch_related("steps", "checklist")]


def _meeting(row: GroupMeeting) -> dict[str, Any]:
    return {
        "group": row.group.name,
        "starts_at": row.starts_at.isoformat(),
        "template": row.template.code if row.template else "",
        **{
            name: getattr(row, name) for name in ("minutes", "kind", "mode", "place", "link", "phone", "bring", "state")
        },
        "running_order": [{"minutes": step.minutes, "text": step.text} for step in row.steps.all()],
        "checklist": [{"text": item.text, "done": item.done_at is not None} for item in row.checklist.all()],
    }


def erase_meetings(user: User, *, alone_in: list[int]) -> None:
    """Take the person's words out of the meetings they planned; `alone_in` are the groups nobody else facilitates.

    Date, kind and number present stay: they are counts. A group that others go on facilitating keeps its plans.
    """
    planned = GroupMeeting.objects.filter(created_by=user, group_id__in=alone_in)
    MeetingStep.objects.filter(meeting__in=planned).delete()
    ChecklistItem.objects.filter(meeting__in=planned).delete()
    planned.update(place="", link="", phone="", bring="")
    GroupFeed.objects.filter(group_id__in=alone_in).delete()
    CadenceNudge.objects.filter(user=user).delete()


def forget_plans(group: PeerGroup) -> None:
    """Take links, phone numbers and lists of a group that is long over away; its meetings stay as dates and kinds."""
    GroupMeeting.objects.filter(group=group).update(link="", phone="", bring="")
    ChecklistItem.objects.filter(meeting__group=group).delete()
    GroupFeed.objects.filter(group=group).delete()
