"""What is known of a person here: what they have recorded. The quotes themselves belong to their speakers."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

from courses.quotes.models import JointWork, Quote

if TYPE_CHECKING:
    from accounts.models import User


def export_person(user: User) -> dict[str, Any]:
    """Return what the person has recorded; of quotes only how many, as they are other people's words."""
    works = JointWork.objects.filter(recorded_by=user).select_related("group")
    return {
        "recorded_quotes": Quote.objects.filter(recorded_by=user).count(),
        "published_quotes": Quote.objects.filter(published_by=user).count(),
        "works": [
            {
                "group": work.group.name,
                "title": work.title,
                "part": work.part,
                "done_on": work.done_on.isoformat(),
                "is_shareable": work.is_shareable,
                "file": work.file_name,
            }
            for work in works
        ],
    }


def erase_person(user: User, *, at: datetime) -> None:
    """Forget who recorded and published what. Consents stay their speakers', who have links of their own."""
    Quote.objects.filter(recorded_by=user).update(recorded_by=None)
    Quote.objects.filter(published_by=user).update(published_by=None)
    JointWork.objects.filter(recorded_by=user).update(recorded_by=None)
