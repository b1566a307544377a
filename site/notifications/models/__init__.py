"""What people are told, the mails that carry it, who is still to be told, and the texts that editors have changed."""

from notifications.models.circulars import Circular, CircularReceiver
from notifications.models.mail import DigestChoice, Notification, OutgoingMail
from notifications.models.texts import MessageTemplate

__all__ = ["Circular", "CircularReceiver", "DigestChoice", "MessageTemplate", "Notification", "OutgoingMail"]
