"""Agreed sessions in the calendars of those who arrange them and of those whose group has reserved."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.db.models import Q
from django.urls import reverse

from calendars.entries import Entry
from courses.experts.enums import COUNTED, SessionState
from courses.experts.models import ExpertSession, Reservation
from courses.groups.models import GroupFacilitator

if TYPE_CHECKING:
    from accounts.models import User


def calendar_entries(*, user: User) -> list[Entry]:
    """Return the sessions that concern the person, cancelled ones too so that calendars drop them; one query."""
    groups = GroupFacilitator.objects.filter(user=user, ended_at=None).values("group_id")
    reserved = Reservation.objects.filter(group__in=groups).values("session_id")
    rows = ExpertSession.objects.filter(Q(organizer=user) | Q(pk__in=reserved), starts_at__isnull=False)
    return [_entry(session, user) for session in rows.filter(state__in=[*COUNTED, SessionState.CANCELLED])]


def _entry(session: ExpertSession, user: User) -> Entry:
    assert session.starts_at is not None  # noqa: S101 -- the query asks for it
    ends_at = session.ends_at
    name = "session" if session.organizer_id != user.pk else f"{session.hat}-desk"
    return Entry(
        uid=f"expert-session-{session.public_id}@peili",
        sequence=session.sequence,
        starts_at=session.starts_at,
        ends_at=ends_at or session.starts_at,
        title=session.topic,
        place=session.place or session.link,
        url=settings.BASE_URL.rstrip("/") + reverse(f"experts:{name}", kwargs={"session": session.public_id}),
        is_canceled=session.state == SessionState.CANCELLED,
        updated_at=session.changed_at,
    )
