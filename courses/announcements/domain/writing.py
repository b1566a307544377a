"""Writing an announcement: a draft, changes before and after it is sent, taking it away. Each leaves a trace."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from courses.announcements.domain.words import subject_of, text_of
from courses.announcements.enums import State, Step
from courses.announcements.models import Announcement, AnnouncementStep
from courses.models import CourseRun
from notifications.models import CircularReceiver, Notification, OutgoingMail

if TYPE_CHECKING:
    from accounts.models import User

NOT_GONE = (OutgoingMail.State.QUEUED, OutgoingMail.State.HELD, OutgoingMail.State.FAILED)


class UnableToAnnounce(Exception):
    """The announcement cannot be changed or sent so; the message says why."""


@dataclass(frozen=True)
class Content:
    """What is written on the form."""

    title: str
    text: str
    audience: str
    pace: str
    send_at: datetime | None = None


def write_announcement(*, run: CourseRun, content: Content, by: User, at: datetime, key: UUID) -> Announcement:
    """This function will keep a draft; the same page sent twice is one draft."""
    with transaction.atomic():
        found, is_new = Announcement.objects.get_or_create(
            key=key, defaults={"run": run, "author": by, "created_at": at, **vars(content)}
        )
        if not is_new:
            if found.run_id != run.pk:
                raise UnableToAnnounce(_("Sivu on vanhentunut. Avaa se uudelleen."))
            return change_announcement(announcement=found, content=content, by=by, at=at)
        note(found, Step.WRITTEN, by=by, at=at)
    return found


def change_announcement(*, announcement: Announcement, content: Content, by: User, at: datetime) -> Announcement:
    """This function will change what is written. Of one that has been sent only the words change, for its readers too.

    Raises UnableToAnnounce for one that has been taken away.
    """
    with transaction.atomic():
        row = lock(announcement)
        if row.state == State.WITHDRAWN:
            raise UnableToAnnounce(_("Tiedote on poistettu."))
        was = (row.title, row.text)
        if row.is_written:
            for name, value in vars(content).items():
                setattr(row, name, value)
            row.state = State.DRAFT  # what has changed is looked at before it goes
        else:
            row.title, row.text = content.title, content.text
        row.changed_at = at if not row.is_written and was != (row.title, row.text) else row.changed_at
        row.save()
        if was != (row.title, row.text):
            note(row, Step.CHANGED, by=by, at=at, was=was)
            _reword_notices(row)
    return row


def withdraw_announcement(*, announcement: Announcement, by: User, at: datetime) -> Announcement:
    """This function will take an announcement away from its readers; mails that have not gone do not go.

    A draft is deleted. Doing it twice changes nothing.
    """
    with transaction.atomic():
        row = lock(announcement)
        if row.is_written:
            row.delete()
            return row
        if row.state == State.WITHDRAWN:
            return row
        row.state = State.WITHDRAWN
        row.save(update_fields=["state"])
        note(row, Step.WITHDRAWN, by=by, at=at)
        if row.circular_id:
            CircularReceiver.objects.filter(circular=row.circular_id, told_at=None).delete()
            OutgoingMail.objects.filter(pk__in=_notices(row).values("mail"), state__in=NOT_GONE).delete()
            _notices(row).update(subject=_("Tiedote on poistettu"), text="", in_digest=False)
    return row


def note(row: Announcement, kind: str, *, by: User | None, at: datetime, was: tuple[str, str] = ("", "")) -> None:
    """Note what was done to an announcement."""
    AnnouncementStep.objects.create(announcement=row, kind=kind, by=by, at=at, was_title=was[0], was_text=was[1])


def lock(announcement: Announcement) -> Announcement:
    """Return the announcement as it is now, locked, with its run. Raises UnableToAnnounce when it is gone."""
    rows = Announcement.objects.select_for_update(of=("self",)).select_related("run", "author")
    found = rows.filter(pk=announcement.pk).first()
    if found is None:
        raise UnableToAnnounce(_("Luonnos on poistettu."))
    return found


def _notices(row: Announcement) -> QuerySet[Notification]:
    return Notification.objects.filter(
        pk__in=CircularReceiver.objects.filter(circular=row.circular_id).values("notification")
    )


def _reword_notices(row: Announcement) -> None:
    """Let those who were told read the new words; the mails that went are as they were."""
    if row.circular_id is None:
        return
    _notices(row).update(subject=subject_of(row)[:200], text=text_of(row))
    circular = row.circular
    if circular is not None and circular.done_at is None:
        for words in circular.words.values():
            words.update(subject=subject_of(row), text=text_of(row))
        circular.save(update_fields=["words"])
