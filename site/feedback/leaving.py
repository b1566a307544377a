"""What of feedback stays after an account is erased (see accounts.leaving)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Q
from django.utils.translation import gettext as _

from accounts.leaving import Kept
from feedback.models import DataRequest

if TYPE_CHECKING:
    from accounts.models import User


def kept(*, user: User) -> list[Kept]:
    """Return that requests stay for a while, if there are any."""
    if not DataRequest.objects.filter(Q(user=user) | Q(email=user.email)).exists():
        return []
    why = _("Kaksi vuotta: ne todistavat, että pyyntöön vastattiin.")
    return [Kept(_("Tekemäsi tietopyynnöt ja niiden vastaukset"), why)]
