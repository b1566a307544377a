"""What trainees bring to a session: questions and requests for help, from any app.

An app that knows of such things offers `agenda_items(*, session) -> list[AgendaItem]` in its `agenda.py`, in a number
of queries that does not depend on how many people there are. Whether the author is named is the author's choice: an
anonymous item carries no name and no address that would lead to one.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from accounts.discovery import modules_named
from courses.enums import SessionState
from courses.models import CourseRun, Session


@dataclass(frozen=True)
class AgendaItem:
    """One thing to take up: what kind of thing, in the asker's words, and whether it has been answered."""

    kind: str  # what it is, in the reader's language: "avunpyyntö", "oma kysymys"
    text: str
    url: str = ""
    author_name: str = ""  # empty: the author wants to stay unnamed
    answered: bool = False


def agenda_of(*, session: Session) -> list[AgendaItem]:
    """Return what waits for the session, unanswered first.

    Within that the order is by kind and wording: by time, it could tell who an unnamed author is.
    """
    items: list[AgendaItem] = []
    for _label, module in modules_named("agenda"):
        items += module.agenda_items(session=session)
    return sorted(items, key=lambda item: (item.answered, item.kind, item.text.casefold()))


def shared_agenda_of(*, session: Session) -> list[AgendaItem]:
    """Return what the trainees of the run may see of the agenda: what its askers want to share.

    An app offers it as `shared_items(*, session)` in its `agenda.py`.
    """
    items: list[AgendaItem] = []
    for _label, module in modules_named("agenda"):
        if hasattr(module, "shared_items"):
            items += module.shared_items(session=session)
    return sorted(items, key=lambda item: (item.answered, item.text.casefold()))


def coming_session(*, run: CourseRun, at: datetime) -> Session | None:
    """Return the run's next session, or None after the last."""
    sessions = Session.objects.filter(run=run).exclude(state=SessionState.CANCELLED).order_by("starts_at")
    return next((session for session in sessions if session.ends_at >= at), None)


def previous_session_end(session: Session) -> datetime | None:
    """Return when the session before this one ended; what came later belongs to this session's agenda."""
    earlier = Session.objects.filter(run_id=session.run_id, starts_at__lt=session.starts_at)
    before = earlier.exclude(state=SessionState.CANCELLED).order_by("-starts_at").first()
    return before.ends_at if before else None
