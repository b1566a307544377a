"""What of groups is open when a run is to be closed: logs nobody has acknowledged, requests for help. No words."""

from __future__ import annotations

from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from courses.endings import OpenEnd
from courses.enums import StaffRole
from courses.groups.enums import HelpState, LogState
from courses.groups.models import GroupFacilitator, HelpRequest, MeetingLog
from courses.models import CourseRun
from courses.wording import short_day

TRAINER = (StaffRole.TRAINER,)


def open_ends(*, run: CourseRun, at: datetime) -> list[OpenEnd]:
    """Return the logs that wait for a trainer, and the requests for help without an answer."""
    return [*_logs(run), *_requests(run)]


def _logs(run: CourseRun) -> list[OpenEnd]:
    groups = GroupFacilitator.objects.filter(enrolment__run=run).values("group_id")
    rows = MeetingLog.objects.filter(meeting__group_id__in=groups, state=LogState.SENT).order_by("held_on", "pk")
    return [
        OpenEnd(
            kind="log",
            identity=str(row.public_id),
            sort=_("Tapaamiskirjaukset kuittaamatta"),
            title=_("Tapaaminen %(day)s") % {"day": short_day(row.held_on)},
            person=row.author.get_full_name() if row.author else "",
            url=reverse("groups:review", kwargs={"log": row.public_id}),
            roles=TRAINER,
        )
        for row in rows.select_related("author").only("public_id", "held_on", "author")
    ]


def _requests(run: CourseRun) -> list[OpenEnd]:
    rows = HelpRequest.objects.filter(enrolment__run=run, state=HelpState.OPEN).order_by("asked_at")
    rows = rows.exclude(log__state=LogState.SENT)  # answered with the log, which is in the list itself
    return [
        OpenEnd(
            kind="help",
            identity=str(row.public_id),
            sort=_("Avunpyynnöt ilman vastausta"),
            title=_("Avunpyyntö %(day)s") % {"day": short_day(row.asked_at)},
            person=row.enrolment.user.get_full_name(),
            url=_place(row),
            roles=TRAINER,
        )
        for row in rows.select_related("enrolment__user", "log").defer("question", "answer")
    ]


def _place(row: HelpRequest) -> str:
    if row.log:
        return reverse("groups:review", kwargs={"log": row.log.public_id})
    return reverse("groups:help-answer", kwargs={"request_id": row.public_id})
