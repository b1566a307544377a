"""Requests for help and questions from the logs of the run's groups, for a session's agenda."""

from __future__ import annotations

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _

from courses.domain.agenda import AgendaItem, previous_session_end
from courses.groups.enums import LogState
from courses.groups.models import GroupFacilitator, MeetingLog
from courses.models import Session


def agenda_items(*, session: Session) -> list[AgendaItem]:
    """Return what the logs sent before the session's end ask: all that is open, and what was answered lately."""
    groups = GroupFacilitator.objects.filter(enrolment__run_id=session.run_id).values("group_id")
    logs = MeetingLog.objects.filter(meeting__group_id__in=groups, sent_at__lte=session.ends_at)
    logs = logs.filter(Q(needs_help=True) | ~Q(question="")).select_related("author").defer("private_text")
    since = previous_session_end(session)
    if since is not None:
        logs = logs.filter(~Q(state=LogState.READ) | Q(sent_at__gte=since))
    return [
        AgendaItem(
            kind=_("avunpyyntö") if log.needs_help else _("kysymys ryhmän ohjaamisesta"),
            text=log.question or log.topic,
            url=reverse("groups:review", kwargs={"log": log.public_id}),
            author_name=log.author.get_full_name() if log.author else "",
            answered=log.state == LogState.READ,
        )
        for log in logs
    ]
