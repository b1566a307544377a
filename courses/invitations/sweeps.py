"""Goes on with lists that a dead worker left; notes which mails did not get through before the outbox forgets them."""

from datetime import datetime

from courses.invitations.domain.following import note_failed_mails
from courses.invitations.domain.sending import resume


def sweep(*, at: datetime) -> int:
    """Check and send what waits, note what did not get through; return how many rows it was."""
    return resume(at=at) + note_failed_mails(at=at)
