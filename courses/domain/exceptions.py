"""Exceptions for one person: a condition waived, or a session opened early, with who, why and when (BR-02)."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from courses.domain.completion import evaluate, lock
from courses.models import ConditionException, Enrolment
from courses.rules import RuleBook

if TYPE_CHECKING:
    from accounts.models import User


class UnableToGrant(Exception):
    """The exception cannot be granted; the message says why."""


def grant_exception(*, enrolment: Enrolment, condition: str, reason: str, by: User, at: datetime) -> ConditionException:
    """This function will waive a condition or an opening rule for one trainee.

    Repeating it returns the exception that is there. Raises UnableToGrant for one's own enrollment, an unknown
    condition or an empty reason.
    """
    if enrolment.user_id == by.pk:
        raise UnableToGrant(_("Omaan ilmoittautumiseen ei voi myöntää poikkeusta."))
    if not reason.strip():
        raise UnableToGrant(_("Kirjoita perustelu."))
    with transaction.atomic():
        locked = lock(enrolment)
        book = RuleBook.model_validate(locked.rule_set.rules)
        if condition not in {known.id for known in book.all_conditions()}:
            raise UnableToGrant(_("Tämä ehto ei kuulu toteutuksen suoritusehtoihin."))
        granted, _made = ConditionException.objects.get_or_create(
            enrolment=locked,
            condition=condition,
            ended_at=None,
            defaults={"reason": reason.strip(), "granted_by": by, "granted_at": at},
        )
        evaluate(enrolment=locked, at=at)
    return granted


def end_exception(*, exception: ConditionException, at: datetime) -> None:
    """This function will end an exception; the trail of it stays."""
    with transaction.atomic():
        ConditionException.objects.filter(pk=exception.pk, ended_at=None).update(ended_at=at)
        evaluate(enrolment=exception.enrolment, at=at)
