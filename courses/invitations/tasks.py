"""Wakes the checking and the sending of a list."""

from django.utils import timezone

from courses.invitations.domain.checking import check_rows
from courses.invitations.domain.sending import send_rows
from notifications.background import task


@task()
def check_batch(batch_id: int) -> int:
    """Give verdicts to the rows that have none."""
    return check_rows(batch_id, at=timezone.now())


@task()
def send_invitations(batch_id: int) -> int:
    """Invite the people of the list who are not invited yet."""
    return send_rows(batch_id, at=timezone.now())
