"""Who organizes events and sees who comes: coordinators. Everybody else gets 404.

Who edits events in the content admin sees no sign-ups there.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.http import Http404

from courses.permissions import may_plan_runs
from events.models import Event

if TYPE_CHECKING:
    from accounts.models import User


def may_organize(user: Any) -> bool:
    """Say whether the person may plan events and see who has signed up."""
    return bool(user.is_authenticated) and may_plan_runs(user)


def organizer_or_404(user: User) -> User:
    """Return the person if they organize events; 404 for everybody else."""
    if not may_organize(user):
        raise Http404
    return user


def event_or_404(user: User, public_id: UUID) -> Event:
    """Return an event that the person organizes; 404 for everybody else."""
    organizer_or_404(user)
    event = Event.objects.filter(public_id=public_id).first()
    if event is None:
        raise Http404
    return event
