"""Turns of reading: a trainer who opens what another has open is told so. A turn ends by itself."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from django.db import transaction

from courses.models import ReviewLease

if TYPE_CHECKING:
    from accounts.models import User

LASTS = timedelta(minutes=10)  # without a sign of life from the open page


def open_review(*, address: str, user: User, at: datetime) -> ReviewLease | None:
    """This function will note that the trainer reads what is at the address, and return another's turn, if any.

    Nobody is kept out: whoever decides first has decided.
    """
    with transaction.atomic():
        lease, made = ReviewLease.objects.get_or_create(
            address=address, defaults={"user": user, "opened_at": at, "until": at + LASTS}
        )
        if made:
            return None
        lease = ReviewLease.objects.select_for_update(of=("self",)).select_related("user").get(pk=lease.pk)
        if lease.user_id != user.pk and lease.until > at:
            return lease
        lease.user, lease.opened_at, lease.until = user, at, at + LASTS
        lease.save(update_fields=["user", "opened_at", "until"])
    return None


def keep_reading(*, address: str, user: User, at: datetime) -> bool:
    """This function will let one's own turn go on; return whether it was one's own."""
    return bool(ReviewLease.objects.filter(address=address, user=user).update(until=at + LASTS))


def close_review(*, address: str) -> None:
    """This function will forget who read what has been answered."""
    ReviewLease.objects.filter(address=address).delete()


def readers_of(*, addresses: list[str]) -> dict[str, ReviewLease]:
    """Return the turns at these addresses, in one query."""
    leases = ReviewLease.objects.filter(address__in=addresses).select_related("user")
    return {lease.address: lease for lease in leases}
