"""Logs being written: saved as typed, and never overwritten by a tab that knows an older version."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.db import transaction

from courses.groups.domain.private_words import typed_to_show, typed_to_store
from courses.groups.domain.refusals import lock_group
from courses.groups.models import GroupMeeting, LogDraft, MeetingLog, PeerGroup

if TYPE_CHECKING:
    from accounts.models import User


@dataclass(frozen=True)
class Desk:
    """What is stored of one person's log of one meeting (or of none yet)."""

    draft: LogDraft | None
    log: MeetingLog | None

    @property
    def token(self) -> str:
        """Names the stored version; a form that bears another one has been overtaken."""
        if self.draft:
            return f"d{self.draft.revision}"
        return f"l{self.log.revision}" if self.log else ""

    @property
    def typed(self) -> dict[str, Any]:
        """What the draft holds, as its author typed it."""
        return typed_to_show(user=self.draft.author, stored=self.draft.typed) if self.draft else {}

    @property
    def key(self) -> uuid.UUID:
        """The idempotency key of this log: once chosen it stays."""
        if self.log:
            return self.log.key
        return self.draft.key if self.draft else uuid.uuid4()


class StaleDraft(Exception):
    """Another tab has saved something else meanwhile; `desk` holds what."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk


def find_desk(*, group: PeerGroup, author: User, meeting: GroupMeeting | None) -> Desk:
    """Return what the person has stored for this meeting, or of a log without a planned meeting."""
    draft = LogDraft.objects.filter(author=author, group=group, meeting=meeting).first()
    if draft:
        draft.author = author
    log = MeetingLog.objects.filter(author=author, meeting=meeting).first() if meeting else None
    return Desk(draft, log)


def save_draft(
    *,
    group: PeerGroup,
    author: User,
    meeting: GroupMeeting | None,
    key: uuid.UUID,
    typed: dict[str, Any],
    token: str,
    at: datetime,
) -> Desk:
    """This function will store what has been typed so far, valid or not.

    Raises StaleDraft when the stored version is another than the one the form knew and says something else, and
    sealing.UnableToOpen when private words cannot be sealed.
    """
    with transaction.atomic():
        locked = lock_group(group)
        desk = find_desk(group=locked, author=author, meeting=meeting)
        draft = desk.draft
        if draft and desk.typed == typed:
            return desk
        if desk.token != token:
            raise StaleDraft(desk)
        if draft is None:
            draft = LogDraft(author=author, group=locked, meeting=meeting, key=desk.log.key if desk.log else key)
        else:
            draft.revision += 1
        draft.typed, draft.saved_at = typed_to_store(user=author, typed=typed, before=draft.typed), at
        draft.save()
    return Desk(draft, desk.log)


def discard_draft(*, group: PeerGroup, author: User, meeting: GroupMeeting | None) -> None:
    """This function will throw the person's draft away."""
    LogDraft.objects.filter(author=author, group=group, meeting=meeting).delete()
