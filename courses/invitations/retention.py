"""How long addresses of people who did not accept are kept, and the lists they came from."""

from django.conf import settings
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from accounts.clocks import Clock
from courses.invitations.domain import following


def clocks() -> list[Clock]:
    """Return the clocks of this app."""
    return [
        Clock(
            key="invitations.addresses",
            title=_("Niiden osoitteet, jotka eivät ottaneet kutsua vastaan"),
            keeps=lambda: _days(settings.INVITATION_ADDRESSES_KEPT_DAYS, of_lists=False),
            then=_("osoite ja nimi poistetaan, luvut säilyvät"),
            due=following.due_addresses,
            clear=following.forget_addresses,
        ),
        Clock(
            key="invitations.lists",
            title=_("Kutsuluettelot riveineen"),
            keeps=lambda: _days(following.LIST_KEPT.days, of_lists=True),
            then=_("poistetaan, lähetetyt kutsut säilyvät"),
            due=following.due_lists,
            clear=following.forget_lists,
        ),
    ]


def _days(days: int, *, of_lists: bool) -> str:
    if of_lists:
        text = ngettext("%(n)s päivä luettelon tuomisesta", "%(n)s päivää luettelon tuomisesta", days)
    else:
        text = ngettext("%(n)s päivä kutsun vanhenemisesta", "%(n)s päivää kutsun vanhenemisesta", days)
    return text % {"n": days}
