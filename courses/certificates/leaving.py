"""What stays of certificates when their holder goes, and why (see accounts.leaving)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from accounts.leaving import Kept
from courses.certificates.models import Certificate

if TYPE_CHECKING:
    from accounts.models import User


def kept(*, user: User) -> list[Kept]:
    """Return the register: without it nobody could tell whether the certificate in the holder's hand is genuine."""
    numbers = list(
        Certificate.objects.of_holder(user).order_by("issued_at").values_list("number", flat=True).distinct()
    )
    if not numbers:
        return []
    return [
        Kept(
            _("Todistuksesi: %(numbers)s") % {"numbers": ", ".join(dict.fromkeys(numbers))},
            _(
                "Todistusten rekisteri säilyy, jotta todistuksesi voi tarkistaa koodilla vielä vuosien päästä. "
                "Julkinen sivu kertoo nimesi niin kuin se on todistuksessa, koulutuksen, laajuuden, päivät ja tilan. "
                "Kaikki jaot päättyvät heti."
            ),
        )
    ]
