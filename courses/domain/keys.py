"""Enrollment keys: a word that gives a place without a decision. One at a time for each run."""

from __future__ import annotations

import secrets
from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from courses.domain.enrolment import OPEN_STATES, UnableToEnrol, is_open_for_enrolment, take_place
from courses.domain.places import lock_run
from courses.enums import Background, RunState, Way
from courses.models import CourseRun, Enrolment, EnrolmentKey

if TYPE_CHECKING:
    from accounts.models import User

SIGNS = "abcdefghjkmnpqrstuvwxyz23456789"  # nothing that reads as something else
GROUP, GROUPS = 4, 3
LONGEST = 40  # what may be typed, with blanks and dashes of one's own
TAKING = (RunState.DRAFT, RunState.PUBLISHED, RunState.ENROLLING)


class UnableToUseKey(UnableToEnrol):
    """The key opens nothing; the message does not tell whether there is one."""


class UnableToMakeKey(Exception):
    """The run takes nobody in any more; the message says so."""


def normalize_code(typed: str) -> str:
    """Return a key as it is stored: case, blanks and dashes do not matter."""
    return "".join(sign for sign in typed.lower() if sign.isalnum())[:LONGEST]


def shown_code(code: str) -> str:
    """Return a key as people read it, in groups of four."""
    return "-".join(code[start : start + GROUP] for start in range(0, len(code), GROUP))


def key_in_force(*, run: CourseRun, at: datetime) -> EnrolmentKey | None:
    """Return the run's key, or None when there is none, it has ended, or it is used up."""
    key = EnrolmentKey.objects.filter(run=run, revoked_at=None, expires_at__gt=at).first()
    return None if key is None or _is_used_up(key) else key


def make_key(
    *, run: CourseRun, by: User, expires_at: datetime, most_uses: int | None = None, at: datetime
) -> EnrolmentKey:
    """This function will make a new key for the run; the one before stops opening anything.

    Raises UnableToMakeKey for a run that has begun, ended or been called off, and for an end that has passed.
    """
    with transaction.atomic():
        locked = lock_run(run.pk)
        if locked.state not in TAKING:
            raise UnableToMakeKey(
                _("Tähän toteutukseen ei enää ilmoittauduta: se on %(state)s.") % {"state": locked.get_state_display()}
            )
        if expires_at <= at:
            raise UnableToMakeKey(_("Anna avaimelle tuleva viimeinen päivä."))
        revoke_key(run=locked, by=by, at=at)
        code = "".join(secrets.choice(SIGNS) for _number in range(GROUP * GROUPS))
        return EnrolmentKey.objects.create(
            run=locked, code=code, made_by=by, made_at=at, expires_at=expires_at, most_uses=most_uses
        )


def revoke_key(*, run: CourseRun, by: User, at: datetime) -> bool:
    """This function will revoke the run's key; return whether there was one. Who came in with it stays."""
    return bool(EnrolmentKey.objects.filter(run=run, revoked_at=None).update(revoked_at=at, revoked_by=by))


def enrol_with_key(
    *,
    run: CourseRun,
    user: User,
    typed: str,
    at: datetime,
    background: str = Background.OTHER,
    motivation: str = "",
    special_needs: str = "",
) -> Enrolment:
    """This function will give the holder of the run's key a place at once, or put them on the waiting list, approved.

    Each person uses the key once, however often they ask. Raises UnableToEnrol outside the enrollment window and
    UnableToUseKey for a key that is wrong, revoked, past its end or used up: the same words for all of them.
    """
    with transaction.atomic():
        locked = lock_run(run.pk)
        before = Enrolment.objects.filter(run=locked, user=user).first()
        if before and before.state in OPEN_STATES and (before.decided_at or before.came_by == Way.KEY):
            return before
        if not is_open_for_enrolment(run=locked, at=at):
            raise UnableToEnrol(_("Ilmoittautuminen tähän toteutukseen ei ole auki."))
        key = key_in_force(run=locked, at=at)
        if key is None or not secrets.compare_digest(key.code.encode(), normalize_code(typed).encode()):
            raise UnableToUseKey(_("Avain ei kelpaa. Tarkista se viestistä, jossa sait sen, tai jätä kenttä tyhjäksi."))
        key.uses += 1
        key.save(update_fields=["uses"])
        enrolment = take_place(
            run=locked,
            user=user,
            at=at,
            way=Way.KEY,
            background=background,
            motivation=motivation,
            special_needs=special_needs,
        )
        if enrolment.came_by == Way.OPEN:
            enrolment.came_by = Way.KEY
            enrolment.save(update_fields=["came_by"])
    return enrolment


def _is_used_up(key: EnrolmentKey) -> bool:
    return key.most_uses is not None and key.uses >= key.most_uses
