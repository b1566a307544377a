"""Opening the pulse of a meeting, and answering it: counters go up, nothing of a single answer is kept."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING
from uuid import UUID

from django.db import transaction
from django.db.models import F, Sum
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

from courses.groups.domain.refusals import GroupRefusal, lock_open_group
from courses.groups.domain.secret_links import LinkKind
from courses.groups.enums import MeetingState, MemberState
from courses.groups.models import GroupFacilitator, GroupMeeting, MeetingLog
from courses.groups.models.logs import LARGEST_MEETING
from courses.models import CourseRun
from courses.pulse.models import Pulse, PulseReceipt, PulseTally, Question, RunPulse

if TYPE_CHECKING:
    from collections.abc import Mapping

OPEN_FOR = timedelta(days=7)
FACILITATOR_STEP, STAFF_STEP = 3, 5  # fewer answers than these are shown to nobody, nor is a difference of fewer
LINKS = LinkKind("courses.pulse", "p")


class UnableToPulse(GroupRefusal):
    """The pulse cannot be opened or answered; the message says why."""


def open_pulse(*, meeting: GroupMeeting, at: datetime) -> Pulse:
    """This function will open the pulse of a meeting that has begun, for a week; one that is there is opened anew.

    Raises UnableToPulse for a meeting that is ahead or was cancelled.
    """
    if meeting.state == MeetingState.CANCELLED:
        raise UnableToPulse(_("Tapaaminen on peruttu."))
    if meeting.starts_at > at:
        raise UnableToPulse(_("Pulssi kysytään, kun tapaaminen on alkanut."))
    with transaction.atomic():
        group = lock_open_group(meeting.group)
        links = GroupFacilitator.objects.filter(group=group, enrolment__isnull=False).order_by("since", "pk")
        run = CourseRun.objects.filter(pk=links.values("enrolment__run_id")[:1]).first()
        values = {"closes_at": at + OPEN_FOR}
        pulse, _new = Pulse.objects.update_or_create(
            meeting=meeting, defaults=values, create_defaults={**values, "run": run}
        )
    return pulse


def close_pulse(*, pulse: Pulse, at: datetime) -> None:
    """This function will end the pulse now; safe to repeat."""
    Pulse.objects.filter(pk=pulse.pk, closes_at__gt=at).update(closes_at=at)


def change_link(*, pulse: Pulse) -> None:
    """This function will make the link given out lead nowhere."""
    Pulse.objects.filter(pk=pulse.pk).update(generation=F("generation") + 1)


def token_of(pulse: Pulse) -> str:
    """Return the secret part of the pulse's address."""
    return LINKS.make(key=pulse.public_id, generation=pulse.generation)


def find_pulse(*, token: str) -> Pulse | None:
    """Return the pulse of a link, or None for one that was never made or holds no longer."""
    link = LINKS.read(token)
    pulse = Pulse.objects.filter(public_id=link.key).select_related("meeting__group").first() if link else None
    return pulse if pulse and link and link.fits(pulse.generation) else None


def answer_pulse(*, pulse: Pulse, nonce: UUID, values: Mapping[str, int], at: datetime) -> bool:
    """This function will count one answer; a form that comes again counts once. Returns whether it was counted.

    Raises UnableToPulse when the pulse has ended, or has as many answers as there were people.
    """
    digest = salted_hmac("courses.pulse.receipt", f"{pulse.public_id}:{nonce}", algorithm="sha256").hexdigest()
    with transaction.atomic():
        locked = Pulse.objects.select_for_update(of=("self",)).select_related("meeting__group").get(pk=pulse.pk)
        if PulseReceipt.objects.filter(digest=digest).exists():
            return False
        if not locked.is_open(at):
            raise UnableToPulse(_("Pulssi on päättynyt, joten vastausta ei enää laskettu."))
        if locked.answers >= _most(locked):
            raise UnableToPulse(_("Kaikki paikalla olleet ovat jo vastanneet."))
        PulseReceipt.objects.create(digest=digest, pulse=locked)
        for question in Question.values:
            row, _new = PulseTally.objects.get_or_create(pulse=locked, question=question, value=values[question])
            PulseTally.objects.filter(pk=row.pk).update(count=F("count") + 1)
        locked.answers += 1
        _show(locked)
        _show_to_staff(locked)
    return True


def _most(pulse: Pulse) -> int:
    """Return how many answers there can be: nobody fills the counters through the link."""
    present = MeetingLog.objects.filter(meeting=pulse.meeting).values_list("present", flat=True).first() or 0
    joined = pulse.meeting.group.members.filter(state=MemberState.JOINED).count()
    return max(present, joined) or LARGEST_MEETING


def _show(pulse: Pulse) -> None:
    """Let the facilitator see the counters as they stand, when enough answers have come since the last time."""
    if pulse.answers - pulse.shown_answers >= FACILITATOR_STEP:
        pulse.shown_answers = pulse.answers
        pulse.tallies.update(shown=F("count"))
    pulse.save(update_fields=["answers", "shown_answers"])


def _show_to_staff(pulse: Pulse) -> None:
    """Move the sum that the run's staff see, when at least five answers have come since it was moved."""
    if pulse.run_id is None:
        return
    RunPulse.objects.get_or_create(run_id=pulse.run_id)
    shown = RunPulse.objects.select_for_update().get(run_id=pulse.run_id)
    total = Pulse.objects.filter(run_id=pulse.run_id).aggregate(total=Sum("answers"))["total"] or 0
    if total - shown.answers < STAFF_STEP:
        return
    rows = PulseTally.objects.filter(pulse__run_id=pulse.run_id).values_list("question", "value")
    counts = {f"{question}-{value}": count for question, value, count in rows.annotate(total=Sum("count")).order_by()}
    shown.answers, shown.counts = total, counts
    shown.save(update_fields=["answers", "counts"])
