"""Moving a session, cancelling it and taking that back: what is refused, what follows, and who is told (K8, K4)."""

from __future__ import annotations

from dataclasses import asdict
from datetime import datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from courses.domain.attendance import lock_session
from courses.domain.change_words import Setting
from courses.domain.reevaluating import evaluate_after
from courses.domain.telling import begin_telling
from courses.enums import RunState, SessionState
from courses.models import CourseRun, Session, SessionChange
from courses.wording import session_time

if TYPE_CHECKING:
    from accounts.models import User

UPCOMING = (SessionState.PLANNED, SessionState.CONFIRMED, SessionState.MOVED)
SILENT = (RunState.DRAFT, RunState.ENDED, RunState.ARCHIVED, RunState.CANCELLED)
Kind = SessionChange.Kind


class UnableToMove(Exception):
    """The session cannot be changed so; the message says why."""


class OutOfOrder(UnableToMove):
    """The new time is before an earlier session's end or after a later one's beginning."""


class PastNotMeant(UnableToMove):
    """The new time is over already, and nobody said that this is meant."""


def check_move(*, session: Session, to: Setting, at: datetime, past_is_meant: bool = False) -> None:
    """Raise UnableToMove when the session cannot be moved so: closed register, wrong order, a time that is over."""
    _check_changeable(session)
    if session.state == SessionState.CANCELLED:
        raise UnableToMove(_("Kerta on peruttu. Palauta se ensin."))
    others = Session.objects.filter(run_id=session.run_id).exclude(pk=session.pk).exclude(state=SessionState.CANCELLED)
    before = others.filter(position__lt=session.position).order_by("-position").first()
    after = others.filter(position__gt=session.position).order_by("position").first()
    if before and to.starts_at < before.ends_at:
        raise OutOfOrder(_out_of_order(before, _("Kerta alkaisi ennen kuin kerta %(number)s on ohi (%(time)s).")))
    if after and to.ends_at > after.starts_at:
        raise OutOfOrder(_out_of_order(after, _("Kerta ei olisi ohi ennen kuin kerta %(number)s alkaa (%(time)s).")))
    if to.starts_at <= at and to.starts_at != session.starts_at and not past_is_meant:
        raise PastNotMeant(_("Uusi aika on jo mennyt. Jos kerta todella pidettiin silloin, merkitse rasti."))


def change_session(
    *,
    session: Session,
    to: Setting,
    title: str,
    link: str,
    support_phone: str,
    by: User,
    at: datetime,
    key: UUID,
    seen: int,
    words: str = "",
    past_is_meant: bool = False,
) -> SessionChange | None:
    """This function will save all of a session; only a new time or place is a change that is counted and told.

    Returns that change, or None when there was none. Raises UnableToMove; see `check_move`.
    """
    with transaction.atomic():
        locked = lock_session(session)
        known = SessionChange.objects.filter(key=key, session=locked).first()
        if known is None:
            _check_seen(locked, seen)
        locked.title, locked.link, locked.support_phone, locked.changed_at = title, link, support_phone, at
        locked.save(update_fields=["title", "link", "support_phone", "changed_at"])
        if known or to == Setting.of(locked):
            return known
        return move_session(
            session=locked, to=to, by=by, at=at, key=key, seen=seen, words=words, past_is_meant=past_is_meant
        )


def move_session(
    *,
    session: Session,
    to: Setting,
    by: User,
    at: datetime,
    key: UUID,
    seen: int,
    words: str = "",
    past_is_meant: bool = False,
) -> SessionChange:
    """This function will set the session's new time and place and tell those concerned, once.

    `key` comes from the page that showed who is told: sending that page twice does it once. `seen` is the count of
    changes that page knew of. Raises UnableToMove; see `check_move`.
    """
    with transaction.atomic():
        locked = lock_session(session)
        if known := SessionChange.objects.filter(key=key, session=locked).first():
            return known
        _check_seen(locked, seen)
        check_move(session=locked, to=to, at=at, past_is_meant=past_is_meant)
        was = Setting.of(locked)
        for name, value in asdict(to).items():
            setattr(locked, name, value)
        if locked.state in UPCOMING and to != was:
            locked.state = SessionState.MOVED
        if to.starts_at != was.starts_at:
            locked.moved_from = was.starts_at
        change = _note(locked, kind=Kind.MOVED, was=was, by=by, at=at, key=key, words=words)
        keep_run_bounds(locked.run)
        if is_told(locked, to, at=at):
            begin_telling(change=change, session=locked, by=by, at=at)
    return change


def cancel_session(*, session: Session, by: User, at: datetime, key: UUID, seen: int, words: str = "") -> SessionChange:
    """This function will cancel the session, recompute everybody's conditions without it (K4), and tell once.

    Raises UnableToMove for a closed register, and for the last session that is left.
    """
    with transaction.atomic():
        locked = lock_session(session)
        known = SessionChange.objects.filter(key=key, session=locked).first()
        if known or locked.state == SessionState.CANCELLED:
            return known or locked.changes.filter(kind=Kind.CANCELLED).latest("at")
        _check_seen(locked, seen)
        _check_changeable(locked)
        if not _others_left(locked):
            raise UnableToMove(_("Tämä on toteutuksen viimeinen jäljellä oleva kerta. Peru koko toteutus."))
        was = Setting.of(locked)
        locked.state = SessionState.CANCELLED
        change = _note(locked, kind=Kind.CANCELLED, was=was, by=by, at=at, key=key, words=words)
        keep_run_bounds(locked.run)
        evaluate_after(run_id=locked.run_id, at=at)
        if is_told(locked, was, at=at):
            begin_telling(change=change, session=locked, by=by, at=at)
    return change


def restore_session(
    *, session: Session, by: User, at: datetime, key: UUID, seen: int, words: str = ""
) -> SessionChange:
    """This function will take a cancelling back: the session stands again at its time and counts again.

    Raises UnableToMove when another session has been put at its time.
    """
    with transaction.atomic():
        locked = lock_session(session)
        if known := SessionChange.objects.filter(key=key, session=locked).first():
            return known
        _check_seen(locked, seen)
        if locked.state != SessionState.CANCELLED:
            raise UnableToMove(_("Kerta ei ole peruttu."))
        was = Setting.of(locked)
        locked.state = SessionState.PLANNED
        check_move(session=locked, to=was, at=at)
        change = _note(locked, kind=Kind.RESTORED, was=was, by=by, at=at, key=key, words=words)
        keep_run_bounds(locked.run)
        evaluate_after(run_id=locked.run_id, at=at)
        if is_told(locked, was, at=at):
            begin_telling(change=change, session=locked, by=by, at=at)
    return change


def is_told(session: Session, setting: Setting, *, at: datetime) -> bool:
    """Say whether anybody has to know: not of a draft, nor of what is over anyway."""
    return session.run.state not in SILENT and max(setting.ends_at, session.ends_at) > at


def keep_run_bounds(run: CourseRun) -> None:
    """This function will let the run begin and end with its sessions, cancelled ones left out."""
    rows = Session.objects.filter(run=run).exclude(state=SessionState.CANCELLED)
    days = [timezone.localdate(moment) for moment in rows.values_list("starts_at", flat=True)]
    if days and (min(days), max(days)) != (run.starts_on, run.ends_on):
        run.starts_on, run.ends_on = min(days), max(days)
        run.save(update_fields=["starts_on", "ends_on"])


def _check_changeable(session: Session) -> None:
    if session.state == SessionState.LOCKED:
        raise UnableToMove(_("Kerran läsnäolot on lukittu. Avaa lista ennen kuin muutat kertaa."))
    if session.run.state in (RunState.CANCELLED, RunState.ARCHIVED):
        raise UnableToMove(_("Toteutus on päättynyt, eikä sen kertoja voi muuttaa."))


def _check_seen(session: Session, seen: int) -> None:
    if session.sequence != seen:
        raise UnableToMove(
            _("Kertaa on muutettu sillä välin: se on nyt %(time)s. Tarkista ja tee muutos uudelleen.")
            % {"time": session_time(session.starts_at, session.ends_at)}
        )


def _out_of_order(other: Session, text: str) -> str:
    return text % {"number": other.position, "time": session_time(other.starts_at, other.ends_at)}


def _others_left(session: Session) -> bool:
    others = Session.objects.filter(run_id=session.run_id).exclude(pk=session.pk)
    return others.exclude(state=SessionState.CANCELLED).exists()


def _note(session: Session, *, kind: str, was: Setting, by: User, at: datetime, key: UUID, words: str) -> SessionChange:
    session.sequence += 1
    session.changed_at = at
    session.save()
    facts: dict[str, Any] = asdict(was) | {"starts_at": was.starts_at.isoformat()}
    return SessionChange.objects.create(
        key=key,
        session=session,
        kind=kind,
        sequence=session.sequence,
        was=facts,
        words=words.strip()[:500],
        by=by,
        at=at,
    )
