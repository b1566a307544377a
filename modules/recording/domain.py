"""What a trainee has watched, counted so that jumping to the end is worth nothing."""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from courses.domain.completion import complete_activity
from courses.models import Enrolment
from modules.recording.intervals import Interval, credit, share
from modules.recording.models import RecordingPage, Viewing

FASTEST = 2.2  # playback rates above 2 are not credited in full; the rest is for late timers


@dataclass(frozen=True)
class Watched:
    """How far a trainee is in a recording."""

    percent: int = 0
    position: float = 0.0
    read_transcript: bool = False


class UnableToReport(Exception):
    """A report that cannot be understood."""


def watched(*, enrolment: Enrolment | None, page: RecordingPage) -> Watched:
    """Return how far the trainee is; nothing for a preview."""
    viewing = Viewing.objects.filter(enrolment=enrolment, page=page).first() if enrolment else None
    if viewing is None:
        return Watched()
    return Watched(_percent(viewing, page), viewing.position, viewing.read_transcript_at is not None)


def report_viewing(
    *,
    enrolment: Enrolment,
    page: RecordingPage,
    claimed: list[Interval],
    position: float,
    opened_at: datetime,
    at: datetime,
) -> Watched:
    """This function will add what was played since the last report, and complete the activity when it is enough.

    `opened_at` is when the page that reports was opened (signed by us). About twice the time that has passed
    since then, or since the last report, is credited at most. Raises UnableToReport for numbers that are none.
    """
    duration = page.recording.duration
    if not all(math.isfinite(number) for pair in claimed for number in pair) or not math.isfinite(position):
        raise UnableToReport(_("Katselutietoa ei voitu lukea."))
    with transaction.atomic():
        viewing = _locked(enrolment, page, opened_at)
        passed = (at - max(opened_at, viewing.reported_at)).total_seconds()
        known = [(start, end) for start, end in viewing.intervals]
        credited = credit(claimed, known, duration=duration, budget=max(0.0, passed) * FASTEST)
        viewing.intervals = [list(pair) for pair in credited]
        viewing.position = min(max(0.0, position), duration)
        viewing.reported_at = max(at, viewing.reported_at)
        viewing.save()
        percent = _percent(viewing, page)
        if percent >= page.watched_percent:
            complete_activity(enrolment=enrolment, activity=page, at=at)
    return Watched(percent, viewing.position, viewing.read_transcript_at is not None)


def mark_transcript_read(*, enrolment: Enrolment, page: RecordingPage, at: datetime) -> None:
    """This function will complete the activity for someone who has read the text alternative instead."""
    with transaction.atomic():
        viewing = _locked(enrolment, page, at)
        viewing.read_transcript_at = viewing.read_transcript_at or at
        viewing.save(update_fields=["read_transcript_at"])
        complete_activity(enrolment=enrolment, activity=page, at=at)


def _locked(enrolment: Enrolment, page: RecordingPage, started_at: datetime) -> Viewing:
    """Return the trainee's viewing, made if need be, locked for this transaction."""
    Viewing.objects.get_or_create(enrolment=enrolment, page=page, defaults={"reported_at": started_at})
    return Viewing.objects.select_for_update().get(enrolment=enrolment, page=page)


def _percent(viewing: Viewing, page: RecordingPage) -> int:
    pairs = [(start, end) for start, end in viewing.intervals]
    return int(share(pairs, duration=page.recording.duration) * 100 + 1e-6)
