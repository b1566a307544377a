"""Sending an announcement: now, or when its time has come; to whoever belongs to its audience then, each once."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from courses.announcements.domain.audiences import people_of
from courses.announcements.domain.words import subject_of, text_of, values_of
from courses.announcements.domain.writing import UnableToAnnounce, lock, note
from courses.announcements.enums import Pace, State, Step
from courses.announcements.models import Announcement
from courses.domain.telling import about_run
from courses.enums import RunState
from notifications.many import Message, begin_circular

if TYPE_CHECKING:
    from accounts.models import User

SILENT = (RunState.DRAFT, RunState.CANCELLED, RunState.ARCHIVED)
KINDS = {Pace.NOW: "announcement", Pace.DIGEST: "announcement-digest"}
MOST_AT_ONCE = 20


def send_or_schedule(*, announcement: Announcement, by: User, at: datetime) -> Announcement:
    """This function will send a draft, or leave it for its time when that is to come; twice does it once.

    Raises UnableToAnnounce when nobody is meant, or the run is one that nobody is told of.
    """
    with transaction.atomic():
        row = lock(announcement)
        if not row.is_written:
            return row
        _check_run(row)
        if row.send_at is not None and row.send_at > at:
            if row.state != State.SCHEDULED:
                row.state = State.SCHEDULED
                row.save(update_fields=["state"])
                note(row, Step.SCHEDULED, by=by, at=at)
            return row
        return _send(row, by=by, at=at)


def send_due(*, at: datetime) -> int:
    """This function will send the announcements whose time has come; return how many. Safe to repeat.

    One that nobody is meant by any more, or whose run has been called off, becomes a draft again.
    """
    done = 0
    due = Announcement.objects.filter(state=State.SCHEDULED, send_at__lte=at).order_by("send_at")
    for pk in list(due.values_list("pk", flat=True)[:MOST_AT_ONCE]):
        with transaction.atomic():
            row = lock(Announcement(pk=pk))
            if row.state != State.SCHEDULED:
                continue
            try:
                _check_run(row)
                _send(row, by=row.author, at=at)
            except UnableToAnnounce:
                Announcement.objects.filter(pk=pk).update(state=State.DRAFT)
                continue
        done += 1
    return done


def _check_run(row: Announcement) -> None:
    if row.run.state in SILENT:
        raise UnableToAnnounce(_("Toteutus on luonnos tai päättynyt, eikä sen osallistujille voi enää tiedottaa."))


def _send(row: Announcement, *, by: User | None, at: datetime) -> Announcement:
    people = list(people_of(run=row.run, audience=row.audience, at=at))
    if not people:
        raise UnableToAnnounce(_("Kukaan osallistuja ei ole nyt tässä joukossa, joten viestiä ei lähetetty."))
    row.circular = begin_circular(
        key=f"announcement-{row.public_id}",
        people=people,
        kind=KINDS[Pace(row.pace)],
        message=lambda: Message.of(subject=subject_of(row), text=text_of(row), values=values_of(row)),
        url=reverse("announcements:read", kwargs={"run": row.run.slug, "announcement": row.public_id}),
        about=about_run(row.run_id),
        at=at,
    )
    row.state, row.sent_at = State.SENT, at
    row.save(update_fields=["circular", "state", "sent_at"])
    note(row, Step.SENT, by=by, at=at)
    return row
