"""Taking back an application, leaving a course, and being taken off it: the place goes to the next in line."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.leaving import UnableToLeave, duties_of
from courses.domain.places import Kind, lock_run, move_up, note_step
from courses.enums import EnrolmentState
from courses.models import NOTE_LENGTH, CourseRun, Enrolment, RunStaff
from notifications.domain import notify

if TYPE_CHECKING:
    from accounts.models import User

BEFORE_START = (EnrolmentState.APPLIED, EnrolmentState.WAITING, EnrolmentState.ACCEPTED)
STUDYING_NOW = (EnrolmentState.ACCEPTED, EnrolmentState.ACTIVE)


class UnableToWithdraw(Exception):
    """The person cannot be taken off the run so; the message says why."""


def lock_with_run(enrolment: Enrolment) -> tuple[CourseRun, Enrolment]:
    """Return the run and the enrollment, locked in the order in which everybody locks them."""
    run = lock_run(enrolment.run_id)
    locked = Enrolment.objects.select_for_update(of=("self",)).select_related("user", "rule_set").get(pk=enrolment.pk)
    locked.run = run
    return run, locked


def cancel(*, enrolment: Enrolment, at: datetime) -> Enrolment:
    """This function will take back an application or a place, at the trainee's own wish; the next in line moves up.

    Done twice it changes nothing.
    """
    with transaction.atomic():
        run, locked = lock_with_run(enrolment)
        if locked.state in BEFORE_START:
            _end(locked, EnrolmentState.CANCELLED, Kind.CANCELLED, by=locked.user, at=at)
        elif locked.state == EnrolmentState.ACTIVE:
            _end(locked, EnrolmentState.WITHDRAWN, Kind.WITHDRAWN, by=locked.user, at=at)
        else:
            return locked
        move_up(run=run, at=at)
    return locked


def leave_course(*, enrolment: Enrolment, at: datetime) -> Enrolment:
    """This function will end a trainee's course at their own wish, free the place and tell the run's staff.

    What was attended and done stays. Done twice it changes nothing. Raises UnableToLeave while a group depends on
    the trainee.
    """
    with transaction.atomic():
        run, locked = lock_with_run(enrolment)
        if locked.state not in STUDYING_NOW:
            return locked
        duties = duties_of(locked.user, enrolment=locked)
        if duties:
            raise UnableToLeave(duties)
        _end(locked, EnrolmentState.WITHDRAWN, Kind.WITHDRAWN, by=locked.user, at=at)
        _tell_staff(
            run,
            at=at,
            subject=lambda: _("Osallistuja on keskeyttänyt koulutuksen"),
            text=lambda: (
                _("%(name)s on keskeyttänyt koulutuksen %(run)s.")
                % {"name": locked.user.get_full_name(), "run": run.name}
            ),
        )
        move_up(run=run, at=at)
    return locked


def withdraw_trainee(*, enrolment: Enrolment, by: User, reason: str, at: datetime) -> Enrolment:
    """This function will take a trainee off the run, as when they have told so by phone; the place becomes free.

    The trainee is told, with the reason. Done twice it changes nothing. Raises UnableToWithdraw without a reason,
    for one's own enrollment, for a finished one, and while the trainee's group depends on them.
    """
    reason = " ".join(reason.split())[:NOTE_LENGTH]
    with transaction.atomic():
        run, locked = lock_with_run(enrolment)
        if locked.state == EnrolmentState.WITHDRAWN:
            return locked
        _check(locked, by, reason)
        _end(locked, EnrolmentState.WITHDRAWN, Kind.WITHDRAWN, by=by, at=at, note=reason)
        notify(
            user=locked.user,
            kind="withdrawn",
            values={"toteutus": run.name, "syy": reason},
            subject=lambda: _("Koulutuksesi on merkitty keskeytyneeksi: %(run)s") % {"run": run.name},
            text=lambda: _text(reason),
            at=at,
        )
        move_up(run=run, at=at)
    return locked


def _check(enrolment: Enrolment, by: User, reason: str) -> None:
    if enrolment.user_id == by.pk:
        raise UnableToWithdraw(_("Oman koulutuksesi keskeytät itse koulutuksen sivulta."))
    if enrolment.state not in STUDYING_NOW:
        raise UnableToWithdraw(
            _("Keskeytyneeksi voi merkitä vain sen, joka opiskelee nyt. Tila on: %(state)s.")
            % {"state": enrolment.get_state_display()}
        )
    if not reason:
        raise UnableToWithdraw(_("Kirjoita syy. Osallistuja näkee sen."))
    duties = duties_of(enrolment.user, enrolment=enrolment)
    if duties:
        raise UnableToWithdraw(" ".join([_("Tätä ennen on hoidettava:"), *(str(duty.text) for duty in duties)]))


def _text(reason: str) -> str:
    lines = [
        _("Syy: %(reason)s") % {"reason": reason},
        _("Läsnäolosi ja suorituksesi jäävät talteen, ja voit jatkaa toisessa toteutuksessa."),
    ]
    return "\n\n".join(lines)


def _end(enrolment: Enrolment, state: str, kind: str, *, by: User | None, at: datetime, note: str = "") -> None:
    enrolment.state, enrolment.decided_at = state, at
    enrolment.save(update_fields=["state", "decided_at"])
    note_step(enrolment, kind, by=by, at=at, note=note)


def _tell_staff(run: CourseRun, *, at: datetime, subject: Callable[[], str], text: Callable[[], str]) -> None:
    for member in RunStaff.objects.filter(run=run, ended_at=None).select_related("user"):
        notify(
            user=member.user,
            kind="enrolment-left",
            subject=subject,
            text=text,
            url=reverse("courses:people", kwargs={"run": run.slug}),
            about=f"run-{run.pk}",
            at=at,
        )
