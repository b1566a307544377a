"""What a trainer does with a log: acknowledges it, or returns it to be completed."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from courses.groups.domain.credit import reevaluate
from courses.groups.domain.help import close_with_log
from courses.groups.domain.refusals import GroupRefusal, lock_group
from courses.groups.enums import LogState
from courses.groups.models import MeetingLog
from notifications.domain import notify

if TYPE_CHECKING:
    from accounts.models import User


class UnableToReview(GroupRefusal):
    """The log cannot be answered so; the message says why."""


def acknowledge_log(*, log: MeetingLog, by: User, comment: str, revision: int, at: datetime) -> MeetingLog:
    """This function will acknowledge a log with the trainer's comment and tell its author once.

    Doing it twice changes nothing. Raises UnableToReview when the log has changed since the trainer opened it.
    """
    return _answer(log=log, by=by, comment=comment, revision=revision, at=at, state=LogState.READ)


def return_log(*, log: MeetingLog, by: User, comment: str, revision: int, at: datetime) -> MeetingLog:
    """This function will give a log back to its author to be completed.

    Raises UnableToReview without a comment, or when it has been acknowledged or changed meanwhile.
    """
    if not comment.strip():
        raise UnableToReview(_("Kirjoita, mitä kirjauksessa pitää täydentää."))
    return _answer(log=log, by=by, comment=comment, revision=revision, at=at, state=LogState.RETURNED)


def _answer(*, log: MeetingLog, by: User, comment: str, revision: int, at: datetime, state: str) -> MeetingLog:
    with transaction.atomic():
        group = lock_group(log.meeting.group)
        locked = MeetingLog.objects.select_for_update(of=("self",)).select_related("author").get(pk=log.pk)
        if locked.state == state:
            return locked
        if locked.state == LogState.READ:
            raise UnableToReview(_("Kirjaus on jo kuitattu."))
        if locked.revision != revision:
            raise UnableToReview(_("Ohjaaja on muuttanut kirjausta sillä välin. Lue uusi versio ennen kuittausta."))
        locked.state, locked.trainer_comment = state, comment.strip()
        locked.answered_by, locked.answered_at = by, at
        locked.save(update_fields=["state", "trainer_comment", "answered_by", "answered_at"])
        if state == LogState.READ:
            close_with_log(log=locked, by=by, at=at)
        reevaluate(group=group, about={"meetings"}, at=at)
        if locked.author:
            _tell(locked, at)
    return locked


def _tell(log: MeetingLog, at: datetime) -> None:
    """Tell the author; the mail holds nothing of the log or the comment."""
    if log.state == LogState.RETURNED:
        subject = gettext_lazy("Täydennä tapaamiskirjausta")
        text = gettext_lazy("Kouluttaja palautti tapaamiskirjauksesi täydennettäväksi. Lue kommentti Peilissä.")
    else:
        subject = gettext_lazy("Tapaamiskirjauksesi on kuitattu")
        text = gettext_lazy("Kouluttaja on lukenut tapaamiskirjauksesi. Lue mahdollinen kommentti Peilissä.")
    url = reverse("groups:logged", kwargs={"group": log.meeting.group.public_id, "log": log.public_id})
    kind = "log-returned" if log.state == LogState.RETURNED else "log-read"
    notify(
        user=log.author,  # type: ignore[arg-type]
        kind=kind,
        subject=subject,
        text=text,
        url=url,
        at=at,
    )
