"""Candidates go some time after the decision, and when nobody decides."""

from django.utils.translation import gettext_lazy as _

from accounts.clocks import Clock, age_clock
from courses.candidates.models import Candidate


def clocks() -> list[Clock]:
    """Return the clocks of this app."""
    return [
        age_clock(
            key="candidates.decided",
            title=_("Käsitellyt ehdokkaat ja heidän ehdottajansa"),
            then=_("poistetaan"),
            days="CANDIDATES_KEPT_DAYS",
            since=_("päätöksestä"),
            rows=Candidate.objects.all,
            field="decided_at",
            clear=lambda rows: rows.delete()[0],
        ),
        age_clock(
            key="candidates.undecided",
            title=_("Ehdokkaat, joista ei ole päätetty"),
            then=_("poistetaan"),
            days="CANDIDATES_UNDECIDED_DAYS",
            since=_("ehdotuksesta"),
            rows=Candidate.objects.open,
            field="created_at",
            clear=lambda rows: rows.delete()[0],
        ),
    ]
