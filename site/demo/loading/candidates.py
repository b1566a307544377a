"""Whom advisors have proposed for the training."""

from __future__ import annotations

from datetime import datetime, timedelta

from courses.candidates.domain.deciding import close_candidate
from courses.candidates.domain.proposing import courses_to_propose_for, propose_candidate
from courses.candidates.models import Candidate
from demo.loading.cast import Cast
from demo.sources.people import People


def load_candidates(source: People, *, cast: Cast, at: datetime) -> None:
    """Make the proposals, unless there are some already."""
    course = courses_to_propose_for().first()
    if course is None or Candidate.objects.exists():
        return
    coordinator = cast.people[source.roles["coordinator"]]
    for number, row in enumerate(source.candidates, start=1):
        advisor = cast.people[row.advisor]
        proposed_at = at - timedelta(days=2 * number)
        contact = advisor.organisation_contacts.select_related("organisation").order_by("pk")[0]
        made = propose_candidate(
            advisor=advisor,
            organisation=contact.organisation,
            course=course,
            name=row.name,
            email=row.email,
            why=row.why,
            consents=True,
            at=proposed_at,
        )
        if row.handled:
            close_candidate(candidate=made.candidate, by=coordinator, at=proposed_at + timedelta(days=1))
