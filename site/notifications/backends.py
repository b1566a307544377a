"""Django's mail goes into the outbox too, so that sign-in codes are sent and retried like all else."""

from collections.abc import Sequence
from email.utils import parseaddr

from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend
from django.utils import timezone, translation

from notifications.domain import queue_mail

KIND_HEADER = "X-Peili-Kind"


class OutboxBackend(BaseEmailBackend):
    """Turns each receiver of each message into a row of the outbox."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        """Queue the messages and return how many; attachments are refused, since mails only say where to look."""
        for message in email_messages:
            if message.attachments:
                raise ValueError("A mail of this site carries no attachments, only a link.")
            for receiver in message.recipients():
                queue_mail(
                    to=parseaddr(receiver)[1],
                    subject=str(message.subject),
                    text=str(message.body),
                    html=_html(message),
                    sender=message.from_email,
                    reply_to=message.reply_to[0] if message.reply_to else "",
                    kind=message.extra_headers.get(KIND_HEADER, ""),
                    values=getattr(message, "values", {}),
                    language=translation.get_language() or "fi",
                    at=timezone.now(),
                )
        return len(email_messages)


def _html(message: EmailMessage) -> str:
    for alternative in getattr(message, "alternatives", []):
        if alternative[1] == "text/html":
            return str(alternative[0])
    return ""
