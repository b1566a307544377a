"""A person's own requests and feedback: given out, and kept as long as they prove that they were answered."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.db.models import Q

from feedback.models import AccessibilityFeedback, DataRequest

if TYPE_CHECKING:
    from accounts.models import User


def export_person(user: User) -> dict[str, Any]:
    """Return what the person has told and asked, with the answers."""
    shared = ("text", "language", "received_at", "due_on", "state", "answer", "answered_at")
    asked = DataRequest.objects.filter(Q(user=user) | Q(email=user.email))
    told = AccessibilityFeedback.objects.filter(email=user.email)
    columns = ("kind", "name", "identified_how", "extension_reason", "result", *shared)
    return {"data_requests": list(asked.values(*columns)), "feedback": list(told.values("page", *shared))}


def erase_person(user: User, *, at: datetime) -> None:
    """Forget who gave answered feedback and which account asked.

    A request stays with its address: it must be answered, and its answer proves for two years that it was. Feedback
    that waits for an answer keeps its address until then, for the same reason.
    """
    AccessibilityFeedback.objects.filter(email=user.email, answered_at__isnull=False).update(email="")
    DataRequest.objects.filter(user=user).update(user=None)
    for model in (AccessibilityFeedback, DataRequest):
        model.objects.filter(handler=user).update(handler=None)  # type: ignore[attr-defined]
