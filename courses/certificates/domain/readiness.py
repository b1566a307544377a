"""Who of a run may be given a certificate, who may not yet and why. Read from the stored states, in a few queries."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from courses.certificates.models import Certificate, NameCheck
from courses.domain.learning import describe
from courses.enums import STUDYING
from courses.models import ConditionState, CourseRun, Enrolment
from courses.rules import RuleBook


@dataclass
class Person:
    """One trainee on the issuing list."""

    enrolment: Enrolment
    name: str
    name_is_confirmed: bool
    missing: list[dict[str, Any]] = field(default_factory=list)
    certificate: Certificate | None = None

    @property
    def fell_short_later(self) -> bool:
        """Whether a certificate stands although something was corrected afterwards and a condition is unmet now."""
        enrolment = self.enrolment
        return self.certificate is not None and enrolment.conditions_met < enrolment.conditions_total


@dataclass
class Readiness:
    """The run's trainees sorted by what can be done for them now, each list in the order of names."""

    ready: list[Person]
    missing: list[Person]
    issued: list[Person]


def who_is_ready(run: CourseRun) -> Readiness:
    """Return who is ready, who lacks what, and who has a certificate; six queries however many they are."""
    people = list(
        Enrolment.objects.filter(run=run, state__in=STUDYING)
        .select_related("user", "rule_set", "name_check")
        .order_by("user__family_name", "user__given_name", "pk")
    )
    issued = {
        certificate.enrolment_id: certificate
        for certificate in Certificate.objects.live().filter(enrolment__run=run).order_by("pk")
    }
    states = _states_of(person.pk for person in people if person.pk not in issued)
    books: dict[int, RuleBook] = {}
    result = Readiness([], [], [])
    for enrolment in people:
        enrolment.run = run
        row = Person(enrolment, enrolment.user.printed_name, _is_confirmed(enrolment))
        if certificate := issued.get(enrolment.pk):
            row.certificate = certificate
            result.issued.append(row)
            continue
        book = books.setdefault(enrolment.rule_set_id, RuleBook.model_validate(enrolment.rule_set.rules))
        row.missing = missing_conditions(enrolment=enrolment, book=book, states=states.get(enrolment.pk, {}))
        (result.missing if row.missing else result.ready).append(row)
    return result


def missing_conditions(
    *, enrolment: Enrolment, book: RuleBook, states: dict[str, ConditionState]
) -> list[dict[str, Any]]:
    """Return the unmet conditions in words; a rule set without conditions lets nobody through."""
    rows = [describe(rule.condition(), state=states.get(rule.id), run=enrolment.run) for rule in book.conditions]
    if not rows:
        return [{"title": "", "reason": "", "is_met": False}]
    return [row for row in rows if not row["is_met"]]


def states_of(enrolment: Enrolment) -> dict[str, ConditionState]:
    """Return the stored states of one trainee by condition."""
    return _states_of([enrolment.pk]).get(enrolment.pk, {})


def _states_of(ids: Iterable[int]) -> dict[int, dict[str, ConditionState]]:
    found: dict[int, dict[str, ConditionState]] = {}
    for state in ConditionState.objects.filter(enrolment_id__in=list(ids)):
        found.setdefault(state.enrolment_id, {})[state.condition] = state
    return found


def _is_confirmed(enrolment: Enrolment) -> bool:
    check: NameCheck | None = getattr(enrolment, "name_check", None)
    return check is not None and check.is_valid_for(enrolment.user.printed_name)
