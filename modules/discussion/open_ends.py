"""Reports of posts that nobody has looked at when a run is to be closed."""

from __future__ import annotations

from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from courses.endings import OpenEnd
from courses.enums import StaffRole
from courses.models import CourseRun
from modules.discussion.models import Report


def open_ends(*, run: CourseRun, at: datetime) -> list[OpenEnd]:
    """Return the reports that wait for a trainer; neither post nor reason."""
    rows = Report.objects.filter(post__run=run, resolved_at=None).order_by("created_at")
    return [
        OpenEnd(
            kind="report",
            identity=str(row.pk),
            sort=_("Ilmoitukset viesteistä käsittelemättä"),
            title=row.post.discussion.title,
            person=row.reporter.user.get_full_name(),
            url=reverse("courses:activity", kwargs={"run": run.slug, "activity": row.post.discussion.slug})
            + f"?viesti={row.post.public_id}",
            roles=(StaffRole.TRAINER,),
        )
        for row in rows.select_related("post__discussion", "reporter__user").defer("post__text", "reason")
    ]
