"""What stays of the funder's data when the person goes, and why (see accounts.leaving)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from accounts.leaving import Kept
from courses.background.models import EuraFlag

if TYPE_CHECKING:
    from accounts.models import User


def kept(*, user: User) -> list[Kept]:
    """Return the flags: days without a name. The answers themselves are deleted."""
    if not EuraFlag.objects.filter(user=user).exists():
        return []
    return [
        Kept(
            _("Päivät, joina merkitsit antaneesi aloitus- ja lopetustiedot"),
            _("Hankkeen aineiston säilytyspäivään ilman nimeäsi: rahoittaja voi tarkastaa ne. Vastauksesi poistetaan."),
        )
    ]
