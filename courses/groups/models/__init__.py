"""Fields, constraints and filters of peer groups; the verbs are in courses.groups.domain."""

from courses.groups.models.group import FacilitatorInvitation, GoalStyleChange, GroupFacilitator, PeerGroup
from courses.groups.models.help import HelpRequest
from courses.groups.models.logs import CostItem, LogAmendment, LogDraft, LogPart, MeetingLog
from courses.groups.models.meetings import GroupMeeting, MeetingTemplate, TemplateStep
from courses.groups.models.members import (
    CompetitionDecision,
    CompetitionNote,
    GroundRules,
    GroupMember,
    MemberWish,
    SeparationWish,
)
from courses.groups.models.notice import GroupNotice
from courses.groups.models.planning import CadenceNudge, ChecklistItem, GroupFeed, MeetingStep
from courses.groups.models.polls import NeedsPoll, PollAnswer, PollWish
from courses.groups.models.prices import CostSharing, GroupCost, Offer, PricePlan
from courses.groups.models.referrals import ReferralContact

__all__ = [
    "CadenceNudge",
    "ChecklistItem",
    "CompetitionDecision",
    "CompetitionNote",
    "CostItem",
    "CostSharing",
    "FacilitatorInvitation",
    "GoalStyleChange",
    "GroundRules",
    "GroupCost",
    "GroupFacilitator",
    "GroupFeed",
    "GroupMeeting",
    "GroupMember",
    "GroupNotice",
    "HelpRequest",
    "LogAmendment",
    "LogDraft",
    "LogPart",
    "MeetingLog",
    "MeetingStep",
    "MeetingTemplate",
    "MemberWish",
    "NeedsPoll",
    "Offer",
    "PeerGroup",
    "PollAnswer",
    "PollWish",
    "PricePlan",
    "ReferralContact",
    "SeparationWish",
    "TemplateStep",
]
