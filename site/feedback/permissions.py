"""Who answers feedback and data requests: coordinators. Everybody else gets 404."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar
from uuid import UUID

from django.http import Http404

from courses.enums import StaffRole
from courses.models import RunStaff
from feedback.models.tickets import Ticket

if TYPE_CHECKING:
    from accounts.models import User

Kind = TypeVar("Kind", bound=Ticket)


def may_handle(user: Any) -> bool:
    """Say whether the person answers what people tell and ask the service."""
    if not user.is_authenticated:
        return False
    if user.is_superuser:
        return True
    return RunStaff.objects.filter(user=user, role=StaffRole.COORDINATOR, ended_at=None).exists()


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
