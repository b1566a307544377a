"""Exceptions for one person: who, why, when, until when (BR-02, C1–C9). None is deleted; each is ended.

A waiver or a recognition of earlier learning lets a condition pass; make-up work and an extension give a way and time
to meet it. When nothing but exceptions would be left of the rules, a second person has to agree.
"""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from courses.domain.completion import evaluate, lock
from courses.enums import PASSING, ExceptionKind
from courses.models import ConditionException, Enrolment, RunStaff
from courses.rules import RuleBook
from notifications.domain import notify

TIMED = (ExceptionKind.MAKE_UP, ExceptionKind.EXTENSION)


class UnableToGrant(Exception):
    """The exception cannot be granted, confirmed or accepted; the message says why."""


def grant_exception(
    *,
    enrolment: Enrolment,
    condition: str,
    reason: str,
    by: User,
    at: datetime,
    kind: str = ExceptionKind.WAIVED,
    until: date | None = None,
) -> ConditionException:
    """This function will grant one trainee an exception from a condition or an opening rule, and tell the trainee.

    Repeating it returns the exception that is there. Raises UnableToGrant for one's own enrollment, an unknown
    condition, one that is never waived (C9), an empty reason, or a last day that is missing or has passed.
    """
    if enrolment.user_id == by.pk:
        raise UnableToGrant(_("Omaan ilmoittautumiseen ei voi myöntää poikkeusta."))
    if not reason.strip():
        raise UnableToGrant(_("Kirjoita perustelu."))
    _check_last_day(kind, until, at)
    with transaction.atomic():
        locked = lock(enrolment)
        book = RuleBook.model_validate(locked.rule_set.rules)
        _check_condition(book, condition, kind)
        standing = locked.exceptions.open().filter(condition=condition).first()
        if standing is None:
            standing = ConditionException.objects.create(
                enrolment=locked,
                condition=condition,
                kind=kind,
                reason=reason.strip(),
                until=until,
                granted_by=by,
                granted_at=at,
                needs_second=kind in PASSING and nothing_is_left(locked, book, condition),
            )
            if standing.needs_second:
                _ask_second(locked, by, at=at)
            else:
                _tell_granted(standing, at=at)
        elif standing.kind != kind:
            raise UnableToGrant(_("Tästä ehdosta on jo poikkeus. Lopeta se ensin."))
        evaluate(enrolment=locked, at=at)
    return standing


def confirm_exception(*, exception: ConditionException, by: User, at: datetime) -> ConditionException:
    """This function will record that a second person agrees; from then on the exception counts.

    Raises UnableToGrant for the one who granted it and for the trainee.
    """
    with transaction.atomic():
        enrolment, found = _locked(exception)
        if by.pk in (found.granted_by_id, enrolment.user_id):
            raise UnableToGrant(_("Toisen henkilön on vahvistettava poikkeus: et voi vahvistaa omaasi."))
        if found.is_waiting:
            found.confirmed_by, found.confirmed_at = by, at
            found.save(update_fields=["confirmed_by", "confirmed_at"])
            evaluate(enrolment=enrolment, at=at)
            _tell_granted(found, at=at)
    return found


def accept_make_up(*, exception: ConditionException, by: User, at: datetime) -> ConditionException:
    """This function will record that the make-up work is done: the condition counts as met from then on.

    Raises UnableToGrant for the trainee, and for an exception that is no make-up work or has ended.
    """
    with transaction.atomic():
        enrolment, found = _locked(exception)
        if by.pk == enrolment.user_id:
            raise UnableToGrant(_("Omaa korvaavaa tehtävää ei voi hyväksyä itse."))
        if found.kind != ExceptionKind.MAKE_UP or found.ended_at:
            raise UnableToGrant(_("Tässä ei ole hyväksyttävää korvaavaa tehtävää."))
        if found.fulfilled_at is None:
            found.fulfilled_by, found.fulfilled_at = by, at
            found.save(update_fields=["fulfilled_by", "fulfilled_at"])
            evaluate(enrolment=enrolment, at=at)
    return found


def end_exception(*, exception: ConditionException, at: datetime, by: User | None = None) -> None:
    """This function will end an exception; the trail of it stays. Without a person it is time that ends it.

    Raises UnableToGrant for the trainee.
    """
    with transaction.atomic():
        enrolment, found = _locked(exception)
        if by is not None and by.pk == enrolment.user_id:
            raise UnableToGrant(_("Omaa poikkeusta ei voi lopettaa itse."))
        if found.ended_at is None:
            ConditionException.objects.filter(pk=found.pk).update(ended_at=at, ended_by=by)
            evaluate(enrolment=enrolment, at=at)


def end_what_has_expired(*, at: datetime, most: int = 50) -> int:
    """This function will end the exceptions whose last day has passed and tell the trainees; return how many."""
    expired = ConditionException.objects.open().filter(until__lt=timezone.localdate(at), fulfilled_at=None)
    done = 0
    for exception in expired.select_related("enrolment__user", "enrolment__run").order_by("until", "pk")[:most]:
        end_exception(exception=exception, at=at)
        notify(
            user=exception.enrolment.user,
            kind="exception",
            subject=gettext_lazy("Sovittu poikkeus on päättynyt"),
            text=gettext_lazy(
                "Katso matkastasi todistukseen, mitä vielä puuttuu. Kouluttaja auttaa, jos aika ei riitä."
            ),
            url=reverse("portal:trainee"),
            about=f"run-{exception.enrolment.run_id}",
            at=at,
        )
        done += 1
    return done


def nothing_is_left(enrolment: Enrolment, book: RuleBook, condition: str) -> bool:
    """Say whether no condition of the certificate would be earned if this one were let pass as well."""
    waivable = {rule.id for rule in book.conditions if rule.condition().may_be_waived}
    passing = enrolment.exceptions.open().filter(kind__in=PASSING).values_list("condition", flat=True)
    return condition in waivable and waivable <= {condition, *passing}


def _locked(exception: ConditionException) -> tuple[Enrolment, ConditionException]:
    """Return the enrollment, locked, and the exception as it is now."""
    enrolment = lock(exception.enrolment)
    return enrolment, ConditionException.objects.get(pk=exception.pk)


def _check_condition(book: RuleBook, condition: str, kind: str) -> None:
    known = {row.id: row for row in book.all_conditions()}
    if condition not in known:
        raise UnableToGrant(_("Tämä ehto ei kuulu toteutuksen suoritusehtoihin."))
    if not known[condition].may_be_waived:
        raise UnableToGrant(_("Koordinaattorin vahvistuksesta ei voi poiketa: ihminen käy aina suorituksen läpi."))
    if kind not in PASSING and condition not in {rule.id for rule in book.conditions}:
        raise UnableToGrant(_("Kertojen avaamisesta voi vain vapauttaa."))


def _check_last_day(kind: str, until: date | None, at: datetime) -> None:
    if kind not in ExceptionKind.values:
        raise UnableToGrant(_("Valitse, millainen poikkeus on."))
    if kind in TIMED and until is None:
        raise UnableToGrant(_("Anna päivä, johon asti aikaa on."))
    if until is not None and until < timezone.localdate(at):
        raise UnableToGrant(_("Viimeinen päivä on jo mennyt. Anna tuleva päivä."))


def _ask_second(enrolment: Enrolment, by: User, *, at: datetime) -> None:
    """Ask the others who work in the run: one of them has to agree."""
    staff = RunStaff.objects.filter(run_id=enrolment.run_id, ended_at=None).values("user")
    for person in User.objects.filter(pk__in=staff).exclude(pk__in=(by.pk, enrolment.user_id)):
        notify(
            user=person,
            kind="exception-second",
            subject=gettext_lazy("Poikkeus odottaa toisen vahvistusta"),
            text=gettext_lazy(
                "Mistään ehdosta ei jäisi omaa suoritusta. Avaa osallistuja ja vahvista tai lopeta poikkeus."
            ),
            url=reverse("courses:trainee", kwargs={"run": enrolment.run.slug, "person": enrolment.public_id}),
            about=f"run-{enrolment.run_id}",
            at=at,
        )


def _tell_granted(exception: ConditionException, *, at: datetime) -> None:
    notify(
        user=exception.enrolment.user,
        kind="exception",
        subject=gettext_lazy("Suoritusehdoistasi on sovittu poikkeus"),
        text=gettext_lazy("Näet poikkeuksen ja sen perustelun matkassasi todistukseen."),
        url=reverse("portal:trainee"),
        about=f"run-{exception.enrolment.run_id}",
        at=at,
    )
