"""Finding a facilitator: what may be seen, narrowed as asked, and where else to look when nobody is there."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Case, Count, IntegerField, Q, QuerySet, Value, When

from courses.directory.enums import TagKind
from courses.directory.models import Listing, ListingTag
from courses.directory.places import codes_around, codes_of
from courses.groups.classifications import municipality_name, present_municipality


@dataclass(frozen=True)
class Wish:
    """What a visitor looks for; what is empty narrows nothing."""

    municipality: str = ""
    line: str = ""
    language: str = ""
    is_remote: bool = False

    def __bool__(self) -> bool:
        return bool(self.municipality or self.line or self.language or self.is_remote)


@dataclass(frozen=True)
class Nearby:
    """A neighboring municipality with facilitators who fit the rest of the wish."""

    code: str
    name: str
    count: int


def facilitators_shown(*, wish: Wish, at: datetime) -> QuerySet[Listing]:
    """Return the listings that fit: those of the place first, then neighbors who come there. Tags in one query more."""
    rows = _fitting(wish, at)
    if wish.municipality:
        here = Q(municipality__in=codes_of(wish.municipality))
        come = Q(municipality__in=codes_around(wish.municipality), covers_neighbors=True)
        rows = rows.filter(here | come).annotate(
            farness=Case(When(here, then=Value(0)), default=Value(1), output_field=IntegerField())
        )
        rows = rows.order_by("farness", "user__family_name", "user__given_name", "pk")
    else:
        rows = rows.order_by("user__family_name", "user__given_name", "pk")
    return rows.prefetch_related("tags")


def _fitting(wish: Wish, at: datetime) -> QuerySet[Listing]:
    """Return the listings that fit all of the wish but the place."""
    rows = Listing.objects.shown(at)
    for kind, value in ((TagKind.LINE, wish.line), (TagKind.LANGUAGE, wish.language)):
        if value:
            rows = rows.filter(pk__in=ListingTag.objects.filter(kind=kind, value=value).values("listing_id"))
    return rows.filter(is_remote=True) if wish.is_remote else rows


def neighbors_with_facilitators(*, wish: Wish, at: datetime) -> list[Nearby]:
    """Return the neighboring municipalities where somebody fits the rest of the wish, most facilitators first."""
    rows = _fitting(wish, at).filter(municipality__in=codes_around(wish.municipality)).order_by()
    counts: dict[str, int] = {}
    for code, number in rows.values_list("municipality").annotate(Count("pk")):
        now = present_municipality(code)
        counts[now] = counts.get(now, 0) + number
    found = [Nearby(code, municipality_name(code), number) for code, number in counts.items()]
    return sorted(found, key=lambda nearby: (-nearby.count, nearby.name))


def count_remote(*, wish: Wish, at: datetime) -> int:
    """Return how many would come remotely, wherever they are, and fit the rest of the wish."""
    return _fitting(Wish(line=wish.line, language=wish.language, is_remote=True), at).count()
