"""Mails that come back: the mail server's report names the mail it is about, and its row says so from then on."""

from __future__ import annotations

import email
import email.policy
import re
from collections.abc import Iterator
from email.message import EmailMessage
from uuid import UUID

from notifications.models import OutgoingMail

State = OutgoingMail.State
OUR_ID = re.compile(r"<([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})@")
FOR_GOOD = re.compile(r"^\s*5\.\d+\.\d+")
LARGEST = 2_000_000  # bytes of a report that are read


def take_report(raw: bytes) -> OutgoingMail | None:
    """Note what a delivery report (RFC 3464) says of one of our mails; return the mail that came back, or None.

    A report of a delay, an answer from a holiday and a report of a mail that is not ours change nothing.
    """
    message: EmailMessage = email.message_from_bytes(raw[:LARGEST], policy=email.policy.default)  # type: ignore[assignment]
    if message.get_content_type() != "multipart/report":
        return None
    reason = _reason(message)
    public_id = _whose(message)
    if not reason or public_id is None:
        return None
    rows = OutgoingMail.objects.filter(public_id=public_id, state__in=[State.SENT, State.UNSURE, State.SENDING])
    if not rows.update(state=State.BOUNCED, error=reason[:300]):
        return None
    return OutgoingMail.objects.get(public_id=public_id)


def _reason(message: EmailMessage) -> str:
    """Return the status of a delivery that failed for good, nothing for a delay."""
    for block in _blocks(message, "message/delivery-status"):
        status, action = str(block.get("Status", "")), str(block.get("Action", "")).strip().lower()
        if action == "failed" and FOR_GOOD.match(status):
            return status.strip()
    return ""


def _whose(message: EmailMessage) -> UUID | None:
    """Return the mark of our mail in the part of the report that repeats its head."""
    for block in (*_blocks(message, "text/rfc822-headers"), *_blocks(message, "message/rfc822")):
        found = OUR_ID.search(str(block.get("Message-ID", "")))
        if found:
            return UUID(found[1])
    return None


def _blocks(message: EmailMessage, kind: str) -> Iterator[EmailMessage]:
    for part in message.walk():
        if part.get_content_type() != kind:
            continue
        payload = part.get_payload()
        if isinstance(payload, list):
            yield from payload  # type: ignore[misc]
        else:
            text = part.get_payload(decode=True) or b""
            yield email.message_from_bytes(text, policy=email.policy.default)  # type: ignore[arg-type,misc]
