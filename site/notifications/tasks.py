"""Wakes the sending of one mail."""

from django.utils import timezone

from notifications.background import task
from notifications.sending import deliver


@task()
def deliver_mail(mail_id: int) -> bool:
    """Send the mail if it is still due."""
    return deliver(mail_id, at=timezone.now())
