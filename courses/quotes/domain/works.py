"""What a group has done together: recording it, and taking it off the list."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from pathlib import PurePath
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils.translation import gettext as _

from courses.groups.domain.refusals import GroupRefusal, lock_group
from courses.groups.models import PeerGroup
from courses.quotes.models import JointWork

if TYPE_CHECKING:
    from accounts.models import User

MOST_WORKS = 200
LONGEST_NAME = 100


class UnableToRecord(GroupRefusal):
    """The work cannot be recorded; the message says why."""


@dataclass(frozen=True)
class Work:
    """What was done, which part of the model it lived, and whether it may be shown to others."""

    title: str
    part: str
    done_on: date
    is_shareable: bool
    file: Any = None


def record_work(*, group: PeerGroup, work: Work, by: User, at: datetime) -> JointWork:
    """This function will put a work on the group's list; the same sent again stays one.

    Raises UnableToRecord when the list is full.
    """
    with transaction.atomic():
        locked = lock_group(group)
        same = JointWork.objects.filter(group=locked, title=work.title, done_on=work.done_on).first()
        if same:
            return same
        if locked.works.count() >= MOST_WORKS:
            raise UnableToRecord(_("Luettelossa on jo %(count)s riviä.") % {"count": MOST_WORKS})
        made = JointWork(group=locked, recorded_by=by, recorded_at=at)
        made.title, made.part, made.done_on = work.title, work.part, work.done_on
        made.is_shareable = work.is_shareable
        if work.file:
            made.file, made.file_name = work.file, clean_name(work.file.name)
        made.save()
    return made


def change_sharing(*, work: JointWork, is_shareable: bool) -> None:
    """This function will let others see a work, or no longer; safe to repeat."""
    JointWork.objects.filter(pk=work.pk).update(is_shareable=is_shareable)


def remove_work(*, work: JointWork) -> None:
    """This function will take a work off the list and delete its file for real."""
    storage, name = work.file.storage, work.file.name
    with transaction.atomic():
        JointWork.objects.filter(pk=work.pk).delete()
        if name:
            transaction.on_commit(lambda: storage.delete(name), robust=True)


def clean_name(name: str) -> str:
    """Return what a file is called: without folders and control signs, its ending kept."""
    plain = "".join(sign for sign in PurePath(name.replace("\\", "/")).name if sign.isprintable()).strip()
    stem, suffix = PurePath(plain or "tiedosto").stem, PurePath(plain).suffix[:12]
    return stem[: LONGEST_NAME - len(suffix)] + suffix
