"""What was agreed with one trainee about one activity: a waiver, more time, another way of doing it.

Apps whose activities know such agreements offer a module `activity_exceptions.py`: `agreed()` returns their open
ones as a queryset with `enrolment` (asked inside of other queries), `ended()` those that hold no more, for the report,
and `described(rows)` puts them into `Agreement`s.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import BooleanField, Exists, OuterRef, Q, Value
from django.utils.translation import gettext as _

from accounts.discovery import modules_named
from courses.enums import ExceptionKind
from courses.wording import day


@dataclass(frozen=True)
class Agreement:
    """One agreement as the core needs it. `lets_pass` says that the activity counts as done because of it."""

    person: Any  # the enrollment, with its user
    activity_id: int
    title: str
    kind: str
    word: str
    lets_pass: bool
    reason: str
    until: date | None
    granted_by: str
    granted_at: datetime
    fulfilled_by: str = ""
    ended_at: datetime | None = None


def has_agreements(path: str) -> Any:
    """Return the expression that says whether anything is open for the enrollment at the path; no query of its own."""
    found: Any = Q()
    for _label, module in modules_named("activity_exceptions"):
        found |= Q(Exists(module.agreed().filter(enrolment=OuterRef(f"{path}pk")).order_by()))
    return found or Value(False, output_field=BooleanField())


def agreements_of(enrolment: Any) -> list[Agreement]:
    """Return what is agreed with a trainee, in the order it was; read once for each enrollment object."""
    if not getattr(enrolment, "has_agreements", True):
        return []
    known: list[Agreement] | None = enrolment.__dict__.get("_agreements")
    if known is None:
        known = enrolment.__dict__["_agreements"] = _read(enrolment=enrolment)
    return known


def agreements_in(run: Any) -> list[Agreement]:
    """Return what is agreed in a run."""
    return _read(enrolment__run=run)


def ended_in(run: Any) -> list[Agreement]:
    """Return what was agreed in a run and holds no more."""
    found: list[Agreement] = []
    for _label, module in modules_named("activity_exceptions"):
        found += module.described(module.ended().filter(enrolment__run=run))
    return sorted(found, key=lambda row: row.granted_at)


def _read(**where: Any) -> list[Agreement]:
    found: list[Agreement] = []
    for _label, module in modules_named("activity_exceptions"):
        found += module.described(module.agreed().filter(**where))
    return sorted(found, key=lambda row: row.granted_at)


def facts_of(rows: Iterable[Agreement], activities: Iterable[int]) -> list[dict[str, Any]]:
    """Return what a condition stores of the agreements about its activities, in no language but that of the reasons."""
    wanted = set(activities)
    return [
        {
            "title": row.title,
            "kind": row.kind,
            "reason": row.reason,
            "until": row.until.isoformat() if row.until else "",
            "lets_pass": row.lets_pass,
        }
        for row in rows
        if row.activity_id in wanted
    ]


def agreed_words(agreed: Iterable[dict[str, Any]]) -> str:
    """Return the agreements that a condition stores, in the reader's language."""
    words = {
        ExceptionKind.WAIVED: _("”%(title)s”: vapautus (%(reason)s)."),
        ExceptionKind.EXTENSION: _("”%(title)s”: lisäaikaa %(day)s asti (%(reason)s)."),
    }
    other = _("”%(title)s”: suullinen vaihtoehto (%(reason)s).")
    parts = []
    for row in agreed:
        until = day(date.fromisoformat(row["until"])) if row["until"] else ""
        values = {"title": row["title"], "reason": row["reason"].rstrip("."), "day": until}
        parts.append(words.get(row["kind"], other) % values)
    return " ".join(parts)
