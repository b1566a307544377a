"""Which enrollments count as having taken part, and which of them are one person's way through a training."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from courses.enums import STUDYING, AttendanceState, EnrolmentState
from courses.models import Attendance, Enrolment, EnrolmentStep, Transfer
from courses.reporting.domain.counted import MONTH, ORGANISATION, RUN, YEAR

PARTICIPANTS = (*STUDYING, EnrolmentState.WITHDRAWN)
HAD_A_PLACE = (EnrolmentStep.Kind.ACCEPTED, EnrolmentStep.Kind.MOVED_IN)


@dataclass(frozen=True)
class Participant:
    """A person in a universe, by the enrollment they are counted by."""

    user: int
    enrolment: Enrolment
    reach: str
    certified_after: int | None  # days from the first day of the run

    @property
    def places(self) -> dict[str, Any]:
        """Where the person is counted, but for the municipality."""
        run = self.enrolment.run
        month = f"{run.starts_on:%Y-%m}"
        return {YEAR: run.starts_on.year, MONTH: month, RUN: run.pk, ORGANISATION: self.enrolment.payer_id or 0}


def those_who_took_part() -> QuerySet[Enrolment]:
    """Return the enrollments of those who have, or had, a place; who moved on from a waiting list had none."""
    had_place = EnrolmentStep.objects.filter(enrolment=OuterRef("pk"), kind__in=HAD_A_PLACE)
    marked = Attendance.objects.filter(enrolment=OuterRef("pk")).exclude(state=AttendanceState.UNMARKED)
    has_moved = Q(state=EnrolmentState.MOVED) & (Exists(had_place) | Exists(marked))
    return Enrolment.objects.filter(Q(state__in=PARTICIPANTS) | has_moved)


def by_person(rows: Iterable[Enrolment], *, once: bool) -> list[list[Enrolment]]:
    """Put together what is counted once: all of a person with `once`, else an enrollment and where it went on."""
    found: dict[Any, list[Enrolment]] = defaultdict(list)
    known = list(rows)
    goes_on = {} if once else _transfers(known)
    for row in known:
        found[row.user_id if once else _last(row.pk, goes_on)].append(row)
    return list(found.values())


def _transfers(rows: list[Enrolment]) -> dict[int, int]:
    moved = {row.pk for row in rows if row.state == EnrolmentState.MOVED}
    here = {row.pk for row in rows}
    pairs = Transfer.objects.filter(source__in=moved).order_by("at", "pk").values_list("source_id", "target_id")
    return {source: target for source, target in pairs if target in here}


def _last(key: int, goes_on: dict[int, int]) -> int:
    """Follow an enrollment to where it has come; who went there and back stops at what was met first."""
    seen = {key}
    while (key := goes_on.get(key, key)) not in seen:
        seen.add(key)
    return key
