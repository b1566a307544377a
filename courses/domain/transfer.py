"""Going on in another run: the enrollment, the sessions that count already, and what was done (K10).

The run that is left keeps its register as it is. In the new run the sessions are credits, never attendance, so that
every hour is counted once.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.discovery import modules_named
from courses.domain.places import MOVING, Kind, give_place, is_full, move_up, note_step
from courses.domain.transfer_telling import tell_of_transfer
from courses.domain.withdrawing import STUDYING_NOW
from courses.enums import STUDYING, AttendanceState, EnrolmentState, SessionState, Way
from courses.models import (
    NOTE_LENGTH,
    ActivityCompletion,
    Attendance,
    CourseRun,
    Enrolment,
    Session,
    SessionContent,
    SessionCredit,
    Transfer,
)

if TYPE_CHECKING:
    from accounts.models import User

MAY_GO_ON = (EnrolmentState.APPLIED, EnrolmentState.WAITING, *STUDYING_NOW, EnrolmentState.WITHDRAWN)
COUNTS = (AttendanceState.PRESENT, AttendanceState.MADE_UP)


class UnableToTransfer(Exception):
    """The trainee cannot go on in that run so; the message says why."""


@dataclass(frozen=True)
class Earned:
    """A session that counts for the trainee, where it was attended, and where it would count in the new run."""

    session: Session
    minutes: int
    target: Session | None = None


@dataclass(frozen=True)
class Credit:
    """What the staff decided: this session of the new run counts because of that one."""

    earned_in: Session
    session: Session


def runs_to_continue_in(*, enrolment: Enrolment, user: User, at: datetime) -> QuerySet[CourseRun]:
    """Return the runs of the same course that have not ended and in which this member of staff works, next first."""
    rows = CourseRun.objects.staffed_by(user).filter(course_id=enrolment.run.course_id, state__in=MOVING)
    rows = rows.exclude(ends_on__lt=timezone.localdate(at))  # held already, and only waits to be closed
    return rows.exclude(pk=enrolment.run_id).order_by("starts_on", "pk")


def earned_by(enrolment: Enrolment) -> list[Earned]:
    """Return the sessions that count for the trainee: from closed registers, and those brought along before."""
    marks = Attendance.objects.filter(enrolment=enrolment, state__in=COUNTS, session__state=SessionState.LOCKED)
    rows = [Earned(mark.session, mark.minutes) for mark in marks.select_related("session__run")]
    own = {row.session.pk for row in rows}
    brought = enrolment.credits.exclude(session__in=own).select_related("earned_in__run")
    rows += [Earned(credit.earned_in, credit.minutes) for credit in brought]
    return sorted(rows, key=lambda row: (row.session.position, row.session.starts_at))


def propose_credits(*, enrolment: Enrolment, run: CourseRun) -> list[Earned]:
    """Return what the trainee has earned, each with the session of the run that works through the same content.

    A session without content of its own goes by its name. Each session of the run is proposed once; one that the
    trainee has attended in the run itself needs no credit.
    """
    targets = list(run.sessions.exclude(state=SessionState.CANCELLED).order_by("position"))
    attended = Attendance.objects.filter(
        enrolment__user=enrolment.user_id, session__run=run, state__in=COUNTS, session__state=SessionState.LOCKED
    )
    there = set(attended.values_list("session_id", flat=True))
    free = [session for session in targets if session.pk not in there]
    rows = earned_by(enrolment)
    pages = _pages_of([*free, *(row.session for row in rows)])
    proposed = []
    for row in rows:
        found = next((session for session in free if _same(row.session, session, pages)), None)
        if found:
            free.remove(found)
        proposed.append(Earned(row.session, row.minutes, found))
    return proposed


def _pages_of(sessions: list[Session]) -> dict[int, set[int]]:
    pages: dict[int, set[int]] = {session.pk: set() for session in sessions}
    for session, page in SessionContent.objects.filter(session__in=pages).values_list("session_id", "page_id"):
        pages[session].add(page)
    return pages


def _same(one: Session, other: Session, pages: dict[int, set[int]]) -> bool:
    if pages[one.pk] or pages[other.pk]:
        return bool(pages[one.pk] & pages[other.pk])
    return one.title.casefold() == other.title.casefold()


def transfer_trainee(
    *,
    enrolment: Enrolment,
    run: CourseRun,
    by: User,
    reason: str,
    at: datetime,
    over_capacity: bool = False,
    credits: Sequence[Credit] | None = None,
) -> Transfer:
    """This function will let a trainee go on in another run of the course, with the sessions that count already.

    Without `credits` every session goes where its content is worked through. What was done of the modules comes
    along, and so do the trainee's groups. The conditions of the new run are evaluated; the trainee is told what was
    carried over, the staff of both runs that it happened; the place that is left goes to the next in line. Repeated
    it returns the transfer that was made. Raises UnableToTransfer.
    """
    reason = " ".join(reason.split())[:NOTE_LENGTH]
    with transaction.atomic():
        runs = _lock_runs(enrolment.run_id, run.pk)
        source = _locked(enrolment)
        source.run, new_run = runs[enrolment.run_id], runs[run.pk]
        known = source.transfers_out.filter(target__run=new_run).first()
        if source.state == EnrolmentState.MOVED and known:
            return known
        _check(source, new_run, by=by, reason=reason, over_capacity=over_capacity)
        target = _enter(source, new_run, by=by, reason=reason, at=at)
        transfer = Transfer.objects.create(source=source, target=target, by=by, at=at, reason=reason)
        _leave(source, new_run, by=by, reason=reason, at=at)
        _carry(transfer, credits, at=at)
        give_place(target, by=by, at=at, told=False)
        tell_of_transfer(transfer, at=at)
        move_up(run=source.run, at=at)
    return transfer


def _lock_runs(*keys: int) -> dict[int, CourseRun]:
    """Lock both runs in the order of their keys, so that two transfers never wait for each other."""
    rows = CourseRun.objects.select_for_update(of=("self",)).filter(pk__in=keys).order_by("pk")
    return {run.pk: run for run in rows}


def _locked(enrolment: Enrolment) -> Enrolment:
    return Enrolment.objects.select_for_update(of=("self",)).select_related("user").get(pk=enrolment.pk)


def _check(source: Enrolment, run: CourseRun, *, by: User, reason: str, over_capacity: bool) -> None:
    if source.user_id == by.pk:
        raise UnableToTransfer(_("Omaa ilmoittautumista ei voi siirtää itse."))
    if source.ready_at is not None and source.state != EnrolmentState.WITHDRAWN:
        raise UnableToTransfer(_("Kaikki ehdot ovat jo täynnä, joten siirrettävää ei ole."))
    if source.state not in MAY_GO_ON:
        raise UnableToTransfer(
            _("Tätä ilmoittautumista ei voi siirtää: se on %(state)s.") % {"state": source.get_state_display()}
        )
    if run.pk == source.run_id or run.course_id != source.run.course_id or run.state not in MOVING:
        raise UnableToTransfer(_("Valitse saman koulutuksen toinen toteutus, joka ei ole päättynyt."))
    if Enrolment.objects.filter(run=run, user=source.user_id, state__in=STUDYING).exists():
        raise UnableToTransfer(_("Osallistuja on jo mukana toteutuksessa %(run)s.") % {"run": run.name})
    if not reason:
        raise UnableToTransfer(_("Kirjoita siirron syy."))
    if is_full(run) and not over_capacity:
        raise UnableToTransfer(
            _("Toteutus %(run)s on täynnä. Lisää paikkoja tai ota osallistuja yli paikkamäärän.") % {"run": run.name}
        )


def _enter(source: Enrolment, run: CourseRun, *, by: User, reason: str, at: datetime) -> Enrolment:
    values = {
        "came_by": Way.TRANSFER,
        "state": EnrolmentState.ACCEPTED,
        "background": source.background,
        "payer_id": source.payer_id,
        "special_needs": source.special_needs,
        "applied_at": at,
        "decided_at": at,
        "decided_by": by,
    }
    target, _made = Enrolment.objects.update_or_create(
        run=run,
        user=source.user,
        defaults=values,
        create_defaults=values | {"rule_set": run.rule_sets.latest("version"), "motivation": source.motivation},
    )
    target.run = run
    note_step(target, Kind.MOVED_IN, by=by, at=at, note=f"{source.run.name}: {reason}"[:NOTE_LENGTH])
    return target


def _leave(source: Enrolment, run: CourseRun, *, by: User, reason: str, at: datetime) -> None:
    source.state, source.decided_at = EnrolmentState.MOVED, at
    source.save(update_fields=["state", "decided_at"])
    note_step(source, Kind.MOVED_OUT, by=by, at=at, note=f"{run.name}: {reason}"[:NOTE_LENGTH])


def _carry(transfer: Transfer, chosen: Sequence[Credit] | None, *, at: datetime) -> None:
    """Bring along the sessions, what was done of the modules, and what other apps keep for the enrollment."""
    source, target = transfer.source, transfer.target
    proposed = propose_credits(enrolment=source, run=target.run)
    earned = {row.session.pk: row for row in proposed}
    if chosen is None:
        chosen = [Credit(row.session, row.target) for row in proposed if row.target]
    here = set(target.run.sessions.values_list("pk", flat=True))
    if any(row.earned_in.pk not in earned or row.session.pk not in here for row in chosen):
        raise UnableToTransfer(_("Hyväksiluettavat kerrat ovat muuttuneet. Tarkista ne uudelleen."))
    if len({row.session.pk for row in chosen}) < len(chosen) or len({row.earned_in.pk for row in chosen}) < len(chosen):
        raise UnableToTransfer(_("Sama kerta voi korvata vain yhden kerran. Tarkista valinnat."))
    target.credits.all().delete()
    SessionCredit.objects.bulk_create(
        SessionCredit(
            enrolment=target,
            session=row.session,
            earned_in=row.earned_in,
            minutes=min(earned[row.earned_in.pk].minutes, row.session.minutes),
            transfer=transfer,
        )
        for row in chosen
    )
    done = ActivityCompletion.objects.filter(enrolment=source).values_list("activity_id", "completed_at", "revision_id")
    ActivityCompletion.objects.bulk_create(
        (
            ActivityCompletion(enrolment=target, activity_id=activity, completed_at=when, revision_id=revision)
            for activity, when, revision in done
        ),
        ignore_conflicts=True,
    )
    for _label, module in modules_named("carrying"):
        module.carry_over(source=source, target=target, at=at)
