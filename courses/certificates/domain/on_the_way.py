"""What each of a trainee's courses comes to as it stands: the certificate is dealt with elsewhere, here is the rest."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from courses.certificates.domain.outcomes import attended_enough
from courses.certificates.domain.readiness import missing_conditions, states_by_enrolment
from courses.certificates.domain.requirements import session_to_come
from courses.certificates.models import Certificate, CertificateKind
from courses.enums import STUDYING
from courses.models import Enrolment
from courses.rules import RuleBook

if TYPE_CHECKING:
    from accounts.models import User


@dataclass(frozen=True)
class OnTheWay:
    """A course that has not led to a certificate yet: what is missing, and whether attendance alone is certified."""

    enrolment: Enrolment
    missing: list[dict[str, Any]]
    may_have_attendance: bool


def on_the_way(user: User, *, at: datetime) -> list[OnTheWay]:
    """Return the trainee's courses that lack something. A certificate of attendance waits for the last session."""
    whole = Certificate.objects.live().filter(enrolment__user=user)
    kinds = dict(whole.values_list("enrolment", "kind"))
    mine = Enrolment.objects.filter(user=user, state__in=STUDYING, ready_at=None).select_related("run", "rule_set")
    rows = [row for row in mine.order_by("-run__starts_on", "pk") if kinds.get(row.pk) != CertificateKind.CERTIFICATE]
    states = states_by_enrolment(row.pk for row in rows)
    found = []
    for row in rows:
        book, known = RuleBook.model_validate(row.rule_set.rules), states.get(row.pk, {})
        is_offered = row.pk not in kinds and attended_enough(book, known) and session_to_come(row.run, at=at) is None
        missing = missing_conditions(enrolment=row, book=book, states=known)
        items = [unmet | {"state": unmet["standing"], "url": unmet["link"]} for unmet in missing if unmet["title"]]
        found.append(OnTheWay(row, items, is_offered))
    return found
