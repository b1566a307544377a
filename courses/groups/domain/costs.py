"""What a group's meetings cost: rows to the cent, what others share included, tax never assumed (BR-15, BR-16)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.discovery import modules_named
from courses.groups.domain.refusals import GroupRefusal, lock_group
from courses.groups.domain.shares import split, to_cent
from courses.groups.enums import MeetingState, MemberState
from courses.groups.models import CostSharing, GroupCost, GroupMeeting, PeerGroup

if TYPE_CHECKING:
    from accounts.models import User


class UnableToCount(GroupRefusal):
    """The cost cannot be kept so; the message says why."""


@dataclass(frozen=True)
class SharedCost:
    """A group's part of something that several groups pay, told by another app."""

    title: str
    starts_at: datetime | None
    net: Decimal
    vat_percent: Decimal | None
    is_final: bool
    url: str


@dataclass(frozen=True)
class CostRow:
    """One cost as the group's page shows it."""

    title: str
    net: Decimal
    vat_percent: Decimal | None
    whole: Decimal | None = None  # the sum that is shared, where it is
    groups: int = 1
    pk: int | None = None
    url: str = ""
    is_final: bool = True

    @property
    def gross(self) -> Decimal | None:
        """The cost with tax; None where no rate is known."""
        return None if self.vat_percent is None else to_cent(self.net * (100 + self.vat_percent) / 100)


@dataclass
class CostPart:
    """The costs of one meeting, or those of no meeting."""

    meeting: GroupMeeting | None
    rows: list[CostRow] = field(default_factory=list)

    @property
    def net(self) -> Decimal:
        """The sum without tax."""
        return sum((row.net for row in self.rows), Decimal("0.00"))


@dataclass(frozen=True)
class GroupCosts:
    """Everything a group has cost."""

    parts: list[CostPart]
    members: int
    held: int  # how many meetings have begun: those ahead have cost nothing yet

    @property
    def rows(self) -> list[CostRow]:
        """All rows."""
        return [row for part in self.parts for row in part.rows]

    @property
    def net(self) -> Decimal:
        """The sum without tax; it equals the sum of the parts to the cent."""
        return sum((part.net for part in self.parts), Decimal("0.00"))

    @property
    def gross(self) -> Decimal | None:
        """The sum with tax; None while the rate of some row is not known, as it is never assumed."""
        known = [row.gross for row in self.rows]
        return None if not known or None in known else sum((row for row in known if row is not None), Decimal("0.00"))

    @property
    def unknown_rates(self) -> int:
        """Of how many rows the tax rate is not known."""
        return sum(row.vat_percent is None for row in self.rows)

    @property
    def per_member(self) -> Decimal | None:
        """What the costs are for one member."""
        return to_cent(self.net / self.members) if self.members else None

    @property
    def per_meeting(self) -> Decimal | None:
        """What the costs are for one meeting that has been held."""
        return to_cent(self.net / self.held) if self.held else None


def own_part(*, net: Decimal, groups: int, is_first: bool) -> Decimal:
    """Return the group's part of a cost that so many groups share equally; the remainder is the first group's."""
    parts = split(net, groups)
    return parts[0] if is_first else parts[-1]


def costs_of(*, group: PeerGroup, at: datetime) -> GroupCosts:
    """Return all costs of a group: each meeting's, then those of the group and its parts of what others share."""
    meetings = group.meetings.exclude(state=MeetingState.CANCELLED).order_by("starts_at", "pk")
    parts = [_meeting_part(meeting) for meeting in meetings.prefetch_related("costs", "own_costs")]
    loose = [_kept_row(row) for row in GroupCost.objects.filter(group=group, meeting=None)]
    shared = [_shared_row(row) for row in _from_other_apps(group)]
    if loose or shared:
        parts.append(CostPart(None, [*loose, *shared]))
    joined = group.final_members if group.is_closed else group.members.filter(state=MemberState.JOINED).count()
    held = sum(part.meeting is not None and part.meeting.starts_at <= at for part in parts)
    return GroupCosts([part for part in parts if part.rows or part.meeting], joined or 0, held)


def _meeting_part(meeting: GroupMeeting) -> CostPart:
    logged = [CostRow(str(row.get_category_display()), row.net, row.vat_percent) for row in meeting.costs.all()]
    return CostPart(meeting, [*logged, *(_kept_row(row) for row in meeting.own_costs.all())])


def _kept_row(row: GroupCost) -> CostRow:
    net = own_part(net=row.net, groups=row.sharing_groups, is_first=row.is_first)
    title = row.note or str(row.get_category_display())
    whole = row.net if row.sharing_groups > 1 else None
    return CostRow(title, net, row.vat_percent, whole, row.sharing_groups, row.pk)


def _from_other_apps(group: PeerGroup) -> Iterable[SharedCost]:
    for _label, module in modules_named("group_costs"):
        yield from module.shared_costs(group=group)


def _shared_row(row: SharedCost) -> CostRow:
    return CostRow(row.title, row.net, row.vat_percent, url=row.url, is_final=row.is_final)


def add_cost(
    *,
    group: PeerGroup,
    meeting: GroupMeeting | None,
    category: str,
    note: str,
    net: Decimal,
    vat_percent: Decimal | None,
    sharing_groups: int,
    is_first: bool,
    by: User,
    key: UUID,
    at: datetime,
) -> GroupCost:
    """This function will keep a cost of a meeting or of the group; the same key twice is one cost.

    Raises UnableToCount for a meeting of another group or a cancelled one.
    """
    with transaction.atomic():
        locked = lock_group(group)
        if meeting and (meeting.group_id != locked.pk or meeting.state == MeetingState.CANCELLED):
            raise UnableToCount(_("Valitse ryhmän oma tapaaminen."))
        facts: dict[str, Any] = {"category": category, "note": note.strip(), "net": net, "vat_percent": vat_percent}
        facts |= {"sharing_groups": sharing_groups, "is_first": is_first or sharing_groups == 1}
        facts |= {"meeting": meeting, "added_by": by, "added_at": at}
        row, _made = GroupCost.objects.get_or_create(group=locked, key=key, defaults=facts)
    return row


def remove_cost(*, group: PeerGroup, pk: int) -> None:
    """This function will remove a cost of the group; safe to repeat."""
    GroupCost.objects.filter(group=group, pk=pk).delete()


def share_costs(*, group: PeerGroup, by: User, is_shared: bool, at: datetime) -> None:
    """This function will let the trainers of the run see the costs and the price, or end that (domain 3.2)."""
    if is_shared:
        CostSharing.objects.get_or_create(group=group, defaults={"shared_by": by, "shared_at": at})
    else:
        CostSharing.objects.filter(group=group).delete()
