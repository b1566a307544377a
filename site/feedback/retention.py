"""How long answered feedback and data requests are kept."""

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from accounts.clocks import Clock, days_since
from feedback.domain.forgetting import forget_tickets, tickets_due


def clocks() -> list[Clock]:
    """Return the clock of what was answered; no run has to do with it."""
    return [
        Clock(
            key="feedback.tickets",
            title=_("Saavutettavuuspalautteet ja tietopyynnöt"),
            keeps=_keeps,
            then=_("poistetaan"),
            due=tickets_due,
            clear=forget_tickets,
        )
    ]


def _keeps() -> str:
    return days_since(settings.ANSWERED_KEPT_DAYS, _("vastauksesta"))
