"""What a trainee has watched, counted so that jumping to the end is worth nothing."""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from courses.domain.completion import complete_activity, lock
from courses.domain.questions import leave_question, question_of
from courses.models import Enrolment
from modules.recording.intervals import Interval, credit, share
from modules.recording.models import RecordingPage, Viewing

FASTEST = 2.2  # playback rates above 2 are not credited in full; the rest is for late timers


@dataclass(frozen=True)
class Watched:
    """How far a trainee is in a recording. It is enough when the page's share is watched or the text is read."""

    percent: int = 0
    position: float = 0.0
    is_enough: bool = False
    question: str = ""
    lacks_question: bool = False

    @property
    def is_done(self) -> bool:
        """Whether nothing is left to do."""
        return self.is_enough and not self.lacks_question


class UnableToReport(Exception):
    """A report that cannot be understood."""


def watched(*, enrolment: Enrolment | None, page: RecordingPage) -> Watched:
    """Return how far the trainee is; nothing for a preview."""
    if enrolment is None:
        return Watched()
    return _standing(enrolment, page, Viewing.objects.filter(enrolment=enrolment, page=page).first())


def report_viewing(
    *,
    enrolment: Enrolment,
    page: RecordingPage,
    claimed: list[Interval],
    position: float,
    opened_at: datetime,
    at: datetime,
) -> Watched:
    """This function will add what was played since the last report, and complete the activity when nothing is left.

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
        return _completed(enrolment, page, viewing, at)


def mark_transcript_read(*, enrolment: Enrolment, page: RecordingPage, at: datetime) -> Watched:
    """This function will take reading the text alternative for watching, and complete the activity if that was all."""
    with transaction.atomic():
        viewing = _locked(enrolment, page, at)
        viewing.read_transcript_at = viewing.read_transcript_at or at
        viewing.save(update_fields=["read_transcript_at"])
        return _completed(enrolment, page, viewing, at)


def ask(*, enrolment: Enrolment, page: RecordingPage, question: str, at: datetime) -> Watched:
    """This function will keep the own question, and complete the activity if it was all that was left.

    Raises UnableToAsk when nothing is written.
    """
    with transaction.atomic():
        lock(enrolment)
        leave_question(enrolment=enrolment, activity=page, text=question, at=at)
        return _completed(enrolment, page, Viewing.objects.filter(enrolment=enrolment, page=page).first(), at)


def _completed(enrolment: Enrolment, page: RecordingPage, viewing: Viewing | None, at: datetime) -> Watched:
    """Return where the trainee stands, with the activity completed if nothing is left."""
    standing = _standing(enrolment, page, viewing)
    if standing.is_done:
        complete_activity(enrolment=enrolment, activity=page, at=at)
    return standing


def _standing(enrolment: Enrolment, page: RecordingPage, viewing: Viewing | None) -> Watched:
    question = question_of(enrolment=enrolment, activity=page) if page.asks_question else ""
    lacks_question = page.asks_question and not question
    if viewing is None:
        return Watched(question=question, lacks_question=lacks_question)
    percent = _percent(viewing, page)
    is_enough = percent >= page.watched_percent or viewing.read_transcript_at is not None
    return Watched(percent, viewing.position, is_enough, question, lacks_question)


def _locked(enrolment: Enrolment, page: RecordingPage, started_at: datetime) -> Viewing:
    """Return the trainee's viewing, made if need be, locked for this transaction.

    Where a question is asked the enrollment is locked first: the last stretch and the question, sent at the same
    moment, must not miss each other.
    """
    if page.asks_question:
        lock(enrolment)
    Viewing.objects.get_or_create(enrolment=enrolment, page=page, defaults={"reported_at": started_at})
    return Viewing.objects.select_for_update().get(enrolment=enrolment, page=page)


def _percent(viewing: Viewing, page: RecordingPage) -> int:
    pairs = [(start, end) for start, end in viewing.intervals]
    return int(share(pairs, duration=page.recording.duration) * 100 + 1e-6)
