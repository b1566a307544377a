"""A group's parts of shared sessions, for the costs of the group."""

from __future__ import annotations

from django.urls import reverse

from courses.experts.domain.reading import shares_for_group
from courses.groups.domain.costs import SharedCost
from courses.groups.models import PeerGroup


def shared_costs(*, group: PeerGroup) -> list[SharedCost]:
    """Return what the group pays of the sessions it has reserved; cancelled ones cost nothing."""
    rows = []
    for share in shares_for_group(group=group):
        session = share.reservation.session
        url = reverse("experts:session", kwargs={"session": session.public_id})
        rows.append(
            SharedCost(
                title=session.topic,
                starts_at=session.starts_at,
                net=share.net,
                vat_percent=session.vat_percent,
                is_final=session.closed_at is not None,
                url=url,
            )
        )
    return rows
