"""What was told to people in the past has been sent and, mostly, read."""

from datetime import datetime, timedelta

from django.db.models import F

from notifications.models import Notification, OutgoingMail

READ_AFTER = timedelta(days=7)


def settle_mails(*, before: datetime) -> None:
    """Mark the mails of the invented past as sent when they were written, and its older notices as read."""
    OutgoingMail.objects.filter(state=OutgoingMail.State.QUEUED, created_at__lt=before).update(
        state=OutgoingMail.State.SENT, sent_at=F("created_at")
    )
    Notification.objects.filter(read_at=None, created_at__lt=before - READ_AFTER).update(
        read_at=F("created_at") + timedelta(days=1)
    )
