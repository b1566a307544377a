"""Who reads what: staff all of their run's, trainees what they were told and what was told to all."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import UUID

from django.db.models import Exists, F, OuterRef, Q, QuerySet

from courses.announcements.enums import Audience, State
from courses.announcements.models import Announcement
from courses.models import CourseRun
from notifications.many import progress_of
from notifications.models import CircularReceiver
from notifications.outbox import STUCK

if TYPE_CHECKING:
    from accounts.models import User

MOST_NAMED = 50


def announcements_for(*, user: User, run: CourseRun) -> QuerySet[Announcement]:
    """Return what a trainee of the run may read, the newest first, each with whether it is unread (`is_unread`)."""
    told = CircularReceiver.objects.filter(circular=OuterRef("circular"), user=user)
    unread = told.filter(notification__read_at=None, notification__isnull=False)
    rows = Announcement.objects.filter(run=run, state=State.SENT).filter(Q(audience=Audience.ALL) | Exists(told))
    return rows.annotate(is_unread=Exists(unread)).select_related("author").order_by("-sent_at", "-pk")


def announcements_of(*, run: CourseRun) -> QuerySet[Announcement]:
    """Return all of a run's announcements for its staff, the newest first."""
    return Announcement.objects.filter(run=run).select_related("author", "circular").order_by("-created_at", "-pk")


def notice_of(*, user: User, announcement: Announcement) -> UUID | None:
    """Return the person's own notice of an announcement, if it is unread."""
    rows = CircularReceiver.objects.filter(circular=announcement.circular_id, user=user, notification__read_at=None)
    return rows.values_list("notification__public_id", flat=True).first()


@dataclass(frozen=True)
class Spread:
    """How far an announcement has come."""

    told: int
    all: int
    lost: list[CircularReceiver]

    @property
    def is_under_way(self) -> bool:
        """Whether somebody is still to be told."""
        return self.told < self.all


def spread_of(announcement: Announcement) -> Spread | None:
    """Return how many have been told and whose mail did not get through; None before it is sent."""
    if announcement.circular is None:
        return None
    told, everybody = progress_of(announcement.circular)
    lost = announcement.circular.receivers.filter(notification__mail__state__in=STUCK)
    rows = lost.select_related("user").annotate(mail_state=F("notification__mail__state")).order_by("pk")
    return Spread(told, everybody, list(rows[:MOST_NAMED]))
