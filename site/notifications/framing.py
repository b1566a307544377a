"""What stands around a message in a mail: greeting, address, signature, in plain text and in HTML."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import translation

from accounts.models import User
from notifications.models.mail import OutgoingMail
from notifications.wording import Said

ADDRESS = re.compile(r"^https?://\S+$")
State = OutgoingMail.State


def absolute(url: str) -> str:
    """Return a path of this site as it stands in a mail; nothing stays nothing."""
    return f"{settings.BASE_URL.rstrip('/')}{url}" if url else ""


def one_line(words: str) -> str:
    """Return the words without line breaks, as a subject has to be."""
    return " ".join(words.split())


def framed(said: Said, *, name: str, link: str) -> str:
    """Return the whole plain text of a mail to a person, in the active language."""
    frame = {"name": name, "text": said.text, "link": "" if said.has_link else link, "home": settings.BASE_URL}
    return render_to_string("notifications/mail.txt", frame)


def mail_row(
    *,
    user: User,
    kind: str,
    said: Said,
    values: Mapping[str, str],
    url: str,
    at: datetime,
    calendar: bytes = b"",
    about: str = "",
    key: str | None = None,
) -> OutgoingMail:
    """Return the mail that carries a message to a person, unsaved; one that cannot be made is held back whole."""
    link = absolute(url)
    held = {"subject": said.subject, "text": said.text, "values": dict(values), "name": user.given_name, "link": link}
    return OutgoingMail(
        to=user.email,
        sender=settings.DEFAULT_FROM_EMAIL,
        subject=one_line(said.subject)[:200],
        text="" if said.problem else framed(said, name=user.given_name, link=link),
        calendar=calendar.decode(),
        kind=kind[:60],
        language=user.language[:2],
        about=about,
        key=key,
        state=State.HELD if said.problem else State.QUEUED,
        error=said.problem[:300],
        values=held if said.problem else {},
        next_try_at=at,
        created_at=at,
    )


@dataclass(frozen=True)
class Part:
    """A piece of a mail's text: words, a list, or an address that stands alone."""

    kind: str
    lines: tuple[str, ...]


def parts_of(text: str) -> list[Part]:
    """Return the text in pieces: paragraphs, lists whose lines begin with a dash, and addresses that stand alone."""
    parts = []
    for block in re.split(r"\n\s*\n", text.replace("\r\n", "\n").strip()):
        rows = [line.rstrip() for line in block.split("\n") if line.strip()]
        lines = tuple(row.strip() for row in rows)
        if len(lines) == 1 and ADDRESS.match(lines[0]):
            parts.append(Part("address", lines))
        elif rows and rows[0].startswith("- ") and all(row.startswith(("- ", "  ")) for row in rows):
            parts.append(Part("list", tuple(_items(rows))))
        elif rows:
            parts.append(Part("words", lines))
    return parts


def _items(rows: list[str]) -> list[str]:
    """Return the items of a list; an indented line belongs to the item above it."""
    items: list[str] = []
    for row in rows:
        if row.startswith("- "):
            items.append(row[2:])
        else:
            items[-1] += f"\n{row.strip()}"
    return items


def html_of(*, subject: str, text: str, language: str) -> str:
    """Return the same mail as HTML: one calm column, no pictures, nothing fetched, nothing that tells who reads it."""
    with translation.override(language):
        frame = {"subject": subject, "parts": parts_of(text), "language": language, "home": settings.BASE_URL}
        return render_to_string("notifications/mail/mail.html", frame)
