"""What is kept of a person as an advisor who proposed, and as one who was proposed."""

from datetime import datetime
from typing import Any

from accounts.models import User, normalize_email
from courses.candidates.models import Candidate, Proposal


def export_person(user: User) -> dict[str, Any]:
    """Return the proposals the person made, and those made of the person, with the organization they came from."""
    made = Proposal.objects.filter(advisor=user).order_by("proposed_at")
    of_them = Proposal.objects.filter(candidate__email=normalize_email(user.email)).order_by("proposed_at")
    return {
        "proposals_made": list(made.values("name", "candidate__email", "why", "consent_version", "proposed_at")),
        "proposed_by_others": list(of_them.values("organisation__name", "name", "why", "proposed_at")),
    }


def erase_person(user: User, *, at: datetime) -> None:
    """Delete the person's proposals, the candidates nobody else proposed, and the person as a candidate."""
    Candidate.objects.filter(email=normalize_email(user.email)).delete()
    Proposal.objects.filter(advisor=user).delete()
    Candidate.objects.filter(proposals=None).delete()
    Candidate.objects.filter(decided_by=user).update(decided_by=None)
