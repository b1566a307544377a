"""What of the messages is open when a run is to be closed: announcements that have not gone yet."""

from __future__ import annotations

from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from courses.announcements.enums import State
from courses.announcements.models import Announcement
from courses.endings import OpenEnd
from courses.models import CourseRun


def open_ends(*, run: CourseRun, at: datetime) -> list[OpenEnd]:
    """Return the announcements that wait for their time."""
    rows = Announcement.objects.filter(run=run, state=State.SCHEDULED).order_by("send_at")
    return [
        OpenEnd(
            kind="announcement",
            identity=str(row.public_id),
            sort=_("Ajastetut tiedotteet"),
            title=row.title,
            url=reverse("announcements:show", kwargs={"run": run.slug, "announcement": row.public_id}),
        )
        for row in rows
    ]
