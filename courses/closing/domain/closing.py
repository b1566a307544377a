"""Closing a run, which starts the clocks of its data, and opening it again while nothing has gone yet."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from courses.closing.domain.groups import end_groups
from courses.closing.domain.unfinished import kinds_of, undecided_groups, unfinished_people
from courses.closing.models import Becomes, GroupGoes, GroupOutcome, LeftOpen, PersonOutcome, RunClosing
from courses.enums import EnrolmentState, RunState, SessionState
from courses.models import CourseRun, Enrolment, Session
from courses.wording import day

if TYPE_CHECKING:
    from accounts.models import User

OVER = (RunState.ENDED, RunState.ARCHIVED)


class UnableToClose(Exception):
    """The run cannot be closed yet; the message says what is in the way."""


class UnableToReopen(Exception):
    """The run cannot be opened again; the message says why."""


def in_the_way(*, run: CourseRun, at: datetime) -> list[str]:
    """Return what keeps the run from being closed, in words; nothing when it can be closed."""
    if run.state in (RunState.DRAFT, RunState.CANCELLED):
        return [_("Vain pidetyn toteutuksen voi sulkea.")]
    found = []
    coming = Session.objects.filter(run=run, starts_at__gt=at).exclude(state=SessionState.CANCELLED)
    last = coming.order_by("-starts_at").first()
    if last:
        found.append(_("Viimeinen kerta on vasta %(day)s.") % {"day": day(last.starts_at)})
    open_ends = sum(kind.count for kind in kinds_of(run=run, at=at))
    people, groups = unfinished_people(run).count(), undecided_groups(run).count()
    if open_ends:
        text = ngettext("%(n)s asia on auki.", "%(n)s asiaa on auki.", open_ends)
        found.append(text % {"n": open_ends})
    if people:
        text = ngettext(
            "%(n)s osallistujan jatkoa ei ole ratkaistu.", "%(n)s osallistujan jatkoa ei ole ratkaistu.", people
        )
        found.append(text % {"n": people})
    if groups:
        text = ngettext("%(n)s ryhmän jatkoa ei ole ratkaistu.", "%(n)s ryhmän jatkoa ei ole ratkaistu.", groups)
        found.append(text % {"n": groups})
    return found


def close_run(*, run: CourseRun, by: User, at: datetime) -> RunClosing:
    """This function will close the run and start the clocks of its data; doing it twice changes nothing.

    Trainees are told afterwards, in turns (`courses.closing.domain.telling`). Certificates stay as they are. Raises
    UnableToClose while something is neither handled nor left on purpose.
    """
    with transaction.atomic():
        locked = CourseRun.objects.select_for_update(of=("self",)).get(pk=run.pk)
        standing = locked.closings.filter(reopened_at=None).first()
        if standing:
            return standing
        reasons = in_the_way(run=locked, at=at)
        if reasons:
            raise UnableToClose(" ".join(reasons))
        closing = RunClosing.objects.create(run=locked, closed_by=by, closed_at=at, was_state=_before(locked))
        locked.state, locked.closed_on = RunState.ENDED, timezone.localdate(at)
        locked.save(update_fields=["state", "closed_on"])
        end_groups(run=locked, at=at)
    return closing


def _before(run: CourseRun) -> str:
    return RunState.RUNNING if run.state in OVER else run.state


def reopen_until(closing: RunClosing) -> datetime:
    """Return until when a closed run can be opened again."""
    return closing.closed_at + timedelta(days=settings.RUN_REOPEN_DAYS)


def reopen_run(*, run: CourseRun, reason: str, by: User, at: datetime) -> list[Enrolment]:
    """This function will open a closed run again and stop its clocks; return the trainees it brought back.

    Who was ended by the closing takes part again; who was moved stays in the other run, and a group that ended stays
    so. What was left open is asked anew at the next closing. Raises UnableToReopen after the days for it, or without
    a reason.
    """
    reason = reason.replace("\x00", "").strip()
    if not reason:
        raise UnableToReopen(_("Kirjoita, miksi toteutus avataan uudelleen."))
    with transaction.atomic():
        locked = CourseRun.objects.select_for_update(of=("self",)).get(pk=run.pk)
        closing = locked.closings.filter(reopened_at=None).first()
        if closing is None:
            return []
        if at > reopen_until(closing):
            raise UnableToReopen(
                _("Toteutuksen sai avata uudelleen %(day)s asti.") % {"day": day(reopen_until(closing))}
            )
        closing.reopened_by, closing.reopened_at, closing.reopen_reason = by, at, reason
        closing.save(update_fields=["reopened_by", "reopened_at", "reopen_reason"])
        locked.state, locked.closed_on = closing.was_state, None
        locked.save(update_fields=["state", "closed_on"])
        return _bring_back(locked, at=at)


def _bring_back(run: CourseRun, *, at: datetime) -> list[Enrolment]:
    rows = PersonOutcome.objects.filter(run=run, becomes=Becomes.ENDED, enrolment__state=EnrolmentState.WITHDRAWN)
    back = []
    for row in rows.select_related("enrolment__user"):
        row.enrolment.state, row.enrolment.decided_at = row.was_state, at
        back.append(row.enrolment)
    Enrolment.objects.bulk_update(back, ["state", "decided_at"])
    PersonOutcome.objects.filter(run=run).exclude(becomes=Becomes.MOVED).delete()
    GroupOutcome.objects.filter(run=run).exclude(goes=GroupGoes.ENDED).delete()
    LeftOpen.objects.filter(run=run).delete()
    return back
