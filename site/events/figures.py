"""The events of a project for its reports (R8): heads, never participants."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from events.enums import EventState
from events.models import Event


def event_rows(
    *, project: Any, since: date | None = None, until: date | None = None
) -> list[tuple[str, date, str, int]]:
    """Return title, day, way of taking part and heads of each event held; of a project, or of none.

    An event whose visitors have not been counted says so in its title and has no heads.
    """
    held = Event.objects.filter(project=project, state=EventState.PUBLISHED, ends_at__lte=timezone.now())
    rows = [(event, timezone.localdate(event.starts_at)) for event in held.order_by("starts_at", "pk")]
    return [
        (_title(event), day, str(event.get_mode_display()), event.visitors or 0)
        for event, day in rows
        if (since is None or day >= since) and (until is None or day <= until)
    ]


def _title(event: Event) -> str:
    if event.visitors is None:
        return _("%(title)s (kävijämäärä kirjaamatta)") % {"title": event.title}
    return event.title
