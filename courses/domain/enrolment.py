"""Enrolling in a run, and what the coordinator decides of it."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from courses.domain.completion import evaluate
from courses.domain.places import Kind, give_place, is_full, lock_run, move_up, note_step, places_left
from courses.enums import STUDYING, Background, EnrolmentState, RunState, Way
from courses.models import CourseRun, Enrolment
from notifications.domain import notify

if TYPE_CHECKING:
    from accounts.models import User

OPEN_STATES = (EnrolmentState.APPLIED, EnrolmentState.WAITING, *STUDYING)


class UnableToEnrol(Exception):
    """The run does not take this person now; the message says why."""


class UnableToDecide(Exception):
    """The application is not waiting for a decision any more; the message says what became of it."""


class UnableToConfirm(Exception):
    """The completion cannot be confirmed; the message says why."""


def enrol(
    *,
    run: CourseRun,
    user: User,
    at: datetime,
    background: str = Background.OTHER,
    motivation: str = "",
    special_needs: str = "",
) -> Enrolment:
    """This function will enter the person's application to a run; a full run puts it on the waiting list.

    Repeating it returns the application that is there. Raises UnableToEnrol outside the enrollment window.
    """
    with transaction.atomic():
        locked = lock_run(run.pk)
        known = Enrolment.objects.filter(run=locked, user=user).first()
        if known and known.state in OPEN_STATES:
            return known
        if not is_open_for_enrolment(run=locked, at=at):
            raise UnableToEnrol(_("Ilmoittautuminen tähän toteutukseen ei ole auki."))
        told = {"background": background, "motivation": motivation, "special_needs": special_needs}
        return _enter(locked, user, known, way=Way.OPEN, at=at, told=told)


def take_place(
    *,
    run: CourseRun,
    user: User,
    at: datetime,
    way: str = Way.INVITATION,
    by: User | None = None,
    background: str = Background.OTHER,
    motivation: str = "",
    special_needs: str = "",
) -> Enrolment:
    """This function will give a place to a person who needs no decision (invited, or with a key); a full run puts
    them on the waiting list, approved: they get the first place that becomes free in their turn.

    Does not ask whether enrollment is open, which its callers do. Repeating it returns what is there; an application
    that waits for a decision is thereby decided.
    """
    with transaction.atomic():
        locked = lock_run(run.pk)
        known = Enrolment.objects.filter(run=locked, user=user).select_related("user", "rule_set").first()
        if known and known.state in STUDYING:
            return known
        if known and known.state in OPEN_STATES:
            enrolment = known
        else:
            told = {"background": background, "motivation": motivation, "special_needs": special_needs}
            enrolment = _enter(locked, user, known, way=way, at=at, told=told)
        enrolment.run = locked
        _approve(enrolment, by=by, at=at)
    return enrolment


def _enter(
    run: CourseRun, user: User, known: Enrolment | None, *, way: str, at: datetime, told: dict[str, Any]
) -> Enrolment:
    """Write the application: with a place kept for it, or on the waiting list when every place is held."""
    has_place = places_left(run) > 0
    values: dict[str, Any] = told | {
        "state": EnrolmentState.APPLIED if has_place else EnrolmentState.WAITING,
        # Sessions brought along from another run go on counting.
        "came_by": Way.TRANSFER if known and known.came_by == Way.TRANSFER else way,
        "applied_at": at,
        "decided_at": None,
        "decided_by": None,
    }
    if known:
        for name, value in values.items():
            setattr(known, name, value)
        known.save()
        enrolment = known
    else:
        enrolment = Enrolment.objects.create(run=run, user=user, rule_set=run.rule_sets.latest("version"), **values)
    note_step(enrolment, Kind.APPLIED if has_place else Kind.QUEUED, at=at, by=user)
    return enrolment


def is_open_for_enrolment(*, run: CourseRun, at: datetime) -> bool:
    """Say whether one can enroll in the run at the moment."""
    return run.state == RunState.ENROLLING and run.enrolment_opens_at <= at < run.enrolment_closes_at


def decide(*, enrolment: Enrolment, accept: bool, by: User, at: datetime) -> Enrolment:
    """This function will accept or decline an application and tell the applicant.

    Who stands on the waiting list of a full run and is accepted stays there, approved, and gets a place by turn.
    Repeating the same decision changes nothing. Raises UnableToDecide when another decision was made before, or
    when the seats have become too few for an application that had one.
    """
    with transaction.atomic():
        run = lock_run(enrolment.run_id)
        locked = (
            Enrolment.objects.select_for_update(of=("self",)).select_related("user", "rule_set").get(pk=enrolment.pk)
        )
        locked.run = run
        if locked.state == (EnrolmentState.ACCEPTED if accept else EnrolmentState.DECLINED):
            return locked
        if locked.state not in (EnrolmentState.APPLIED, EnrolmentState.WAITING):
            raise UnableToDecide(_("Hakemus on jo käsitelty: %(state)s.") % {"state": locked.get_state_display()})
        if not accept:
            _decline(locked, by=by, at=at)
        elif locked.state == EnrolmentState.APPLIED and is_full(run):
            raise UnableToDecide(_("Toteutus on täynnä (%(capacity)s paikkaa).") % {"capacity": run.capacity})
        else:
            _approve(locked, by=by, at=at)
    return locked


def _approve(enrolment: Enrolment, *, by: User | None, at: datetime) -> None:
    """Give the place that is kept, or one that is free in the person's turn; else note that nothing more is asked."""
    if enrolment.state == EnrolmentState.APPLIED:
        give_place(enrolment, by=by, at=at)
        return
    if enrolment.decided_at is None:
        enrolment.decided_at, enrolment.decided_by = at, by
        enrolment.save(update_fields=["decided_at", "decided_by"])
        note_step(enrolment, Kind.APPROVED, by=by, at=at)
    for moved in move_up(run=enrolment.run, at=at):
        if moved.pk == enrolment.pk:
            enrolment.state = moved.state


def _decline(enrolment: Enrolment, *, by: User, at: datetime) -> None:
    enrolment.state, enrolment.decided_at, enrolment.decided_by = EnrolmentState.DECLINED, at, by
    enrolment.save(update_fields=["state", "decided_at", "decided_by"])
    note_step(enrolment, Kind.DECLINED, by=by, at=at)
    notify(
        user=enrolment.user,
        kind="application-declined",
        values={"toteutus": enrolment.run.name},
        about=f"run-{enrolment.run_id}",
        subject=gettext_lazy("Hakemustasi ei voitu hyväksyä"),
        text=gettext_lazy("Kiitos kiinnostuksestasi. Tällä kertaa emme voineet tarjota sinulle paikkaa."),
        at=at,
    )
    move_up(run=enrolment.run, at=at)


def confirm_completion(*, enrolment: Enrolment, by: User, at: datetime) -> Enrolment:
    """This function will record that a coordinator has looked at the whole (C9).

    Raises UnableToConfirm for one's own.
    """
    if enrolment.user_id == by.pk:
        raise UnableToConfirm(_("Omaa suoritusta ei voi vahvistaa itse."))
    with transaction.atomic():
        locked = Enrolment.objects.select_for_update(of=("self",)).get(pk=enrolment.pk)
        if locked.confirmed_at is None:
            locked.confirmed_at, locked.confirmed_by = at, by
            locked.save(update_fields=["confirmed_at", "confirmed_by"])
            evaluate(enrolment=locked, at=at, about={"confirmation"})
    return locked
