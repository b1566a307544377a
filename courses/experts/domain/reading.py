"""What the pages of shared sessions show: a constant number of queries, whatever their number."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.db.models import Avg, Count, Prefetch, QuerySet

from courses.experts.domain.shares import Shared, share_if_reserved, shares_of, with_vat
from courses.experts.enums import COUNTED, UPCOMING, SessionState
from courses.experts.models import ExpertSession, Reservation
from courses.groups.enums import MemberState
from courses.groups.models import GroupMember, PeerGroup

if TYPE_CHECKING:
    from accounts.models import User

SHOWN_AFTER = timedelta(days=120)  # how long a session that is over stays in the lists


@dataclass(frozen=True)
class Row:
    """A session in a list, with what the person's own groups have of it."""

    session: ExpertSession
    mine: list[Shared] = field(default_factory=list)
    groups: int = 0

    @property
    def must_confirm(self) -> bool:
        """Whether one of the own groups has a new price to confirm."""
        return self.session.state == SessionState.AGREED and any(share.must_confirm for share in self.mine)


@dataclass(frozen=True)
class Lists:
    """The sessions a facilitator sees, by what can be done with them."""

    mine: list[Row]
    open: list[Row]
    needs: list[Row]
    past: list[Row]


def _with_reservations(rows: QuerySet[ExpertSession]) -> QuerySet[ExpertSession]:
    reservations = Reservation.objects.order_by("reserved_at", "pk").select_related("group")
    return rows.prefetch_related(Prefetch("reservations", queryset=reservations))


def rows_of(*, sessions: QuerySet[ExpertSession], groups: set[int]) -> list[Row]:
    """Return the sessions with the shares of these groups, in two queries."""
    rows = []
    for session in _with_reservations(sessions):
        shared = shares_of(session=session, reservations=session.reservations.all())
        mine = [share for share in shared if share.reservation.group_id in groups]
        rows.append(Row(session, mine, len(shared)))
    return rows


def lists_for(*, user: User, sessions: QuerySet[ExpertSession], at: datetime) -> Lists:
    """Return what a facilitator finds: own reservations, what can be reserved, needs, what is over."""
    groups = set(PeerGroup.objects.facilitated_by(user).values_list("pk", flat=True))
    fresh = sessions.exclude(
        changed_at__lt=at - SHOWN_AFTER, state__in=[SessionState.COLLECTED, SessionState.CANCELLED]
    )
    rows = rows_of(sessions=fresh.order_by("starts_at", "created_at", "pk"), groups=groups)
    mine = [row for row in rows if row.mine and row.session.state == SessionState.AGREED]
    return Lists(
        mine=mine,
        open=[row for row in rows if row not in mine and row.session.takes_reservations(at)],
        needs=[row for row in rows if row.session.state in (SessionState.NEED, SessionState.SOUGHT)],
        past=[row for row in rows if row.session.state not in UPCOMING and (row.mine or _is_own(row, user))],
    )


def _is_own(row: Row, user: User) -> bool:
    return row.session.organizer_id == user.pk


def face_for(*, session: ExpertSession, user: User, at: datetime) -> dict[str, Any]:
    """Return what a facilitator sees of one session: the sums of all, and the own groups' parts."""
    groups = list(PeerGroup.objects.facilitated_by(user).order_by("created_at", "pk"))
    reservations = list(session.reservations.select_related("group").order_by("reserved_at", "pk"))
    shared = shares_of(session=session, reservations=reservations)
    keys = {group.pk for group in groups}
    mine = [share for share in shared if share.reservation.group_id in keys]
    free = [group for group in groups if not group.is_closed]
    return {
        "shared_count": len(shared),
        "mine": mine,
        "groups": free,
        "is_open": session.takes_reservations(at),
        "gross": with_vat(session.price, session.vat_percent),
        "preview": _preview(session, reservations, mine, free, at),
        "interests": list(session.interests.select_related("group")) if session.state in UPCOMING else [],
    }


def _preview(
    session: ExpertSession, reservations: list[Reservation], mine: list[Shared], groups: list[PeerGroup], at: datetime
) -> dict[str, Any] | None:
    """Return what the first own group would pay if it reserved for its members now."""
    if mine or not groups or not session.takes_reservations(at) or session.seats_left < 1:
        return None
    joined = GroupMember.objects.filter(group=groups[0], state=MemberState.JOINED).count()
    heads = min(max(1, joined or groups[0].planned_size), session.seats_left)
    net, each = share_if_reserved(session=session, reservations=reservations, heads=heads)
    return {"heads": heads, "net": net, "each": each}


def desk_of(*, session: ExpertSession) -> dict[str, Any]:
    """Return what the organizer sees: heads and share of each group by its number, and what was said of it."""
    reservations = list(session.reservations.select_related("reserved_by").order_by("reserved_at", "pk"))
    shared = shares_of(session=session, reservations=reservations)
    voices = session.feedback.aggregate(count=Count("pk"), mean=Avg("useful"))
    return {
        "shared": shared,
        "total": sum((share.net for share in shared), Decimal(0)),
        "unconfirmed": sum(share.must_confirm for share in shared),
        "gross": with_vat(session.price, session.vat_percent),
        "interests": session.interests.aggregate(count=Count("pk"))["count"],
        "voices": voices,
        "texts": sorted(session.feedback.exclude(text="").values_list("text", flat=True)),
    }


def shares_for_group(*, group: PeerGroup) -> list[Shared]:
    """Return the group's parts of the sessions it has reserved, in the order of time; two queries."""
    sessions = ExpertSession.objects.filter(reservations__group=group, state__in=COUNTED).order_by("starts_at", "pk")
    rows = rows_of(sessions=sessions, groups={group.pk})
    return [share for row in rows for share in row.mine]
