"""Enrolling in a run, and what the coordinator decides of it."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.leaving import UnableToLeave, duties_of
from courses.domain.completion import evaluate
from courses.domain.telling import coming_sessions
from courses.enums import STUDYING, Background, EnrolmentState, RunState
from courses.models import CourseRun, Enrolment, RunStaff
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
        locked = CourseRun.objects.select_for_update().get(pk=run.pk)
        known = Enrolment.objects.filter(run=locked, user=user).first()
        if known and known.state in OPEN_STATES:
            return known
        if not is_open_for_enrolment(run=locked, at=at):
            raise UnableToEnrol(_("Ilmoittautuminen tähän toteutukseen ei ole auki."))
        taken = locked.enrolments.filter(state__in=STUDYING).count()
        values: dict[str, Any] = {
            "state": EnrolmentState.WAITING if taken >= locked.capacity else EnrolmentState.APPLIED,
            "background": background,
            "motivation": motivation,
            "special_needs": special_needs,
            "applied_at": at,
            "decided_at": None,
            "decided_by": None,
        }
        if known:
            for name, value in values.items():
                setattr(known, name, value)
            known.save()
            return known
        return Enrolment.objects.create(run=locked, user=user, rule_set=locked.rule_sets.latest("version"), **values)


def is_open_for_enrolment(*, run: CourseRun, at: datetime) -> bool:
    """Say whether one can enroll in the run at the moment."""
    return run.state == RunState.ENROLLING and run.enrolment_opens_at <= at < run.enrolment_closes_at


def decide(*, enrolment: Enrolment, accept: bool, by: User, at: datetime) -> Enrolment:
    """This function will accept or decline an application and tell the applicant.

    Repeating the same decision changes nothing. Raises UnableToDecide when another decision was made before, or
    when the run is full.
    """
    with transaction.atomic():
        run = CourseRun.objects.select_for_update().get(pk=enrolment.run_id)
        locked = (
            Enrolment.objects.select_for_update(of=("self",)).select_related("user", "rule_set").get(pk=enrolment.pk)
        )
        wanted = EnrolmentState.ACCEPTED if accept else EnrolmentState.DECLINED
        if locked.state == wanted:
            return locked
        if locked.state not in (EnrolmentState.APPLIED, EnrolmentState.WAITING):
            raise UnableToDecide(_("Hakemus on jo käsitelty: %(state)s.") % {"state": locked.get_state_display()})
        if accept and run.enrolments.filter(state__in=STUDYING).count() >= run.capacity:
            raise UnableToDecide(_("Toteutus on täynnä (%(capacity)s paikkaa).") % {"capacity": run.capacity})
        locked.state, locked.decided_at, locked.decided_by = wanted, at, by
        locked.save(update_fields=["state", "decided_at", "decided_by"])
        locked.run = run
        if accept:
            evaluate(enrolment=locked, at=at)
        _tell_decision(locked, accept=accept, at=at)
    return locked


def _tell_decision(enrolment: Enrolment, *, accept: bool, at: datetime) -> None:
    calendar = b""
    if accept:
        calendar = coming_sessions(run=enrolment.run, user=enrolment.user, at=at)
        subject = gettext_lazy("Paikkasi koulutuksessa on vahvistettu")
        text = gettext_lazy("Tervetuloa! Näet koulutuskerrat ja ensimmäisen tehtäväsi Peilissä.")
        url = reverse("courses:learn", kwargs={"run": enrolment.run.slug})
    else:
        subject = gettext_lazy("Hakemustasi ei voitu hyväksyä")
        text = gettext_lazy("Kiitos kiinnostuksestasi. Tällä kertaa emme voineet tarjota sinulle paikkaa.")
        url = ""
    notify(user=enrolment.user, kind="enrolment", subject=subject, text=text, url=url, at=at, calendar=calendar)


def cancel(*, enrolment: Enrolment, at: datetime) -> Enrolment:
    """This function will take back an application or a place, at the trainee's own wish."""
    with transaction.atomic():
        locked = Enrolment.objects.select_for_update(of=("self",)).get(pk=enrolment.pk)
        before_start = locked.state in (EnrolmentState.APPLIED, EnrolmentState.WAITING, EnrolmentState.ACCEPTED)
        if before_start:
            locked.state, locked.decided_at = EnrolmentState.CANCELLED, at
        elif locked.state == EnrolmentState.ACTIVE:
            locked.state, locked.decided_at = EnrolmentState.WITHDRAWN, at
        locked.save(update_fields=["state", "decided_at"])
    return locked


def leave_course(*, enrolment: Enrolment, at: datetime) -> Enrolment:
    """This function will end a trainee's course at their own wish, free the place and tell the run's staff.

    What was attended and done stays. Done twice it changes nothing. Raises UnableToLeave while a group depends on
    the trainee.
    """
    with transaction.atomic():
        locked = Enrolment.objects.select_for_update(of=("self",)).select_related("run", "user").get(pk=enrolment.pk)
        if locked.state not in (EnrolmentState.ACCEPTED, EnrolmentState.ACTIVE):
            return locked
        duties = duties_of(locked.user, enrolment=locked)
        if duties:
            raise UnableToLeave(duties)
        locked.state, locked.decided_at = EnrolmentState.WITHDRAWN, at
        locked.save(update_fields=["state", "decided_at"])
        for member in RunStaff.objects.filter(run=locked.run, ended_at=None).select_related("user"):
            notify(
                user=member.user,
                kind="enrolment-left",
                subject=gettext_lazy("Osallistuja on keskeyttänyt koulutuksen"),
                text=lambda: (
                    _("%(name)s on keskeyttänyt koulutuksen %(run)s.")
                    % {"name": locked.user.get_full_name(), "run": locked.run.name}
                ),
                url=reverse("courses:progress", kwargs={"run": locked.run.slug}),
                at=at,
            )
    return locked


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
