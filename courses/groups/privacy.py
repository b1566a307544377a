"""A facilitator's own data: what is given out on request, and what goes when the person goes."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.db import transaction

from courses.groups.domain.lifecycle import end_group
from courses.groups.domain.private_words import opened_or_none, typed_to_show
from courses.groups.meeting_privacy import erase_meetings, export_meetings
from courses.groups.models import (
    CostSharing,
    FacilitatorInvitation,
    GroupCost,
    GroupFacilitator,
    GroupMember,
    HelpRequest,
    LogAmendment,
    LogDraft,
    MeetingLog,
    NeedsPoll,
    Offer,
    PricePlan,
)

if TYPE_CHECKING:
    from accounts.models import User


def export_person(user: User) -> dict[str, Any]:
    """Return what the person has written and done as a facilitator.

    Member cards are other people's data: only their number is given here.
    """
    links = GroupFacilitator.objects.filter(user=user).select_related("group")
    logs = MeetingLog.objects.filter(author=user).select_related("meeting__group", "author")
    return {
        "groups": [_group(link) for link in links],
        "logs": [_log(log) for log in logs],
        "drafts": [
            {
                "group": str(row.group.public_id),
                "saved_at": row.saved_at.isoformat(),
                "typed": typed_to_show(user=user, stored=row.typed),
            }
            for row in LogDraft.objects.filter(author=user).select_related("group")
        ],
        "meetings": export_meetings(user),
        "help_requests": list(
            HelpRequest.objects.filter(enrolment__user=user).values(
                "kind", "question", "shown", "state", "asked_at", "answer", "answered_at", "solved_at"
            )
        ),
        "costs": list(GroupCost.objects.filter(added_by=user).values("category", "note", "net", "added_at")),
        "offers": list(Offer.objects.filter(made_by=user).values("receiver", "made_at", "valid_until", "facts")),
        "price_plans": list(
            PricePlan.objects.filter(author=user).values("meetings", "place", "model", "sentence", "saved_at")
        ),
        "invitations": list(
            FacilitatorInvitation.objects.filter(email=user.email).values("invited_at", "answered_at", "accepted")
        ),
    }


def _group(link: GroupFacilitator) -> dict[str, Any]:
    return {
        "name": link.group.name,
        "state": link.group.state,
        "since": link.since.isoformat(),
        "until": link.ended_at.isoformat() if link.ended_at else None,
        "members": link.group.members.count(),
    }


def _log(log: MeetingLog) -> dict[str, Any]:
    names = ("topic", "helped", "next_step", "feeling", "question", "trainer_comment", "state")
    return {
        "group": log.meeting.group.name,
        "held_on": log.held_on.isoformat(),
        "present": log.present,
        "total": log.total,
        "amendments": [row.text for row in log.amendments.all()],
        "private_text": opened_or_none(user=log.author, sealed=log.private_sealed),
        **{name: getattr(log, name) for name in names},
    }


def erase_person(user: User, *, at: datetime) -> None:
    """Take the person's words out of the logs, end the groups nobody else facilitates, and delete their cards.

    Date, kind and number present of each meeting stay: they are counts, and they carry no words.
    """
    with transaction.atomic():
        alone_in = []
        for link in GroupFacilitator.objects.filter(user=user, ended_at=None).select_related("group"):
            shared = GroupFacilitator.objects.filter(group=link.group, ended_at=None).exclude(user=user).exists()
            if not shared:
                alone_in.append(link.group_id)
                end_group(group=link.group, at=at)
                GroupMember.objects.filter(group=link.group).delete()
                NeedsPoll.objects.filter(group=link.group).delete()
        GroupFacilitator.objects.filter(user=user, ended_at=None).update(ended_at=at)
        erase_meetings(user, alone_in=alone_in)
        LogDraft.objects.filter(author=user).delete()
        LogAmendment.objects.filter(author=user).update(text="")
        MeetingLog.objects.filter(author=user).update(
            topic="", helped="", next_step="", question="", private_sealed="", trainer_comment="", needs_help=False
        )
        HelpRequest.objects.filter(enrolment__user=user).delete()
        Offer.objects.filter(made_by=user).delete()
        GroupCost.objects.filter(added_by=user).update(note="", added_by=None)
        CostSharing.objects.filter(shared_by=user).delete()
        PricePlan.objects.filter(author=user).update(sentence="", author=None)
        FacilitatorInvitation.objects.filter(email=user.email).delete()
        FacilitatorInvitation.objects.filter(invited_by=user, answered_at=None).delete()
