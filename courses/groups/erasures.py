"""Cards of members who asked to be forgotten: removed again after a restore."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from accounts.ledger import Repeatable
from courses.groups.domain.members import CARD, remove_member
from courses.groups.models import GroupMember


def erasures() -> list[Repeatable]:
    """Return the removal of a card."""
    return [Repeatable(CARD, lambda: GroupMember.objects.values_list("public_id", flat=True), _erase)]


def _erase(identity: Any, *, at: datetime) -> None:
    remove_member(member=GroupMember.objects.get(public_id=identity), at=at)
