"""Where to turn when a group is not enough (BR-17): contacts of the region first, then those of the whole country."""

from __future__ import annotations

from collections.abc import Iterable

from courses.groups.classifications import present_municipality
from courses.groups.models import ReferralContact


def contacts_for(municipalities: Iterable[str]) -> list[ReferralContact]:
    """Return the contacts to show where these municipalities are; one query, and nothing is stored."""
    places = {present_municipality(code) for code in municipalities}
    rows = list(ReferralContact.objects.filter(is_shown=True))
    local = [row for row in rows if places & {present_municipality(code) for code in row.municipalities}]
    return local + [row for row in rows if not row.municipalities]
