"""Notices in the portal go after two years; mails in the outbox sooner, by the sweep."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from accounts.clocks import Clock, age_clock
from notifications.models import Notification


def clocks() -> list[Clock]:
    """Return the clock of notices."""
    return [
        age_clock(
            key="notifications.notices",
            title=_("Ilmoitukset Peilissä"),
            then=_("poistetaan"),
            days="AUDIT_KEPT_DAYS",
            since=_("ilmoituksesta"),
            rows=Notification.objects.all,
            field="created_at",
            clear=lambda rows: rows.delete(),
        )
    ]
