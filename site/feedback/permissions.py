"""Who answers feedback and data requests: coordinators. Everybody else gets 404."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar
from uuid import UUID

from django.http import Http404

from courses.permissions import may_plan_runs
from feedback.models.tickets import Ticket

if TYPE_CHECKING:
    from accounts.models import User

Kind = TypeVar("Kind", bound=Ticket)


def may_handle(user: Any) -> bool:
    """Say whether the person answers what people tell and ask the service."""
    return bool(user.is_authenticated) and may_plan_runs(user)


def handler_or_404(user: User) -> User:
    """Return the person if they answer; 404 for everybody else."""
    if not may_handle(user):
        raise Http404
    return user


def ticket_or_404(user: User, model: type[Kind], public_id: UUID) -> Kind:
    """Return a ticket to somebody who answers; 404 for everybody else."""
    handler_or_404(user)
    found = model._default_manager.select_related("handler").filter(public_id=public_id).first()
    if found is None:
        raise Http404
    return found
