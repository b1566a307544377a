"""How answers to a quiz spread in one run: which questions are easy, and which ones mislead. Nothing about people."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

from assessments.questions.domain import Shown, versions_met, with_pictures
from assessments.quiz.answers import by_slot
from assessments.quiz.marking import WAITS
from assessments.quiz.models import Attempt, QuizPage
from courses.models import CourseRun

MISLEADS_FROM = 5  # answers; of fewer nothing can be said
BATCH = 500


@dataclass
class Choice:
    """One thing that could be answered, and how many answered it."""

    key: str
    text: str
    is_right: bool
    count: int = 0
    percent: int = 0


@dataclass
class Spread:
    """The answers to one version of a question."""

    question: Shown
    answers: int = 0
    empty: int = 0
    earned: Fraction = Fraction(0)
    made: Counter[str] = field(default_factory=Counter)
    choices: list[Choice] = field(default_factory=list)

    @property
    def total(self) -> int:
        """Everybody who met the question."""
        return self.answers + self.empty

    @property
    def facility(self) -> int:
        """The mean share of the points, in percent."""
        return round(self.earned / self.total * 100) if self.total else 0

    @property
    def misleads(self) -> bool:
        """Whether a wrong answer drew more people than the right one, or most got nothing."""
        if self.answers < MISLEADS_FROM:
            return False
        right = max((choice.count for choice in self.choices if choice.is_right), default=0)
        wrong = max((choice.count for choice in self.choices if not choice.is_right), default=0)
        is_pick = self.question.kind.name in ("single", "truefalse", "multiple")
        return (is_pick and wrong > right) or self.facility < 40


@dataclass(frozen=True)
class Results:
    """A quiz in one run."""

    attempts: int
    trainees: int
    passed: int
    waiting: int
    spreads: list[Spread]


def results_of(*, page: QuizPage, run: CourseRun, most: int | None = None) -> Results:
    """Return how the first finished attempt of each trainee went, question by question.

    Later attempts know the feedback of the first, so they would hide what misleads. Two queries, however many
    trainees there are; the answers are read in batches. `most` looks at so many of the run's trainees only.
    """
    rows = Attempt.objects.filter(page=page, enrolment__run=run).exclude(state=Attempt.State.OPEN)
    if most is not None:
        looked_at = run.enrolments.order_by("pk").values("pk")[:most]
        rows = rows.filter(enrolment__in=list(looked_at.values_list("pk", flat=True)))
    rows = rows.order_by("enrolment", "number").only("enrolment_id", "state", "slots", "answers", "marks", "is_passed")
    spreads: dict[int, Spread] = {}
    attempts = waiting = 0
    counted: set[int] = set()
    passed: set[int] = set()
    for attempt in rows.iterator(chunk_size=BATCH):
        attempts += 1
        waiting += attempt.waits
        if attempt.is_passed:
            passed.add(attempt.enrolment_id)
        if attempt.enrolment_id not in counted:
            counted.add(attempt.enrolment_id)
            _count(attempt, spreads)
    known = [spread for spread in spreads.values() if spread.question.kind.asks]
    with_pictures(spread.question for spread in known)
    for number, spread in enumerate(known, start=1):
        spread.question.number = number
        spread.choices = _choices(spread)
    return Results(attempts, len(counted), len(passed), waiting, known)


def _count(attempt: Attempt, spreads: dict[int, Spread]) -> None:
    versions = versions_met((slot["version"], slot.get("made", 0)) for slot in attempt.slots)
    given = by_slot(attempt.answers)
    for slot, held in enumerate(attempt.slots):
        version = versions[held["version"]]
        question = Shown(slot, version, held["order"], given.get(slot, {}), held["points"])
        spread = spreads.setdefault(version.pk, Spread(Shown(slot, version, [], points=held["points"])))
        if not question.is_answered or not question.given:
            spread.empty += 1
            continue
        spread.answers += 1
        mark = attempt.marks[slot] if slot < len(attempt.marks) else "0"
        spread.earned += Fraction(0) if mark == WAITS else Fraction(mark)
        spread.made.update(question.kind.choices_made(question.body, question.answer))


def _choices(spread: Spread) -> list[Choice]:
    question = spread.question
    choices = [Choice(key, text, right) for key, text, right in question.kind.choice_names(question.body)]
    for choice in choices:
        choice.count = spread.made.get(choice.key, 0)
        choice.percent = round(100 * choice.count / spread.total) if spread.total else 0
    return choices


@dataclass(frozen=True)
class Bar:
    """A bar of the picture."""

    y: int
    width: int
    count: int
    percent: int
    label: str
    is_right: bool


def bars_of(spreads: Sequence[Spread], *, width: int = 300, row: int = 24) -> dict[str, Any]:
    """Return the picture of how easy the questions were: a bar a question, in percent of the points."""
    bars = [
        Bar(place * row + 4, round(width * spread.facility / 100), spread.total, spread.facility,
            str(spread.question.number), not spread.misleads)
        for place, spread in enumerate(spreads)
    ]  # fmt: skip
    return {"bars": bars, "height": len(bars) * row + 24, "width": width + 100, "full": width}
