"""What a person was told: the copy handed out, and its end."""

from datetime import datetime
from typing import Any

from accounts.models import User
from notifications.digest import pace_of
from notifications.models import CircularReceiver, DigestChoice, Notification, OutgoingMail


def export_person(user: User) -> dict[str, Any]:
    """Return the notifications, and which mails went to the person's address and when."""
    mails = OutgoingMail.objects.filter(to__iexact=user.email)
    return {
        "notifications": list(
            Notification.objects.filter(user=user).values("kind", "subject", "text", "url", "created_at", "read_at")
        ),
        "digest": pace_of(user=user),
        "mails": list(mails.values("kind", "subject", "state", "created_at", "sent_at")),
    }


def erase_person(user: User, *, at: datetime) -> None:
    """Delete the notifications and the mails to the person's address; must run before the address is taken away."""
    Notification.objects.filter(user=user).delete()
    CircularReceiver.objects.filter(user=user).delete()
    DigestChoice.objects.filter(user=user).delete()
    OutgoingMail.objects.filter(to__iexact=user.email).delete()
