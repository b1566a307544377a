"""Keeping questions, and preparing them for a page: what is shown, what was given, what it earned."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from fractions import Fraction
from functools import cached_property
from threading import Lock
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.db import transaction

from assessments.questions.kinds import KINDS, Given, Kind, UnableToReadAnswer
from assessments.questions.kinds.numeric import written
from assessments.questions.models import Question, QuestionVersion
from assessments.questions.wording import cleaned, draw_pictures, load_pictures, plain_text

if TYPE_CHECKING:
    from accounts.models import User


class UnableToSaveQuestion(Exception):
    """The question cannot be kept as it is; `messages` says what is wrong with it."""

    def __init__(self, messages: list[str], places: Sequence[tuple[tuple[int | str, ...], str]] = ()) -> None:
        super().__init__(" ".join(messages))
        self.messages = messages
        self.places = list(places)


def save_question(
    *,
    kind: str,
    body: Mapping[str, Any],
    at: datetime,
    question: Question | None = None,
    code: str = "",
    category: str = "",
    tags: Iterable[str] | None = None,
    by: User | None = None,
) -> Question:
    """This function will keep a question: a new one, or a new version of one when its body has changed.

    With a code and no question, the question that has the code is taken; so repeating a load adds nothing.
    Raises UnableToSaveQuestion when the body is not one of the kind.
    """
    parsed = parse_body(kind=kind, body=body)
    with transaction.atomic():
        question = question or _coded(code) or Question(code=code, created_at=at)
        question.category = category or question.category
        store_version(question=question, kind=kind, parsed=parsed, at=at, by=by)
        if tags is not None:
            question.tags.set(tags)
    return question


def _coded(code: str) -> Question | None:
    return Question.objects.select_for_update().filter(code=code).first() if code else None


def parse_body(*, kind: str, body: Mapping[str, Any]) -> Any:
    """Return the checked body; raises UnableToSaveQuestion."""
    if kind not in KINDS:
        raise UnableToSaveQuestion([kind])
    try:
        return KINDS[kind].parse(cleaned(body))
    except ValidationError as error:
        raise UnableToSaveQuestion(list(error.messages), getattr(error, "places", ())) from error


def store_version(*, question: Question, kind: str, parsed: Any, at: datetime, by: User | None = None) -> None:
    """Save the question's row and, when its body says something else than the last one, a new version."""
    question.kind, question.name, question.text = kind, parsed.name, plain_text(parsed)
    question.save()
    last = question.versions.last()
    if last is not None and last.kind == kind and _same(last, parsed):
        return
    number = last.number + 1 if last else 1
    question.current = QuestionVersion.objects.create(
        question=question, number=number, kind=kind, body=KINDS[kind].dump(parsed), created_at=at, created_by=by
    )
    question.save(update_fields=["current"])
    transaction.on_commit(lambda: draw_pictures([parsed]))


def _same(version: QuestionVersion, parsed: Any) -> bool:
    try:
        return bool(version.sort.parse(version.body) == parsed)
    except ValidationError:  # kept by older rules; what is saved now fits the present ones
        return False


def with_pictures(questions: Iterable[Shown]) -> None:
    """Give the questions the pictures that they show: two queries for all of them, none where there are none."""
    questions = list(questions)
    pictures = load_pictures(question.body for question in questions)
    for question in questions:
        question.pictures = pictures


_met: OrderedDict[tuple[int, int], QuestionVersion] = OrderedDict()
MOST_MET = 1000
_met_lock = Lock()


def versions_by_id(ids: Iterable[int]) -> dict[int, QuestionVersion]:
    """Return versions by their ids, in one query."""
    return QuestionVersion.objects.in_bulk(list(ids))


def versions_met(keys: Iterable[tuple[int, int]]) -> dict[int, QuestionVersion]:
    """Return versions by their ids and the moments they were made; at most one query.

    A version never changes, so each process keeps those that were met lately, parsed. The moment is in the key
    because a restored database may give an id to another version.
    """
    wanted = list(keys)
    with _met_lock:
        found = {pk: _met[pk, made] for pk, made in wanted if (pk, made) in _met}
    missing = [(pk, made) for pk, made in wanted if pk not in found]
    if missing:
        fresh = versions_by_id(pk for pk, _made in missing)
        found |= fresh
        with _met_lock:
            for pk, made in missing:
                if pk in fresh and fresh[pk].made == made:
                    _met[pk, made] = fresh[pk]
            while len(_met) > MOST_MET:
                _met.popitem(last=False)
    return found


@dataclass
class Shown:
    """One question on a page. `given` is what the form sent; `mark` is set once it has been marked."""

    index: int
    version: QuestionVersion
    order: Sequence[int]
    given: Given = field(default_factory=dict)
    points: int = 1
    mark: Fraction | None = None
    problem: str = ""
    comment: str = ""
    hint: str = ""
    number: int = 0
    pictures: Mapping[int, Any] = field(default_factory=dict)

    @property
    def name(self) -> str:
        """The name of the question's field; parts add a hyphen and their own name."""
        return f"a{self.index}"

    @property
    def kind(self) -> Kind:
        """The question's kind."""
        return self.version.sort

    @cached_property
    def body(self) -> Any:
        """The body, parsed."""
        return self.version.parsed

    @cached_property
    def rows(self) -> list[dict[str, Any]]:
        """The options, pairs or items."""
        return self.kind.rows(self.body, self.given, self.order)

    @cached_property
    def answer(self) -> Any:
        """The answer in the kind's own form; what cannot be read counts as none."""
        return self.kind.readable_answer(self.body, self.given, self.order)

    @property
    def is_answered(self) -> bool:
        """Whether anything was answered."""
        return self.kind.is_answered(self.body, self.given, self.order)

    @property
    def is_html(self) -> bool:
        """Whether the words of the question are HTML."""
        return str(self.body.format) == "html"

    @property
    def feedback(self) -> str:
        """What is said of the question as a whole, whatever was answered."""
        return self.kind.feedback(self.body, self.answer)

    @property
    def result_feedback(self) -> str:
        """What is said to those whose answer was right, partly right or wrong."""
        if self.mark is None or not self.kind.asks:
            return ""
        body = self.body
        if self.mark == 1:
            return str(body.feedback_correct)
        return str(body.feedback_partial if self.mark > 0 else body.feedback_incorrect)

    @property
    def waits(self) -> bool:
        """Whether a person has yet to read the answer."""
        return self.mark is None and self.kind.is_reviewed

    @property
    def is_partly_right(self) -> bool:
        """Whether the answer earned something but not everything."""
        return self.mark is not None and 0 < self.mark < 1

    @property
    def correct_answer(self) -> str:
        """The right answer in words."""
        return self.kind.correct_answer(self.body)

    @property
    def earned(self) -> Fraction:
        """The points earned."""
        return (self.mark or Fraction(0)) * self.points

    @property
    def earned_text(self) -> str:
        """The points earned, as they are written: 0,67."""
        return written(Decimal(round(float(self.earned), 2)).quantize(Decimal("0.01")))

    @property
    def is_right(self) -> bool:
        """Whether the answer earned everything."""
        return self.mark == 1

    def find_problem(self) -> str:
        """Return what is wrong with the answer as it was typed, or nothing; kept for the page as well."""
        try:
            self.kind.clean_answer(self.body, self.given, self.order)
        except UnableToReadAnswer as error:
            self.problem = str(error)
        return self.problem

    def set_mark(self) -> Fraction:
        """Mark the answer and return the share of the points it earned."""
        self.mark = self.kind.mark(self.body, self.answer)
        return self.mark
