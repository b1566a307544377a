"""What is known of a person here: the long reports they ordered, and the counts of companies they stated."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

from courses.reporting.domain.orders import remove
from courses.reporting.models import CompanyCount, ReportOrder

if TYPE_CHECKING:
    from accounts.models import User


def export_person(user: User) -> dict[str, Any]:
    """Return what the person has ordered and stated."""
    orders = ReportOrder.objects.filter(requested_by=user)
    stated = CompanyCount.objects.filter(stated_by=user).select_related("group")
    return {
        "report_orders": [{"report": row.report, "ordered_at": row.created_at.isoformat()} for row in orders],
        "stated_companies": [{"group": row.group.name, "companies": row.companies} for row in stated],
    }


def erase_person(user: User, *, at: datetime) -> None:
    """Forget the orders with their files, and who stated a count; the count itself is nobody's."""
    for order in ReportOrder.objects.filter(requested_by=user):
        remove(order)
    CompanyCount.objects.filter(stated_by=user).update(stated_by=None)
