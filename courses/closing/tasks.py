"""Wakes the telling of one closing."""

from django.utils import timezone

from courses.closing.domain.telling import tell_closed
from notifications.background import task


@task()
def tell_of_closing(closing_id: int) -> int:
    """Tell whoever has not been told yet."""
    return tell_closed(closing_id, at=timezone.now())
