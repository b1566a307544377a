"""Everybody who has something to do with a run as a trainee, by where they stand; a constant number of queries."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Count, OuterRef, Q, QuerySet, Subquery
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from courses.domain.places import places_left
from courses.enums import STUDYING, EnrolmentState
from courses.models import CourseRun, Enrolment, Transfer

PAGE_SIZE = 50
LONGEST_SEARCH = 80


@dataclass(frozen=True)
class Part:
    """Some of the people: those in one of the states, in an order that makes sense for them."""

    key: str
    title: str | Promise
    states: tuple[str, ...]
    order: tuple[str, ...] = ("user__family_name", "user__given_name", "pk")


PARTS = (
    Part("", _("Mukana"), STUDYING),
    Part("hakeneet", _("Hakeneet"), (EnrolmentState.APPLIED,), ("applied_at", "pk")),
    Part("jonossa", _("Jonossa"), (EnrolmentState.WAITING,), ("applied_at", "pk")),
    Part(
        "lahteneet",
        _("Eivät enää mukana"),
        (EnrolmentState.WITHDRAWN, EnrolmentState.MOVED, EnrolmentState.CANCELLED, EnrolmentState.DECLINED),
        ("-decided_at", "pk"),
    ),
)


@dataclass
class PeopleList:
    """One page of the people of a run, and how many there are in each part."""

    part: Part
    counts: list[tuple[Part, int]]
    page: Page[Any]
    held: int
    applied: int  # each keeps a place until the application is decided
    left: int
    search: str


def people_of_run(*, run: CourseRun, part: str, search: str, page: str) -> PeopleList:
    """Return the people of one part whose name or address has the words searched for."""
    chosen = next((row for row in PARTS if row.key == part), PARTS[0])
    everybody = Enrolment.objects.filter(run=run)
    counted = everybody.aggregate(
        **{f"n{number}": Count("pk", filter=Q(state__in=row.states)) for number, row in enumerate(PARTS)}
    )
    search = " ".join(search.replace("\x00", "").split())[:LONGEST_SEARCH]
    rows = _found(everybody.filter(state__in=chosen.states), search).select_related("user", "payer")
    moved = Transfer.objects.filter(source=OuterRef("pk")).values("target__run__name")[:1]
    rows = rows.annotate(moved_to=Subquery(moved)).order_by(*chosen.order)
    left = places_left(run)
    return PeopleList(
        part=chosen,
        counts=[(row, counted[f"n{number}"]) for number, row in enumerate(PARTS)],
        page=Paginator(rows, PAGE_SIZE).get_page(page),
        held=counted["n0"],
        applied=counted["n1"],
        left=left,
        search=search,
    )


def _found(rows: QuerySet[Enrolment], search: str) -> QuerySet[Enrolment]:
    for word in search.split():
        rows = rows.filter(
            Q(user__given_name__icontains=word) | Q(user__family_name__icontains=word) | Q(user__email__icontains=word)
        )
    return rows
