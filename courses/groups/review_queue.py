"""Logs that wait for a trainer, for the inbox."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext as _

from courses.domain.review import ReviewEntry
from courses.groups.enums import HelpKind, HelpState, LogState
from courses.groups.models import GroupFacilitator, MeetingLog
from courses.groups.permissions import logs_for_trainer, requests_for_trainer
from courses.wording import short_day

if TYPE_CHECKING:
    from accounts.models import User


def pending(*, user: User) -> list[ReviewEntry]:
    """Return the logs sent to the runs this person trains in, and the requests for help, in three queries."""
    logs = list(
        logs_for_trainer(user)
        .filter(state=LogState.SENT)
        .select_related("author", "meeting")
        .defer("helped", "next_step", "question", "trainer_comment")
        .order_by("sent_at")
    )
    runs = _runs_of(logs)
    return _requests(user) + [
        ReviewEntry(
            kind=_("tapaamiskirjaus"),
            title=_("%(topic)s, %(day)s") % {"topic": log.topic, "day": short_day(log.held_on)},
            person=log.author.get_full_name() if log.author else "",
            run=runs.get((log.meeting.group_id, log.author_id), ""),
            waiting_since=log.sent_at,
            url=reverse("groups:review", kwargs={"log": log.public_id}),
            needs_help=log.needs_help,
        )
        for log in logs
    ]


def _requests(user: User) -> list[ReviewEntry]:
    """Return the requests for help that came by themselves; those on a log are answered with the log."""
    rows = requests_for_trainer(user).filter(state=HelpState.OPEN, log=None)
    return [
        ReviewEntry(
            kind=_("avunpyyntö") if row.kind == HelpKind.QUESTION else _("soittopyyntö"),
            title=_("Avunpyyntö") if row.kind == HelpKind.QUESTION else _("Pyytää kouluttajaa soittamaan"),
            person=row.enrolment.user.get_full_name(),
            run=row.enrolment.run.name,
            waiting_since=row.asked_at,
            url=reverse("groups:help-answer", kwargs={"request_id": row.public_id}),
            needs_help=True,
        )
        for row in rows.order_by("asked_at").defer("question")
    ]


def _runs_of(logs: list[MeetingLog]) -> dict[tuple[int, int | None], str]:
    """Return the name of the run that each log's author is in with that group."""
    links = GroupFacilitator.objects.filter(
        group_id__in={log.meeting.group_id for log in logs}, enrolment__isnull=False
    ).values_list("group_id", "user_id", "enrolment__run__name")
    return {(group, user): name for group, user, name in links}
