"""Listings that were withdrawn do not come back with a restored backup."""

from datetime import datetime
from typing import Any

from accounts.ledger import Repeatable
from courses.directory.domain.listing import ERASED
from courses.directory.models import Listing


def erasures() -> list[Repeatable]:
    """Return what may have to be erased again."""
    ids = Listing.objects.order_by()
    return [Repeatable(kind=ERASED, identities=lambda: ids.values_list("public_id", flat=True), erase=_erase)]


def _erase(identity: Any, *, at: datetime) -> None:
    Listing.objects.filter(public_id=identity).delete()
