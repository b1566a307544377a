"""The log of what was done in the admin goes after two years."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from wagtail.models import ModelLogEntry, PageLogEntry

from accounts.clocks import Clock, age_clock


def clocks() -> list[Clock]:
    """Return the clocks of the two logs that Wagtail writes."""
    logs = [
        ("portal.page-log", _("Loki sivujen muokkauksista"), PageLogEntry),
        ("portal.admin-log", _("Loki muusta ylläpidosta"), ModelLogEntry),
    ]
    return [
        age_clock(
            key=key,
            title=title,
            then=_("poistetaan"),
            days="AUDIT_KEPT_DAYS",
            since=_("merkinnästä"),
            rows=model.objects.all,
            field="timestamp",
            clear=lambda rows: rows.delete(),
        )
        for key, title, model in logs
    ]
