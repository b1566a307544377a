"""Accessibility feedback: taken from anybody, answered within fourteen days."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from feedback.domain.days import feedback_due
from feedback.domain.refusals import UnableToHandle
from feedback.domain.telling import mail_sender, tell_received
from feedback.enums import FeedbackState
from feedback.models import AccessibilityFeedback

if TYPE_CHECKING:
    from accounts.models import User


def receive_feedback(
    *, page: str, text: str, email: str, language: str, sending_key: UUID, at: datetime
) -> AccessibilityFeedback:
    """This function will keep what somebody told and tell those who answer; the same page sent twice is one."""
    with transaction.atomic():
        row, is_new = AccessibilityFeedback.objects.get_or_create(
            sending_key=sending_key,
            defaults={
                "page": page,
                "text": text,
                "email": email,
                "language": language,
                "received_at": at,
                "due_on": feedback_due(received_at=at),
            },
        )
        if is_new:
            mail_sender(row, "feedback_received", at=at)
            tell_received(row, at=at)
    return row


def take_feedback(*, feedback: AccessibilityFeedback, by: User) -> None:
    """This function will make somebody the handler; another may take it over until it is answered."""
    open_ones = AccessibilityFeedback.objects.filter(pk=feedback.pk).exclude(state=FeedbackState.ANSWERED)
    if not open_ones.update(state=FeedbackState.IN_PROCESS, handler=by):
        raise UnableToHandle(_("Tähän on jo vastattu."))


def answer_feedback(*, feedback: AccessibilityFeedback, answer: str, by: User, at: datetime) -> None:
    """This function will mail the answer, or keep what was done when there is nobody to mail.

    Raises UnableToHandle when somebody has answered already.
    """
    with transaction.atomic():
        row = AccessibilityFeedback.objects.select_for_update(of=("self",)).get(pk=feedback.pk)
        if row.state == FeedbackState.ANSWERED:
            raise UnableToHandle(_("Tähän on jo vastattu."))
        row.state, row.answer, row.answered_at, row.handler = FeedbackState.ANSWERED, answer, at, by
        row.save()
        mail_sender(row, "feedback_answered", at=at)
