"""Fields, constraints and filters of experts, shared sessions and networks; the verbs are in courses.experts.domain."""

from courses.experts.models.network import GroupNetwork, NetworkMembership, Notice, NoticeAnswer, NoticeReport
from courses.experts.models.register import ContactMessage, Expert, ExpertTag
from courses.experts.models.sessions import ExpertSession, Reservation, SessionFeedback, SessionInterest

__all__ = [
    "ContactMessage",
    "Expert",
    "ExpertSession",
    "ExpertTag",
    "GroupNetwork",
    "NetworkMembership",
    "Notice",
    "NoticeAnswer",
    "NoticeReport",
    "Reservation",
    "SessionFeedback",
    "SessionInterest",
]
