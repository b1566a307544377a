"""What the run's facilitators bring to a session: requests for help, and questions written on logs."""

from __future__ import annotations

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _

from courses.domain.agenda import AgendaItem, previous_session_end
from courses.groups.enums import HelpKind, HelpShown, HelpState, LogState
from courses.groups.models import GroupFacilitator, HelpRequest, MeetingLog
from courses.models import Session


def agenda_items(*, session: Session) -> list[AgendaItem]:
    """Return what waits for the session and what was answered since the one before, in two queries.

    The agenda may be on a screen that everybody sees: what is for the trainers alone is in their inbox instead, and
    a request without a name carries no address that would lead to one.
    """
    since = previous_session_end(session)
    return _requests(session, since) + _questions(session, since)


def _requests(session: Session, since) -> list[AgendaItem]:
    rows = HelpRequest.objects.filter(
        enrolment__run_id=session.run_id, kind=HelpKind.QUESTION, asked_at__lte=session.ends_at
    ).exclude(shown=HelpShown.TRAINER)
    if since is not None:
        rows = rows.filter(Q(state=HelpState.OPEN) | Q(answered_at__gte=since))
    rows = rows.exclude(state=HelpState.SOLVED).select_related("enrolment__user")
    return [
        AgendaItem(
            kind=_("avunpyyntö"),
            text=row.question,
            url=reverse("groups:help-answer", kwargs={"request_id": row.public_id}) if _is_named(row) else "",
            author_name=row.enrolment.user.get_full_name() if _is_named(row) else "",
            answered=row.state != HelpState.OPEN,
        )
        for row in rows
    ]


def _is_named(row: HelpRequest) -> bool:
    return row.shown == HelpShown.NAMED


def _questions(session: Session, since) -> list[AgendaItem]:
    """Return questions on logs that ask for no help: they are the trainers' to answer, with the log."""
    groups = GroupFacilitator.objects.filter(enrolment__run_id=session.run_id).values("group_id")
    logs = MeetingLog.objects.filter(meeting__group_id__in=groups, sent_at__lte=session.ends_at, needs_help=False)
    logs = logs.exclude(question="").select_related("author").defer("private_sealed")
    if since is not None:
        logs = logs.filter(~Q(state=LogState.READ) | Q(sent_at__gte=since))
    return [
        AgendaItem(
            kind=_("kysymys ryhmän ohjaamisesta"),
            text=log.question,
            url=reverse("groups:review", kwargs={"log": log.public_id}),
            author_name=log.author.get_full_name() if log.author else "",
            answered=log.state == LogState.READ,
        )
        for log in logs
    ]


def shared_items(*, session: Session) -> list[AgendaItem]:
    """Return what the trainees of the run may see of a coming session's agenda, in one query: no addresses."""
    return [
        AgendaItem(kind=row.kind, text=row.text, author_name=row.author_name, answered=row.answered)
        for row in _requests(session, previous_session_end(session))
    ]
