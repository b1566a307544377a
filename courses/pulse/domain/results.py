"""What may be shown of a pulse: counters that enough people stand behind, and never a difference of fewer."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING

from courses.groups.models import GroupMeeting
from courses.pulse.models import HIGHEST, LOWEST, Pulse, Question, RunPulse

if TYPE_CHECKING:
    from collections.abc import Mapping

    from courses.groups.models import PeerGroup
    from courses.models import CourseRun


@dataclass(frozen=True)
class Bar:
    """How many chose one value."""

    value: int
    count: int
    percent: int


@dataclass(frozen=True)
class Result:
    """The answers to one question."""

    title: str
    mean: Decimal
    bars: tuple[Bar, ...]


def results_of(pulse: Pulse) -> list[Result]:
    """Return what the facilitator sees; nothing below three answers."""
    if not pulse.shown_answers:
        return []
    counts = {f"{row.question}-{row.value}": row.shown for row in pulse.tallies.all()}
    return _results(counts, pulse.shown_answers)


def results_of_run(run: CourseRun) -> tuple[int, list[Result]]:
    """Return how many answers the run's sum holds, and the sum; nothing below five."""
    shown = RunPulse.objects.filter(run=run).first()
    if shown is None or not shown.answers:
        return 0, []
    return shown.answers, _results(shown.counts, shown.answers)


def _results(counts: Mapping[str, int], answers: int) -> list[Result]:
    rows = []
    for question in Question:
        found = {value: counts.get(f"{question}-{value}", 0) for value in range(LOWEST, HIGHEST + 1)}
        total = sum(value * count for value, count in found.items())
        mean = (Decimal(total) / answers).quantize(Decimal("0.1"), ROUND_HALF_UP)
        bars = tuple(Bar(value, count, round(100 * count / answers)) for value, count in found.items())
        rows.append(Result(str(question.label), mean, bars))
    return rows


def pulses_of(group: PeerGroup) -> list[Pulse]:
    """Return the pulses of a group, the newest meeting first, with what may be shown: two queries."""
    rows = Pulse.objects.filter(meeting__group=group).select_related("meeting__group").prefetch_related("tallies")
    return list(rows.order_by("-meeting__starts_at", "-pk"))


def meetings_without(group: PeerGroup, at: object) -> list[GroupMeeting]:
    """Return the last meetings held whose pulse has not been asked."""
    rows = group.meetings.filter(starts_at__lte=at, pulse=None).exclude(state="cancelled")
    return list(rows.order_by("-starts_at")[:5])
