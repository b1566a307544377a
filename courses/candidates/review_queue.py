"""Candidates that wait for a decision, for the inbox."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext as _

from courses.candidates.domain.deciding import candidates_for
from courses.domain.review import ReviewEntry

if TYPE_CHECKING:
    from accounts.models import User


def pending(*, user: User) -> list[ReviewEntry]:
    """Return the candidates this person may decide of, in one query."""
    return [
        ReviewEntry(
            kind=_("ehdokas koulutukseen"),
            title=_("Yritysneuvojan ehdokas: päätä, kutsutaanko"),
            person=row.name,
            run=row.course.title,
            waiting_since=row.created_at,
            url=reverse("candidates:candidate", kwargs={"candidate": row.public_id}),
        )
        for row in candidates_for(user).filter(decided_at=None)
    ]
