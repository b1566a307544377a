"""Picks up mails that nobody was woken for, or whose worker died, and forgets old ones."""

from datetime import datetime, timedelta

from notifications.digest import send_digests
from notifications.models import OutgoingMail
from notifications.sending import deliver, is_shown_in_outbox, release_abandoned_mail

KEEP = timedelta(days=30)
MOST_AT_ONCE = 200


def sweep(*, at: datetime) -> int:
    """Make the digests that are due, send mails, delete old ones; return how many mails were sent."""
    release_abandoned_mail(at=at)
    send_digests(at=at)
    if not is_shown_in_outbox():
        done = [OutgoingMail.State.SENT, OutgoingMail.State.FAILED]
        OutgoingMail.objects.filter(state__in=done, created_at__lt=at - KEEP).delete()
    due = OutgoingMail.objects.filter(state=OutgoingMail.State.QUEUED, next_try_at__lte=at)
    ids = list(due.order_by("next_try_at").values_list("pk", flat=True)[:MOST_AT_ONCE])
    return sum(deliver(pk, at=at) for pk in ids)
