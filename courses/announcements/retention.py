"""How long announcements are kept."""

from django.utils.translation import gettext_lazy as _

from accounts.clocks import Clock
from courses.announcements.models import Announcement
from courses.run_clocks import run_clock


def clocks() -> list[Clock]:
    """Return the clock of announcements: they go with what else was written during the run."""
    return [
        run_clock(
            key="announcements.rows",
            title=_("Tiedotteet"),
            then=_("poistetaan"),
            days="LEARNING_KEPT_DAYS",
            rows=Announcement.objects.all,
            run="run",
            clear=lambda rows: rows.delete()[0],
        )
    ]
