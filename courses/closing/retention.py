"""How long accounts are kept that nobody signs in to, and how long what was decided on open things."""

from __future__ import annotations

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from accounts.clocks import Clock, days_since
from courses.closing.domain.accounts import due_counts, erase_unused
from courses.closing.models import LeftOpen
from courses.run_clocks import run_clock


def clocks() -> list[Clock]:
    """Return the clocks of accounts and of the reasons given at the closing."""
    return [
        Clock(
            key="closing.accounts",
            title=_("Tilit, joille ei ole kirjauduttu"),
            keeps=_accounts_keep,
            then=_("poistetaan tai nimi häivytetään; varoitetaan sitä ennen kahdesti"),
            due=due_counts,
            clear=erase_unused,
        ),
        run_clock(
            key="closing.left",
            title=_("Sulkemisen perustelut"),
            then=_("poistetaan"),
            days="AUDIT_KEPT_DAYS",
            rows=LeftOpen.objects.all,
            run="run",
            clear=lambda rows: rows.delete()[0],
        ),
    ]


def _accounts_keep() -> str:
    return days_since(settings.ACCOUNT_KEPT_DAYS, _("viimeisestä kirjautumisesta"))
