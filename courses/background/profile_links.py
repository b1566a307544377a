"""Where one's own details lead to what the funder asks (see accounts.profile_links)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.profile_links import ProfileLink
from courses.background.domain.participants import participations

if TYPE_CHECKING:
    from accounts.models import User


def profile_links(*, user: User) -> list[ProfileLink]:
    """Return the link for whoever takes or has taken part in a funded run."""
    if not participations().filter(user=user).exists():
        return []
    text = _("Aloitus- ja lopetustiedot ja vapaaehtoiset taustatiedot")
    return [ProfileLink(_("Rahoittajan tiedot"), reverse("background:mine"), text)]
