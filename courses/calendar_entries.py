"""The course sessions a person takes part in or trains, for the person's calendar."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING
from urllib.parse import urljoin

from django.conf import settings
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _

from calendars.entries import Entry
from courses.enums import STUDYING, Mode, RunState, SessionState
from courses.models import Session

if TYPE_CHECKING:
    from accounts.models import User

HIDDEN = (RunState.DRAFT, RunState.ARCHIVED)


def calendar_entries(*, user: User) -> list[Entry]:
    """Return the sessions of the runs the person studies or works in, cancelled ones as such, in one query."""
    takes_part = Q(run__enrolments__user=user, run__enrolments__state__in=STUDYING)
    works = Q(run__staff__user=user, run__staff__ended_at=None)
    rows = Session.objects.filter(takes_part | works).exclude(run__state__in=HIDDEN)
    return [session_entry(row) for row in rows.select_related("run").distinct()]


def session_entry(session: Session, *, title: str = "") -> Entry:
    """Return a session as a calendar program is told of it. The link to join stays on the page, behind signing in."""
    path = reverse("courses:session", kwargs={"run": session.run.slug, "position": session.position})
    called_off = session.state == SessionState.CANCELLED or session.run.state == RunState.CANCELLED
    return Entry(
        uid=str(session.calendar_uid),
        sequence=session.sequence,
        starts_at=session.starts_at,
        ends_at=session.ends_at,
        title=title or f"{session.position}. {session.title}",
        place=place_of(session),
        url=urljoin(settings.BASE_URL, path),
        text=session.run.name,
        is_canceled=called_off,
        updated_at=session.changed_at or _made_at(session),
    )


def place_of(session: Session) -> str:
    """Return where the session is, in words for a calendar."""
    if session.mode == Mode.ONLINE:
        return _("Verkossa")
    if session.mode == Mode.HYBRID:
        return f"{session.place} ({_('myös verkossa')})" if session.place else _("Hybridi")
    return session.place


def _made_at(session: Session) -> datetime:
    return session.run.created_at
