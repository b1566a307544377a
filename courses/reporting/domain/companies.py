"""Stating how many companies a group's members have."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from courses.reporting.models import CompanyCount

if TYPE_CHECKING:
    from accounts.models import User
    from courses.groups.models import PeerGroup


def state_companies(*, group: PeerGroup, companies: int, by: User, at: datetime) -> CompanyCount:
    """This function will keep the number in the place of an earlier one."""
    values = {"companies": companies, "stated_by": by, "stated_at": at}
    kept, _made = CompanyCount.objects.update_or_create(group=group, defaults=values)
    return kept
