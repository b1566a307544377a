"""Competitive situations in the composition: hints from the cards, wishes not to be together, written decisions."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from itertools import combinations
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from courses.groups.classifications import are_neighbors, present_municipality
from courses.groups.domain.refusals import GroupRefusal, lock_open_group
from courses.groups.enums import HintDecision, HintSource, MemberState
from courses.groups.models import CompetitionDecision, CompetitionNote, GroupMember, PeerGroup, SeparationWish

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
    def why(self) -> str:
        """What makes the two a pair to think about, in words."""
        words = {HintSource.MEMBER: _("ei samaan ryhmään"), HintSource.FACILITATOR: _("ohjaajan huomio")}
        return words.get(HintSource(self.source)) or str(HintSource(self.source).label)

    @property
    def is_in_conflict(self) -> bool:
        """Whether both are members although it was decided that they cannot be."""
        together = self.first.state == self.second.state == MemberState.JOINED
        return together and self.note is not None and self.note.decision == HintDecision.APART

    def involves(self, member: GroupMember) -> bool:
        """Say whether the card is one of the two."""
        return member.pk in (self.first.pk, self.second.pk)

    def other(self, member: GroupMember) -> GroupMember:
        """Return the one of the two that is not this card."""
        return self.second if self.first.pk == member.pk else self.first


def in_order(one: GroupMember, other: GroupMember) -> tuple[GroupMember, GroupMember]:
    """Return the pair in the order it is stored in."""
    return (one, other) if one.pk < other.pk else (other, one)


def find_hints(
    *, members: Iterable[GroupMember], separations: Iterable[SeparationWish], notes: Iterable[CompetitionNote]
) -> list[Hint]:
    """Return the hints of a composition (BR-04, BR-05); those who have left or are set aside are out of it.

    A pair counts when both are of one line of business in the same or neighboring municipalities, when one of the two
    has asked not to be with the other, or when a decision on it has been written.
    """
    apart = {(row.first_id, row.second_id): row for row in separations}
    decided = {(row.first_id, row.second_id): row for row in notes}
    present = sorted((member for member in members if member.is_present), key=lambda member: member.pk)
    pairs = combinations(present, 2)
    found = (_hint(one, other, apart.get((one.pk, other.pk)), decided.get((one.pk, other.pk))) for one, other in pairs)
    return [hint for hint in found if hint]


def _hint(
    one: GroupMember, other: GroupMember, wish: SeparationWish | None, note: CompetitionNote | None
) -> Hint | None:
    """Return the hint on a pair in its order; a wish outweighs what was decided before anybody knew of it."""
    if wish:
        return Hint(one, other, HintSource.MEMBER, note if note and note.decided_at >= wish.created_at else None)
    if note:
        return Hint(one, other, note.source, note)
    source = competing(one, other)
    return Hint(one, other, source, None) if source else None


def competing(one: GroupMember, other: GroupMember) -> str:
    """Return why two may compete: one line of business in one municipality or in neighboring ones; else "" (BR-04)."""
    if one.line != other.line:
        return ""
    if present_municipality(one.municipality) == present_municipality(other.municipality):
        return HintSource.AUTO
    return HintSource.NEAR if are_neighbors(one.municipality, other.municipality) else ""


def separations_among(groups: Iterable[PeerGroup]) -> QuerySet[SeparationWish]:
    """Return the wishes not to be together that concern the cards of these groups, wherever they were noted."""
    return SeparationWish.objects.filter(Q(first__group__in=groups) | Q(second__group__in=groups))


def notes_among(groups: Iterable[PeerGroup]) -> QuerySet[CompetitionNote]:
    """Return the decisions that concern the cards of these groups, wherever they were written."""
    return CompetitionNote.objects.filter(Q(first__group__in=groups) | Q(second__group__in=groups))


def hints_of(group: PeerGroup) -> list[Hint]:
    """Return the hints of a group, in three queries."""
    return find_hints(members=group.members.all(), separations=separations_among([group]), notes=notes_among([group]))


def hint_on(one: GroupMember, other: GroupMember) -> Hint | None:
    """Return the hint on two cards, of one group or of two, or None."""
    first, second = in_order(one, other)
    pair = {"first": first, "second": second}
    wish = SeparationWish.objects.filter(**pair).first()
    return _hint(first, second, wish, CompetitionNote.objects.filter(**pair).first())


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
        written = {
            "decision": decision,
            "reason": reason.strip(),
            "source": source,
            "decided_by": by,
            "decided_at": at,
        }
        before = CompetitionNote.objects.filter(first=one, second=other).first()
        note, _made = CompetitionNote.objects.update_or_create(
            first=one, second=other, defaults={"group": locked, **written}
        )
        if before is None or (before.decision, before.reason, before.source) != (decision, reason.strip(), source):
            CompetitionDecision.objects.create(first=one, second=other, **written)
    return note


def decisions_on(one: GroupMember, other: GroupMember) -> list[CompetitionDecision]:
    """Return all that has been decided on a pair, newest first."""
    first, second = in_order(one, other)
    return list(CompetitionDecision.objects.filter(first=first, second=second).select_related("decided_by"))


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
        separations_among([locked]).filter(pk=pk).delete()
