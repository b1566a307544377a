"""Who of a run may be given a certificate, who may not yet and why. Read from the stored states, in a few queries."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from courses import pdf
from courses.certificates.domain.outcomes import attended_enough
from courses.certificates.domain.printing import LOOK
from courses.certificates.models import Certificate, CertificateKind, IssueRequest, NameCheck, RequestState
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
    is_waiting: bool = False  # in a batch that a worker has yet to reach
    unprintable: tuple[str, ...] = ()  # letters of the name that the paper's fonts lack
    states: dict[str, ConditionState] = field(default_factory=dict)

    @property
    def fell_short_later(self) -> bool:
        """Whether a certificate stands although something was corrected afterwards and a condition is unmet now."""
        enrolment, certificate = self.enrolment, self.certificate
        is_whole = certificate is not None and certificate.kind == CertificateKind.CERTIFICATE
        return is_whole and enrolment.conditions_met < enrolment.conditions_total


@dataclass
class Readiness:
    """The run's trainees sorted by what can be done for them now, each list in the order of names."""

    ready: list[Person]
    missing: list[Person]
    issued: list[Person]
    attended: list[Person] = field(default_factory=list)  # may have a certificate of attendance; lack something else


def who_is_ready(run: CourseRun) -> Readiness:
    """Return who is ready, who lacks what, and who has a certificate; seven queries however many they are."""
    people = list(
        Enrolment.objects.filter(run=run, state__in=STUDYING)
        .select_related("user", "rule_set", "name_check")
        .order_by("user__family_name", "user__given_name", "pk")
    )
    issued = {
        certificate.enrolment_id: certificate
        for certificate in Certificate.objects.live().filter(enrolment__run=run).order_by("pk")
    }
    states = states_by_enrolment(person.pk for person in people)
    waiting = set(
        IssueRequest.objects.filter(enrolment__run=run, state=RequestState.WAITING).values_list("enrolment", flat=True)
    )
    books: dict[int, RuleBook] = {}
    result = Readiness([], [], [])
    for enrolment in people:
        enrolment.run = run
        row = Person(enrolment, enrolment.user.printed_name, _is_confirmed(enrolment))
        row.certificate, row.is_waiting = issued.get(enrolment.pk), enrolment.pk in waiting
        row.states = states.get(enrolment.pk, {})
        if enrolment.rule_set_id not in books:
            books[enrolment.rule_set_id] = RuleBook.model_validate(enrolment.rule_set.rules)
        _place(row, result, books[enrolment.rule_set_id])
    return result


def _place(row: Person, result: Readiness, book: RuleBook) -> None:
    """Put a person on the list of what can be done for them; a certificate of attendance may become a whole one."""
    certificate = row.certificate
    if certificate and certificate.kind == CertificateKind.CERTIFICATE:
        result.issued.append(row)
        return
    row.missing = missing_conditions(enrolment=row.enrolment, book=book, states=row.states)
    if not row.missing:
        row.unprintable = tuple(pdf.missing_signs(row.name, look=LOOK))
        result.ready.append(row)
    elif certificate:
        result.issued.append(row)
    else:
        result.missing.append(row)
        if attended_enough(book, row.states):
            row.unprintable = tuple(pdf.missing_signs(row.name, look=LOOK))
            result.attended.append(row)


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
    return states_by_enrolment([enrolment.pk]).get(enrolment.pk, {})


def states_by_enrolment(ids: Iterable[int]) -> dict[int, dict[str, ConditionState]]:
    """Return the stored states of many trainees, by enrollment and condition, in one query."""
    found: dict[int, dict[str, ConditionState]] = {}
    for state in ConditionState.objects.filter(enrolment_id__in=list(ids)):
        found.setdefault(state.enrolment_id, {})[state.condition] = state
    return found


def _is_confirmed(enrolment: Enrolment) -> bool:
    check: NameCheck | None = getattr(enrolment, "name_check", None)
    return check is not None and check.is_valid_for(enrolment.user.printed_name)
