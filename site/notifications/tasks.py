"""Wakes the sending of mails and the telling of many."""

from django.utils import timezone

from notifications.background import task
from notifications.sending import deliver, deliver_due


@task()
def deliver_mail(mail_id: int) -> bool:
    """Send the mail if it is still due."""
    return deliver(mail_id, at=timezone.now())


@task()
def deliver_waiting() -> int:
    """Send the mails that are due, over one connection."""
    done = 0
    while sent := deliver_due(at=timezone.now()):
        done += sent
    return done


@task()
def tell_circular(circular_id: int) -> int:
    """Tell those of a circular who have not been told."""
    from notifications.many import tell_all  # noqa: PLC0415 -- it wakes this task

    return tell_all(circular_id=circular_id)
