"""What each group pays of a session: reckoned from the reservations, until closing writes it down."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from courses.experts.enums import Basis, SessionState
from courses.experts.models import ExpertSession, Reservation
from courses.groups.domain.shares import share_out, to_cent


@dataclass(frozen=True)
class Shared:
    """One group's part of a session, as everybody concerned sees it."""

    reservation: Reservation
    number: int  # the order of reserving: what others see instead of a name
    net: Decimal
    per_head: Decimal
    must_confirm: bool

    @property
    def gross(self) -> Decimal | None:
        """The part with tax, if the organizer has told the rate (BR-16)."""
        return with_vat(self.net, self.reservation.session.vat_percent)


def with_vat(net: Decimal, percent: Decimal | None) -> Decimal | None:
    """Return the amount with tax; None where no rate is told, as it is never assumed (BR-16)."""
    return None if percent is None else to_cent(net * (100 + percent) / 100)


def shares_of(*, session: ExpertSession, reservations: Iterable[Reservation]) -> list[Shared]:
    """Return the parts of all groups that have reserved, in the order of reserving; none of a cancelled session."""
    rows = sorted(reservations, key=lambda row: (row.reserved_at, row.pk))
    if not rows or session.state == SessionState.CANCELLED:
        return []
    if session.closed_at and all(row.share is not None for row in rows):
        nets = [row.share or Decimal(0) for row in rows]
    else:
        weights = [row.heads if session.basis == Basis.HEAD else 1 for row in rows]
        nets = share_out(session.price, weights)
    made = []
    for number, (row, net) in enumerate(zip(rows, nets, strict=True), start=1):
        row.session = session
        made.append(Shared(row, number, net, to_cent(net / row.heads), row.terms < session.terms))
    return made


def share_if_reserved(
    *, session: ExpertSession, reservations: Iterable[Reservation], heads: int
) -> tuple[Decimal, Decimal]:
    """Return what one more group of so many heads would pay now, and what that is for one head."""
    weights = [row.heads if session.basis == Basis.HEAD else 1 for row in reservations]
    net = share_out(session.price, [*weights, heads if session.basis == Basis.HEAD else 1])[-1]
    return net, to_cent(net / heads)
