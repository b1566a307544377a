"""Member cards: adding, confirming, leaving, and deleting for real when somebody asks."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.discovery import modules_named
from accounts.ledger import record_erasure
from courses.groups.domain.competition import hints_of
from courses.groups.domain.credit import reevaluate
from courses.groups.domain.refusals import GroupRefusal, lock_open_group
from courses.groups.enums import HintDecision, MemberState
from courses.groups.models import GroupMember, MemberWish, PeerGroup
from courses.groups.notices import NOTICE_VERSION

MOST_CARDS = 60
CARD = "member-card"  # in the ledger of erasures


class UnableToAdd(GroupRefusal):
    """The card cannot be stored; the message says why."""


class UnableToConfirm(GroupRefusal):
    """The member cannot be confirmed yet; the message says what is missing."""


@dataclass(frozen=True)
class Card:
    """All that may be stored of a member (domain 3.3). There is no other field to put anything into."""

    pseudonym: str
    line: str
    municipality: str
    size_class: str
    years_band: str
    wishes: frozenset[str] = field(default_factory=frozenset)
    wishes_asked_on: date | None = None


def plain_pseudonym(value: str) -> str:
    """Return the pseudonym as it is stored: composed letters, single blanks."""
    return " ".join(unicodedata.normalize("NFC", value).split())


def add_candidate(*, group: PeerGroup, card: Card, at: datetime) -> GroupMember:
    """This function will add a candidate to the group.

    Raises UnableToAdd when the pseudonym is taken in any case of letters, or the group has all the cards it takes.
    """
    with transaction.atomic():
        locked = lock_open_group(group)
        if locked.members.count() >= MOST_CARDS:
            raise UnableToAdd(_("Ryhmässä on jo %(count)s korttia. Poista turhat ensin.") % {"count": MOST_CARDS})
        _refuse_taken(locked, card.pseudonym)
        member = GroupMember(group=locked, created_at=at)
        _fill(member, card)
    return member


def change_card(*, member: GroupMember, card: Card, at: datetime) -> GroupMember:
    """This function will correct a card.

    Raises UnableToAdd when the new pseudonym is another's.
    """
    with transaction.atomic():
        group = lock_open_group(member.group)
        locked = GroupMember.objects.select_for_update().get(pk=member.pk)
        _refuse_taken(group, card.pseudonym, but=locked)
        if locked.wishes_asked_on and not card.wishes_asked_on and locked.state == MemberState.JOINED:
            raise UnableToAdd(_("Mukana olevan ryhmäläisen toiveet on jo kysytty; päivää ei voi tyhjentää."))
        _fill(locked, card)
        reevaluate(group=group, about={"group"}, at=at)
    return locked


def _refuse_taken(group: PeerGroup, pseudonym: str, *, but: GroupMember | None = None) -> None:
    wanted = plain_pseudonym(pseudonym).casefold()
    others = group.members.exclude(pk=but.pk) if but else group.members.all()
    if any(name.casefold() == wanted for name in others.values_list("pseudonym", flat=True)):
        raise UnableToAdd(_("Ryhmässä on jo tämä peitenimi. Valitse toinen."))


def _fill(member: GroupMember, card: Card) -> None:
    member.pseudonym = plain_pseudonym(card.pseudonym)
    member.line = card.line
    member.municipality = card.municipality
    member.size_class = card.size_class
    member.years_band = card.years_band
    member.wishes_asked_on = card.wishes_asked_on
    member.save()
    set_wishes(member, card.wishes)


def set_wishes(member: GroupMember, wishes: Iterable[str]) -> None:
    """Make these the wishes on the card; those that stay keep their rows."""
    wanted = set(wishes)
    known = set(member.wishes.values_list("wish", flat=True))
    member.wishes.filter(wish__in=known - wanted).delete()
    MemberWish.objects.bulk_create(MemberWish(member=member, wish=wish) for wish in sorted(wanted - known))


def mark_invited(*, member: GroupMember) -> GroupMember:
    """This function will note that the candidate has been invited; safe to repeat."""
    with transaction.atomic():
        lock_open_group(member.group)
        GroupMember.objects.filter(pk=member.pk, state=MemberState.CANDIDATE).update(state=MemberState.INVITED)
    member.refresh_from_db()
    return member


def confirm_member(
    *, member: GroupMember, wishes_asked_on: date, agreed_on: date, at: datetime, joined_on: date | None = None
) -> GroupMember:
    """This function will take the member into the group: wishes asked, information given, agreed (BR-06, 3.3).

    Raises UnableToConfirm while a possible competition with somebody in the group has no written decision, or the
    decision is that the two cannot be together (BR-04, BR-05).
    """
    with transaction.atomic():
        group = lock_open_group(member.group)
        locked = GroupMember.objects.select_for_update().get(pk=member.pk)
        GroupMember.objects.filter(pk=locked.pk).update(is_pooled=False)  # who is confirmed has a group
        locked.is_pooled = False
        _refuse_conflicts(group, locked)
        locked.wishes_asked_on, locked.agreed_on = wishes_asked_on, agreed_on
        locked.notice_version = NOTICE_VERSION
        locked.state, locked.left_on = MemberState.JOINED, None
        locked.joined_on = locked.joined_on or joined_on or agreed_on
        locked.save()
        reevaluate(group=group, about={"group"}, at=at)
    return locked


def _refuse_conflicts(group: PeerGroup, member: GroupMember) -> None:
    for hint in hints_of(group):
        if not hint.involves(member):
            continue
        other = hint.other(member)
        if other.state != MemberState.JOINED:
            continue
        if hint.note is None:
            raise UnableToConfirm(
                _("Mahdollinen kilpailuasetelma: %(name)s. Kirjaa ensin päätös ja sen perustelu.")
                % {"name": other.pseudonym}
            )
        if hint.note.decision == HintDecision.APART:
            raise UnableToConfirm(
                _("Olet päättänyt, ettei tämä sovi samaan ryhmään: %(name)s.") % {"name": other.pseudonym}
            )


def mark_left(*, member: GroupMember, left_on: date, at: datetime) -> GroupMember:
    """This function will note that the member has left; the card stays until it is removed or the group ends."""
    with transaction.atomic():
        group = lock_open_group(member.group)
        locked = GroupMember.objects.select_for_update().get(pk=member.pk)
        if locked.state != MemberState.LEFT:
            locked.state, locked.left_on = MemberState.LEFT, left_on
            locked.save(update_fields=["state", "left_on"])
            reevaluate(group=group, about={"group"}, at=at)
    return locked


def remove_member(*, member: GroupMember, at: datetime) -> None:
    """This function will delete the card and all that hangs on it for real, as anyone may ask at any time.

    Works in an ended group too: a wish to be forgotten does not wait for the clock.
    """
    with transaction.atomic():
        group = PeerGroup.objects.select_for_update().get(pk=member.group_id)
        for _label, module in modules_named("member_removal"):  # what other apps know of them goes along
            module.member_removed(member=member, at=at)
        GroupMember.objects.filter(pk=member.pk).delete()
        record_erasure(kind=CARD, identity=member.public_id, at=at)
        reevaluate(group=group, about={"group"}, at=at)
