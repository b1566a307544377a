"""What a restored backup must not undo: who has refused is not mailed again."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from functools import partial
from uuid import UUID

from accounts.ledger import Repeatable
from courses.invitations.domain.accepting import REFUSED, REFUSED_FOR_GOOD, refuse
from courses.invitations.models import Invitation


def erasures() -> list[Repeatable]:
    """Return the refusals, of one run and of all."""
    return [
        Repeatable(REFUSED, _open_ones, partial(_refuse, for_good=False)),
        Repeatable(REFUSED_FOR_GOOD, _all_unanswered, partial(_refuse, for_good=True)),
    ]


def _open_ones() -> Iterable[UUID]:
    return Invitation.objects.open().values_list("public_id", flat=True)


def _all_unanswered() -> Iterable[UUID]:
    return Invitation.objects.filter(accepted_by=None).values_list("public_id", flat=True)


def _refuse(identity: UUID, *, for_good: bool, at: datetime) -> None:
    for invitation in Invitation.objects.filter(public_id=identity):
        refuse(invitation=invitation, for_good=for_good, at=at)
