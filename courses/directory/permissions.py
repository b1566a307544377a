"""Who may see what of the register. What one may not know of does not exist: 404."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from django.http import Http404

from courses.directory.models import Listing
from courses.enums import StaffRole
from courses.models import RunStaff


def shown_or_404(public_id: UUID, *, at: datetime) -> Listing:
    """Return a listing that anybody may see now."""
    found = Listing.objects.shown(at).filter(public_id=public_id).prefetch_related("tags").first()
    if found is None:
        raise Http404
    return found


def coordinator_or_404(user: Any) -> None:
    """Let coordinators in; for everybody else the page does not exist."""
    rows = RunStaff.objects.filter(ended_at=None, role=StaffRole.COORDINATOR)
    if not (user.is_authenticated and rows.filter(user=user).exists()):
        raise Http404


def listing_or_404(public_id: UUID) -> Listing:
    """Return any listing, for a page that only coordinators reach."""
    found = Listing.objects.filter(public_id=public_id).select_related("user").first()
    if found is None:
        raise Http404
    return found
