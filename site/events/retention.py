"""How long sign-ups to events are kept."""

from django.conf import settings
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from accounts.clocks import Clock
from events.domain.forgetting import forget_signups, signups_due


def clocks() -> list[Clock]:
    """Return the clock of sign-ups; it counts from the event, and no run has to do with it."""
    return [
        Clock(
            key="events.signups",
            title=_("Ilmoittautumiset tapahtumiin"),
            keeps=_keeps,
            then=_("poistetaan; määrät säilyvät"),
            due=signups_due,
            clear=forget_signups,
        )
    ]


def _keeps() -> str:
    days = settings.EVENT_SIGNUPS_KEPT_DAYS
    text = ngettext("%(days)s päivä tapahtuman jälkeen", "%(days)s päivää tapahtuman jälkeen", days)
    return text % {"days": days}
