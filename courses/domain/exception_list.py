"""Exceptions put into words for the staff: on one trainee's page and as the run's report."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from courses.enums import ExceptionKind
from courses.models import ConditionException, CourseRun
from courses.rules import RuleBook

if TYPE_CHECKING:
    from accounts.models import User

# What the report can be narrowed to, by the word in its address.
WAITING, IN_FORCE, ENDED = "odottaa", "voimassa", "paattynyt"


@dataclass(frozen=True)
class DescribedException:
    """An exception with its title, its state, and what the viewer may do to it."""

    row: ConditionException
    title: str
    state: str
    word: str
    may_confirm: bool
    may_accept: bool
    may_end: bool


def exceptions_of(run: CourseRun, *, state: str = "") -> QuerySet[ConditionException]:
    """Return the exceptions of a run, the newest first; all of them or those in one state."""
    rows = ConditionException.objects.filter(enrolment__run=run)
    waiting = {"needs_second": True, "confirmed_at": None}
    if state == ENDED:
        rows = rows.filter(ended_at__isnull=False)
    elif state == WAITING:
        rows = rows.open().filter(**waiting)
    elif state == IN_FORCE:
        rows = rows.open().exclude(**waiting)
    return rows.order_by("-granted_at", "-pk")


def describe_exceptions(rows: QuerySet[ConditionException], *, viewer: User) -> list[DescribedException]:
    """Return exceptions in words, in one query."""
    people = ("granted_by", "confirmed_by", "fulfilled_by", "ended_by", "enrolment__user", "enrolment__rule_set")
    books: dict[int, dict[str, str]] = {}
    described = []
    for row in rows.select_related(*people):
        rule_set = row.enrolment.rule_set
        titles = books.get(rule_set.pk)
        if titles is None:
            titles = books[rule_set.pk] = titles_of(RuleBook.model_validate(rule_set.rules))
        described.append(_describe(row, titles.get(row.condition, row.condition), viewer))
    return described


def titles_of(book: RuleBook) -> dict[str, str]:
    """Return what each condition and opening rule is called."""
    titles = {rule.id: rule.condition().title() for rule in book.conditions}
    for rule in book.openings:
        number = {"number": rule.from_session}
        titles[rule.condition().id] = _("Kertojen avaaminen kerrasta %(number)s alkaen") % number
    return titles


def _describe(row: ConditionException, title: str, viewer: User) -> DescribedException:
    is_open, is_own = row.ended_at is None, row.enrolment.user_id == viewer.pk
    state, word = "accepted", _("Voimassa")
    if not is_open:
        state, word = "closed", _("Päättynyt")
    elif row.is_waiting:
        state, word = "attention", _("Odottaa toisen vahvistusta")
    elif row.fulfilled_at:
        word = _("Korvaava tehtävä hyväksytty")
    elif row.kind == ExceptionKind.MAKE_UP:
        state, word = "waiting", _("Korvaava tehtävä tekemättä")
    return DescribedException(
        row=row,
        title=title,
        state=state,
        word=word,
        may_confirm=row.is_waiting and not is_own and row.granted_by_id != viewer.pk,
        may_accept=is_open and not is_own and row.kind == ExceptionKind.MAKE_UP and row.fulfilled_at is None,
        may_end=is_open and not is_own,
    )
