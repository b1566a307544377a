"""Leaving: what has to be done first, what stays and why, and the end of an account.

Apps take part by a module `leaving.py` of their own with any of `duties(user, enrolment)`, `kept(user)` and
`ways_out(user)`; found by its name, as privacy.py is.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.discovery import modules_named
from accounts.models import User
from accounts.personal_data import erase_all


@dataclass(frozen=True)
class Duty:
    """Something that others depend on: to be handed over or closed before one goes."""

    text: str
    url: str = ""
    link: str = ""


@dataclass(frozen=True)
class Kept:
    """What stays after an account is erased, why, and how long."""

    what: str
    why: str


@dataclass(frozen=True)
class WayOut:
    """A smaller step than erasing everything: leaving one course, for instance."""

    text: str
    url: str


class UnableToLeave(Exception):
    """Something has to be handed over or closed first; `duties` says what."""

    def __init__(self, duties: list[Duty]) -> None:
        super().__init__(_("Luovuta tai päätä ensin: %(what)s") % {"what": " ".join(duty.text for duty in duties)})
        self.duties = duties


def duties_of(user: User, *, enrolment: Any = None) -> list[Duty]:
    """Return what the person has to hand over or close before leaving: one course, or everything."""
    return [duty for module in _modules("duties") for duty in module.duties(user=user, enrolment=enrolment)]


def kept_of(user: User) -> list[Kept]:
    """Return what of the person stays when the account is erased, in words."""
    return [kept for module in _modules("kept") for kept in module.kept(user=user)]


def ways_out_of(user: User) -> list[WayOut]:
    """Return the smaller steps that the person can take instead."""
    return [way for module in _modules("ways_out") for way in module.ways_out(user=user)]


def erase_account(*, user: User, at: datetime) -> None:
    """This function will erase the person from every app and close the account; done twice it changes nothing.

    Raises UnableToLeave while others depend on the person.
    """
    with transaction.atomic():
        User.objects.select_for_update().get(pk=user.pk)
        duties = duties_of(user)
        if duties:
            raise UnableToLeave(duties)
        erase_all(user, at=at)


def _modules(offer: str) -> list[Any]:
    found = (module for label, module in modules_named("leaving") if label != "accounts")
    return [module for module in found if hasattr(module, offer)]
