"""Where a person works as a facilitator: the one answer that every figure by municipality is made of.

The municipality of the group the person facilitates, of the newest one with several; without a group that of the
organization that pays for the training; else unknown. Never the home municipality of the background data, which are
kept for the funder alone.
"""

from __future__ import annotations

from collections.abc import Collection
from functools import cache

from courses.groups.classifications import former_municipalities, municipality_names, present_municipality
from courses.groups.models import GroupFacilitator
from courses.models import Enrolment


def municipality_of_people(*, user_ids: Collection[int]) -> dict[int, str]:
    """Return the code of each person's municipality, or "" where it is unknown; two queries for any number."""
    found = dict.fromkeys(user_ids, "")
    wanted = set(found)
    payers = Enrolment.objects.filter(user__in=wanted).exclude(payer=None).order_by("applied_at", "pk")
    for user, name in payers.values_list("user", "payer__municipality"):
        found[user] = municipality_named(name) or found[user]
    groups = GroupFacilitator.objects.filter(user__in=wanted).order_by("since", "pk")
    for user, code in groups.values_list("user", "group__municipality"):
        found[user] = present_municipality(code) or found[user]
    return found


def municipality_named(name: str) -> str:
    """Return the code of the present municipality with this Finnish or Swedish name, or ""; any case will do."""
    return _codes().get(name.strip().casefold(), "")


@cache
def _codes() -> dict[str, str]:
    former = {name.casefold(): now for _code, name, now in former_municipalities()}
    return former | {name.casefold(): code for code, names in municipality_names().items() for name in names if name}
