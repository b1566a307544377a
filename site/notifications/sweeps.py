"""Picks up mails and tellings that nobody was woken for, or whose worker died, and forgets old ones."""

from datetime import datetime, timedelta

from notifications.digest import send_digests
from notifications.many import tell_waiting
from notifications.models import Circular, OutgoingMail
from notifications.outbox import release_all_held
from notifications.sending import deliver_due, is_shown_in_outbox, release_abandoned_mail

KEEP = timedelta(days=30)
KEEP_CIRCULARS = timedelta(days=730)


def sweep(*, at: datetime) -> int:
    """Tell whoever is left, make the digests that are due, send mails, delete old ones; return how many were sent."""
    release_abandoned_mail(at=at)
    release_all_held(at=at)
    tell_waiting(at=at)
    send_digests(at=at)
    if not is_shown_in_outbox():
        moving = [OutgoingMail.State.QUEUED, OutgoingMail.State.SENDING]
        OutgoingMail.objects.exclude(state__in=moving).filter(created_at__lt=at - KEEP).delete()
    Circular.objects.filter(done_at__lt=at - KEEP_CIRCULARS).delete()
    return deliver_due(at=at)
