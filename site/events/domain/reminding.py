"""Reminders: one mail about two days before, for those who have a place."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction

from events.domain.telling import remind
from events.enums import EventState, SignupState
from events.models import EventSignup

BEFORE = timedelta(days=2)
FRESH = timedelta(days=1)  # who has just signed up needs no reminder
MOST_AT_ONCE = 200


def send_reminders(*, at: datetime) -> int:
    """This function will remind those whose event is near, each once; return how many."""
    due = EventSignup.objects.filter(
        state=SignupState.CONFIRMED,
        reminded_at=None,
        signed_up_at__lt=at - FRESH,
        event__state=EventState.PUBLISHED,
        event__starts_at__gt=at,
        event__starts_at__lt=at + BEFORE,
    )
    done = 0
    for signup in due.select_related("event")[:MOST_AT_ONCE]:
        with transaction.atomic():
            mine = EventSignup.objects.filter(pk=signup.pk, reminded_at=None, state=SignupState.CONFIRMED)
            if mine.update(reminded_at=at):
                remind(signup=signup, event=signup.event, at=at)
                done += 1
    return done
