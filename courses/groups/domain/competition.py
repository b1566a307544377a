"""Competitive situations in the composition: hints from the cards, wishes not to be together, written decisions."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from itertools import combinations
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from courses.groups.domain.refusals import GroupRefusal, lock_open_group
from courses.groups.enums import HintDecision, HintSource, MemberState
from courses.groups.models import CompetitionNote, GroupMember, PeerGroup, SeparationWish

if TYPE_CHECKING:
    from accounts.models import User


class UnableToDecide(GroupRefusal):
    """The pair cannot be decided on; the message says why."""


@dataclass(frozen=True)
class Hint:
    """Two cards that may not fit together, and what has been decided."""

    first: GroupMember
    second: GroupMember
    source: str
    note: CompetitionNote | None

    @property
    def is_decided(self) -> bool:
        """Whether the facilitator has written a decision."""
        return self.note is not None

    @property
    def is_in_conflict(self) -> bool:
        """Whether both are members although it was decided that they cannot be."""
        together = self.first.state == self.second.state == MemberState.JOINED
        return together and self.note is not None and self.note.decision == HintDecision.APART

    def involves(self, member: GroupMember) -> bool:
        """Say whether the card is one of the two."""
        return member.pk in (self.first.pk, self.second.pk)


def in_order(one: GroupMember, other: GroupMember) -> tuple[GroupMember, GroupMember]:
    """Return the pair in the order it is stored in."""
    return (one, other) if one.pk < other.pk else (other, one)


def find_hints(
    *, members: Iterable[GroupMember], separations: Iterable[SeparationWish], notes: Iterable[CompetitionNote]
) -> list[Hint]:
    """Return the hints of a composition (BR-04, BR-05); those who have left are out of it.

    A pair counts when line of business and municipality are the same, when one of the two has asked not to be
    with the other, or when a decision on it has been written.
    """
    apart = {(row.first_id, row.second_id) for row in separations}
    decided = {(row.first_id, row.second_id): row for row in notes}
    present = sorted((member for member in members if member.is_present), key=lambda member: member.pk)
    hints = []
    for first, second in combinations(present, 2):
        pair = (first.pk, second.pk)
        note = decided.get(pair)
        if pair in apart:
            hints.append(Hint(first, second, HintSource.MEMBER, note))
        elif note is not None:
            hints.append(Hint(first, second, note.source, note))
        elif first.line == second.line and first.municipality == second.municipality:
            hints.append(Hint(first, second, HintSource.AUTO, None))
    return hints


def hints_of(group: PeerGroup) -> list[Hint]:
    """Return the hints of a group, in three queries."""
    return find_hints(
        members=group.members.all(), separations=group.separations.all(), notes=group.competition_notes.all()
    )


def hint_on(one: GroupMember, other: GroupMember) -> Hint | None:
    """Return the hint on two cards of a group, or None."""
    both = [hint for hint in hints_of(one.group) if hint.involves(one) and hint.involves(other)]
    return both[0] if both else None


def decide(
    *,
    group: PeerGroup,
    first: GroupMember,
    second: GroupMember,
    decision: str,
    reason: str,
    source: str,
    by: User,
    at: datetime,
) -> CompetitionNote:
    """This function will write the decision on a pair, with its one sentence; a new one replaces the old (BR-04).

    Raises UnableToDecide for one and the same card or a missing sentence.
    """
    if first.pk == second.pk:
        raise UnableToDecide(_("Valitse kaksi eri ryhmäläistä."))
    if not reason.strip():
        raise UnableToDecide(_("Kirjoita päätökselle perustelu yhdellä lauseella."))
    with transaction.atomic():
        locked = lock_open_group(group)
        one, other = in_order(first, second)
        note, _made = CompetitionNote.objects.update_or_create(
            first=one,
            second=other,
            defaults={
                "group": locked,
                "decision": decision,
                "reason": reason.strip(),
                "source": source,
                "decided_by": by,
                "decided_at": at,
            },
        )
    return note


def note_separation(*, group: PeerGroup, first: GroupMember, second: GroupMember, at: datetime) -> SeparationWish:
    """This function will store that two cannot be in the same group; not who asked, and not why (BR-05).

    Raises UnableToDecide for one and the same card.
    """
    if first.pk == second.pk:
        raise UnableToDecide(_("Valitse kaksi eri ryhmäläistä."))
    with transaction.atomic():
        locked = lock_open_group(group)
        one, other = in_order(first, second)
        wish, _made = SeparationWish.objects.get_or_create(
            first=one, second=other, defaults={"group": locked, "created_at": at}
        )
    return wish


def drop_separation(*, group: PeerGroup, pk: int) -> None:
    """This function will forget that two cannot be in the same group."""
    with transaction.atomic():
        locked = lock_open_group(group)
        SeparationWish.objects.filter(group=locked, pk=pk).delete()
