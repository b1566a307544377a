"""The composition board: one's own groups side by side, with the candidates who have no group yet (BR-03…BR-05)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from courses.groups.domain.competition import Hint, find_hints, hint_on, notes_among, separations_among
from courses.groups.domain.credit import reevaluate
from courses.groups.domain.founding import SOFT_BAND
from courses.groups.domain.members import MOST_CARDS
from courses.groups.domain.refusals import GroupRefusal, lock_open_group
from courses.groups.enums import OPEN_STATES, HintDecision, HintSource, MemberState
from courses.groups.models import GroupMember, PeerGroup

if TYPE_CHECKING:
    from accounts.models import User

POOL = "pool"  # the column of those who have no group for now
MOST_GROUPS = 6
MOVABLE = (MemberState.CANDIDATE, MemberState.INVITED)


class UnableToPlace(GroupRefusal):
    """The card cannot be moved there; the message says why."""


@dataclass(frozen=True)
class Placed:
    """A card on the board: with whom it would not fit where, and whether it may be moved."""

    member: GroupMember
    hints: list[str]

    @property
    def can_move(self) -> bool:
        """Whether the card is a candidate's: who has been confirmed stays where they agreed to be."""
        return self.member.state in MOVABLE


@dataclass(frozen=True)
class Share:
    """How many of a group have something in common."""

    word: str
    count: int


@dataclass(frozen=True)
class Column:
    """A group on the board, or the candidates without one (`group` is None)."""

    group: PeerGroup | None
    cards: list[Placed]
    conflicts: list[Hint] = field(default_factory=list)
    balance: list[tuple[str, list[Share]]] = field(default_factory=list)

    @property
    def key(self) -> str:
        """What a move names the column by."""
        return str(self.group.public_id) if self.group else POOL

    @property
    def title(self) -> str:
        """The column's heading."""
        return self.group.name if self.group else _("Ilman ryhmää")

    @property
    def size_words(self) -> str:
        """How the size of the group stands to what usually works (BR-03): advice, in words."""
        least, most = SOFT_BAND
        advice = {"least": least, "most": most}
        if len(self.cards) < least:
            return _("pieni: suositus on %(least)s–%(most)s") % advice
        if len(self.cards) > most:
            return _("iso: suositus on %(least)s–%(most)s") % advice
        return _("hyvän kokoinen")

    @property
    def size_state(self) -> str:
        """The state whose sign the size is shown with."""
        return "done" if SOFT_BAND[0] <= len(self.cards) <= SOFT_BAND[1] else "attention"


def board_of(*, user: User, group: PeerGroup) -> list[Column]:
    """Return the columns of the board, the pool first: this group and one's others that are open; five queries."""
    groups = _groups_of(user, group)
    cards = list(
        GroupMember.objects.filter(group__in=groups)
        .exclude(state=MemberState.LEFT)
        .order_by("created_at", "pk")
        .prefetch_related("wishes")
    )
    separations, notes = list(separations_among(groups)), list(notes_among(groups))
    placed = {row.pk: [card for card in cards if card.group_id == row.pk and not card.is_pooled] for row in groups}

    def hints_among(members: Iterable[GroupMember]) -> list[Hint]:
        return find_hints(members=members, separations=separations, notes=notes)

    columns = [
        Column(None, [Placed(card, _fits(card, groups, placed, hints_among)) for card in cards if card.is_pooled])
    ]
    for row in groups:
        members = placed[row.pk]
        conflicts = [hint for hint in hints_among(members) if not hint.is_decided or _is_apart(hint)]
        shown = [Placed(card, _names_against(card, conflicts)) for card in members]
        columns.append(Column(row, shown, conflicts, _balance(members)))
    return columns


def _groups_of(user: User, group: PeerGroup) -> list[PeerGroup]:
    """Return the open groups of a person, this one first; the others in the order they were made."""
    rows = PeerGroup.objects.facilitated_by(user).filter(state__in=OPEN_STATES).order_by("created_at", "pk")
    return sorted(rows, key=lambda row: row.pk != group.pk)[:MOST_GROUPS]


def _is_apart(hint: Hint) -> bool:
    return hint.note is not None and hint.note.decision == HintDecision.APART


def _names_against(card: GroupMember, hints: Iterable[Hint]) -> list[str]:
    words = _("%(name)s: %(why)s")
    own = [hint for hint in hints if hint.involves(card)]
    return [words % {"name": hint.other(card).pseudonym, "why": hint.why} for hint in own]


def _fits(
    card: GroupMember,
    groups: list[PeerGroup],
    placed: dict[int, list[GroupMember]],
    hints_among: Callable[[Iterable[GroupMember]], list[Hint]],
) -> list[str]:
    """Return what would not fit if a card of the pool came to one of the groups, as sentences."""
    words = _("%(group)s – %(name)s: %(why)s")
    found = []
    card.is_pooled = False  # as if it were there; the row itself stays as it is
    for group in groups:
        for hint in hints_among([*placed[group.pk], card]):
            if hint.involves(card) and (not hint.is_decided or _is_apart(hint)):
                found.append(words % {"group": group.name, "name": hint.other(card).pseudonym, "why": hint.why})
    card.is_pooled = True
    return found


def _balance(members: list[GroupMember]) -> list[tuple[str, list[Share]]]:
    """Return what a group is made of: lines, sizes, years, municipalities and wishes, the commonest first."""
    wishes = [wish.get_wish_display() for member in members for wish in member.wishes.all()]
    return [
        (_("Toimialat"), _shares(member.line_name for member in members)),
        (_("Yrityksen koko"), _shares(member.get_size_class_display() for member in members)),
        (_("Toimintavuodet"), _shares(member.get_years_band_display() for member in members)),
        (_("Kunnat"), _shares(member.place_name for member in members)),
        (_("Toiveet"), _shares(wishes)),
    ]


def _shares(words: Iterable[str]) -> list[Share]:
    return [Share(word, count) for word, count in sorted(Counter(words).items(), key=lambda row: (-row[1], row[0]))]


def place_card(*, user: User, member: GroupMember, seen_in: str, to: str, at: datetime) -> GroupMember:
    """This function will move a candidate's card to one of the person's groups, or set it aside (`to` is POOL).

    Moving it to where it is already changes nothing. Raises UnableToPlace when the page was older than the board, the
    member has been confirmed, or somebody is there with whom the card cannot be together without a written decision.
    """
    with transaction.atomic():
        target = None if to == POOL else _target(user, to)
        for group in sorted({row.pk: row for row in (member.group, target) if row}.values(), key=lambda row: row.pk):
            lock_open_group(group)
        card = GroupMember.objects.select_for_update().select_related("group").get(pk=member.pk)
        if _column_of(card) == to:
            return card
        if _column_of(card) != seen_in:
            raise UnableToPlace(_("Kortti on siirretty sillä välin. Taulu näyttää nyt, missä se on."))
        if card.state not in MOVABLE:
            raise UnableToPlace(_("Vahvistettua ryhmäläistä ei siirretä taululla. Merkitse hänet ensin lähteneeksi."))
        home = card.group
        if target is None:
            card.is_pooled = True
        else:
            _refuse_misfits(card, target)
            card.group, card.is_pooled = target, False
        card.save(update_fields=["group", "is_pooled"])
        for group in {row.pk: row for row in (home, target) if row}.values():
            reevaluate(group=group, about={"group"}, at=at)
    return card


def _column_of(card: GroupMember) -> str:
    return POOL if card.is_pooled else str(card.group.public_id)


def _target(user: User, key: str) -> PeerGroup:
    try:
        group = PeerGroup.objects.facilitated_by(user).filter(public_id=UUID(key)).first()
    except ValueError:
        group = None
    if group is None:
        raise UnableToPlace(_("Valitse, mihin ryhmään kortti siirretään."))
    return group


def _refuse_misfits(card: GroupMember, target: PeerGroup) -> None:
    """Refuse a taken pseudonym, a full group, and whoever cannot be with this one (BR-05)."""
    others = list(target.members.exclude(pk=card.pk).exclude(state=MemberState.LEFT).filter(is_pooled=False))
    everybody = target.members.exclude(pk=card.pk)
    if len(everybody) >= MOST_CARDS:
        raise UnableToPlace(_("Ryhmässä on jo %(count)s korttia. Poista turhat ensin.") % {"count": MOST_CARDS})
    if any(row.pseudonym.casefold() == card.pseudonym.casefold() for row in everybody):
        raise UnableToPlace(_("Ryhmässä %(group)s on jo tämä peitenimi. Muuta toista ensin.") % {"group": target.name})
    for other in others:
        hint = hint_on(card, other)
        if hint is None:
            continue
        if _is_apart(hint) or (hint.source == HintSource.MEMBER and not hint.is_decided):
            raise UnableToPlace(
                _("%(one)s ja %(other)s: ei samaan ryhmään. Jos silti sijoitat heidät yhteen, kirjaa ensin päätös.")
                % {"one": card.pseudonym, "other": other.pseudonym}
            )
