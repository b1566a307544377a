"""Wakes the checking of a list, its sending, and the mails.

A great many people must not make others wait who are to be told one thing now: what is sent is done in small turns
that come after everything else.
"""

from django.utils import timezone

from courses.invitations.domain.checking import check_rows
from courses.invitations.domain.sending import send_some
from notifications.background import task, wake
from notifications.sending import deliver_due

AFTER_ALL_ELSE = -10
MAILS_AT_ONCE = 20


@task()
def check_batch(batch_id: int) -> int:
    """Give verdicts to the rows that have none."""
    return check_rows(batch_id, at=timezone.now())


@task(priority=AFTER_ALL_ELSE)
def send_invitations(batch_id: int) -> int:
    """Invite the next people of the list, and come again while there are more."""
    done = send_some(batch_id, at=timezone.now())
    if done:
        wake(send_invitations, batch_id)
    return done


@task(priority=AFTER_ALL_ELSE)
def deliver_some() -> int:
    """Send some of the mails that are due, over one connection, and come again while there are more."""
    done = deliver_due(at=timezone.now(), most=MAILS_AT_ONCE)
    if done:
        wake(deliver_some)
    return done
