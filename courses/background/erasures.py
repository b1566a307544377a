"""What is erased again after a backup has been restored: answers that somebody took back (see accounts.ledger)."""

from __future__ import annotations

from accounts.ledger import Repeatable
from courses.background.domain.answering import ERASURE, erase_answers
from courses.background.models import BackgroundRecord


def erasures() -> list[Repeatable]:
    """Return the answers by their tokens."""
    return [Repeatable(ERASURE, lambda: BackgroundRecord.objects.values_list("token", flat=True), erase_answers)]
