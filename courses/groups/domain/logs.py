"""Logging a meeting: exactly once per key, changed until the trainer has read it, then only added to."""

from __future__ import annotations

import uuid
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from courses.groups.domain.credit import first_state_of_log, reevaluate
from courses.groups.domain.help import follow_log
from courses.groups.domain.lifecycle import mark_started
from courses.groups.domain.private_words import opened_or_none, sealed_anew
from courses.groups.domain.refusals import GroupRefusal, lock_group
from courses.groups.enums import GroupState, HelpShown, LogState, MeetingState
from courses.groups.models import CostItem, GroupMeeting, LogAmendment, LogDraft, LogPart, MeetingLog, PeerGroup

if TYPE_CHECKING:
    from accounts.models import User

PLAIN_FIELDS = (
    "minutes", "kind", "mode", "present", "total", "topic", "reminded", "voice", "helped", "next_step", "feeling",
    "needs_help", "question", "help_shown",
)  # fmt: skip


class UnableToLog(GroupRefusal):
    """The log cannot be taken; the message says why."""


class StaleLog(GroupRefusal):
    """The log has been changed since the form was opened."""


@dataclass(frozen=True)
class LogFacts:
    """A whole log as the form gives it."""

    held_at: datetime
    minutes: int
    kind: str
    mode: str
    present: int
    total: int
    topic: str
    reminded: bool
    voice: str
    feeling: int
    helped: str = ""
    next_step: str = ""
    needs_help: bool = False
    question: str = ""
    help_shown: str = HelpShown.UNNAMED
    private_text: str = ""
    parts: frozenset[str] = frozenset()
    costs: dict[str, Decimal] = field(default_factory=dict)
    vat_percent: Decimal | None = None

    @classmethod
    def of(cls, log: MeetingLog) -> LogFacts:
        """Return the facts of a stored log."""
        costs = list(log.meeting.costs.all())
        values: dict[str, Any] = {name: getattr(log, name) for name in PLAIN_FIELDS}
        return cls(
            held_at=log.meeting.starts_at,
            parts=frozenset(row.part for row in log.parts.all()),
            costs={row.category: row.net for row in costs},
            vat_percent=costs[0].vat_percent if costs else None,
            private_text=opened_or_none(user=log.author, sealed=log.private_sealed) or "",
            **values,
        )


def log_meeting(
    *,
    group: PeerGroup,
    author: User,
    key: uuid.UUID,
    facts: LogFacts,
    at: datetime,
    meeting: GroupMeeting | None = None,
) -> MeetingLog:
    """This function will log a meeting that was held, planned or not, exactly once per author and key.

    A repetition with the same key returns the log that is there, whatever it says now. Raises UnableToLog when the
    group or the meeting does not take a log, and sealing.UnableToOpen when private words cannot be sealed.
    """
    with transaction.atomic():
        locked = lock_group(group)
        known = MeetingLog.objects.filter(author=author, key=key).select_related("meeting").first()
        if known:
            return known
        _refuse_impossible(locked, facts, at)
        place = _meeting_for(locked, meeting, facts, author, at)
        log = MeetingLog(
            meeting=place, author=author, key=key, state=first_state_of_log(locked), sent_at=at, changed_at=at
        )
        _fill(log, facts, author)
        follow_log(log=log, at=at)
        LogDraft.objects.filter(author=author, group=locked, meeting=meeting).delete()
        mark_started(group=locked)
        reevaluate(group=locked, about={"group", "meetings"}, at=at)
    return log


def _refuse_impossible(group: PeerGroup, facts: LogFacts, at: datetime) -> None:
    if group.state == GroupState.PLANNED:
        raise UnableToLog(_("Aloita ensin ryhmän kokoaminen, niin voit kirjata tapaamisia."))
    if facts.held_at > at:
        raise UnableToLog(_("Tapaaminen ei ole vielä alkanut. Kirjaa se, kun se on pidetty."))
    if group.ended_at and facts.held_at > group.ended_at:
        raise UnableToLog(_("Ryhmä on päättynyt ennen tätä aikaa."))


def _meeting_for(
    group: PeerGroup, meeting: GroupMeeting | None, facts: LogFacts, author: User, at: datetime
) -> GroupMeeting:
    """Return the planned meeting, locked and fit for a log, or a new one."""
    if meeting is None:
        return GroupMeeting(group=group, created_by=author, created_at=at)
    locked = GroupMeeting.objects.select_for_update(of=("self",)).get(pk=meeting.pk)
    if locked.state == MeetingState.LOGGED:
        raise UnableToLog(_("Tämä tapaaminen on jo kirjattu."))
    if locked.state == MeetingState.CANCELLED:
        raise UnableToLog(_("Tapaaminen on peruttu. Kirjaa pidetty tapaaminen uutena."))
    return locked


def _fill(log: MeetingLog, facts: LogFacts, author: User) -> None:
    """Write the facts into the meeting, the log, its parts and costs."""
    meeting = log.meeting
    if meeting.pk and (meeting.starts_at, meeting.minutes) != (facts.held_at, facts.minutes):
        meeting.sequence, meeting.changed_at = meeting.sequence + 1, log.changed_at  # calendars hear of it
    meeting.starts_at, meeting.minutes = facts.held_at, facts.minutes
    meeting.kind, meeting.mode, meeting.state = facts.kind, facts.mode, MeetingState.LOGGED
    meeting.save()
    log.meeting = meeting
    log.held_on = timezone.localdate(facts.held_at)
    for name in PLAIN_FIELDS:
        setattr(log, name, getattr(facts, name))
    log.private_sealed = sealed_anew(user=author, text=facts.private_text, before=log.private_sealed)
    log.save()
    log.parts.all().delete()
    LogPart.objects.bulk_create(LogPart(log=log, part=part) for part in sorted(facts.parts))
    meeting.costs.all().delete()
    CostItem.objects.bulk_create(
        CostItem(meeting=meeting, category=category, net=net, vat_percent=facts.vat_percent)
        for category, net in facts.costs.items()
    )


def change_log(*, log: MeetingLog, author: User, facts: LogFacts, revision: int, at: datetime) -> MeetingLog:
    """This function will change a log the trainer has not read; a returned one goes back to the trainer.

    Saving what is there already changes nothing. Raises UnableToLog once it has been read, and StaleLog when it
    has changed since the form was opened.
    """
    with transaction.atomic():
        group = lock_group(log.meeting.group)
        locked = MeetingLog.objects.select_for_update(of=("self",)).select_related("meeting").get(pk=log.pk)
        if not locked.is_editable:
            raise UnableToLog(_("Kouluttaja on jo lukenut kirjauksen. Voit lisätä siihen täydennyksen."))
        if locked.author_id != author.pk:
            raise UnableToLog(_("Vain kirjoittaja voi muuttaa kirjausta."))
        if locked.revision != revision:
            raise StaleLog(_("Kirjausta on muutettu sen jälkeen, kun avasit sen."))
        if facts.held_at > at:
            raise UnableToLog(_("Tapaaminen ei ole vielä alkanut. Kirjaa se, kun se on pidetty."))
        if LogFacts.of(locked) != facts or locked.state == LogState.RETURNED:
            locked.revision += 1
            locked.changed_at = at
            if locked.state == LogState.RETURNED:
                locked.state, locked.sent_at = LogState.SENT, at
            _fill(locked, facts, author)
            follow_log(log=locked, at=at)
        LogDraft.objects.filter(author=author, group=group, meeting=locked.meeting).delete()
        reevaluate(group=group, about={"meetings"}, at=at)
    return locked


def amend_log(*, log: MeetingLog, author: User, text: str, at: datetime) -> LogAmendment:
    """This function will add to a log that the trainer has read; the same text twice in a row is one amendment.

    Raises UnableToLog for a log that can still be changed itself.
    """
    with transaction.atomic():
        locked = MeetingLog.objects.select_for_update(of=("self",)).get(pk=log.pk)
        if locked.is_editable:
            raise UnableToLog(_("Voit vielä muuttaa itse kirjausta."))
        last = locked.amendments.last()
        if last and last.text == text.strip():
            return last
        return LogAmendment.objects.create(log=locked, author=author, text=text.strip(), written_at=at)


def meetings_on_the_day(*, group: PeerGroup, held_at: datetime, but: GroupMeeting | None) -> list[GroupMeeting]:
    """Return other meetings of the group on the same day: perhaps the one being logged is there already."""
    day = timezone.localdate(held_at)
    rows = group.meetings.exclude(state=MeetingState.CANCELLED).filter(starts_at__date=day)
    return list(rows.exclude(pk=but.pk) if but else rows)
