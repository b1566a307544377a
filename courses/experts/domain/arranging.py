"""Arranging a session: need, search, agreement, changes, closing, cancelling, feedback (domain 2.2)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from courses.experts.domain.refusals import ExpertRefusal
from courses.experts.domain.reservations import lock_session
from courses.experts.domain.shares import shares_of
from courses.experts.domain.telling import (
    facilitators_of,
    facilitators_of_groups,
    tell_cancelled,
    tell_changed,
    tell_closed,
    tell_dropped,
    tell_new_terms,
    tell_offered,
)
from courses.experts.enums import UPCOMING, SessionState
from courses.experts.models import Expert, ExpertSession, GroupNetwork, Reservation

if TYPE_CHECKING:
    from accounts.models import Organisation, User

PRICED = ("price", "vat_percent", "basis")  # what everyone must agree on again
PLACED = ("starts_at", "minutes", "mode", "place", "link")  # what calendars show


class UnableToArrange(ExpertRefusal):
    """The session cannot be changed so; the message says why."""


@dataclass(frozen=True)
class Organizer:
    """Who arranges a session, and in which role."""

    user: User
    hat: str
    organisation: Organisation | None = None


@dataclass(frozen=True)
class Need:
    """What is needed, before anything has been agreed."""

    topic: str
    theme: str
    description: str
    network: GroupNetwork | None


@dataclass(frozen=True)
class Offer:
    """A session as it was agreed."""

    topic: str
    theme: str
    description: str
    network: GroupNetwork | None
    expert: Expert | None
    guest: str
    starts_at: datetime
    minutes: int
    mode: str
    place: str
    link: str
    seats: int
    price: Decimal
    vat_percent: Decimal | None
    basis: str
    reserve_by: datetime
    before: str = ""
    during: str = ""
    after: str = ""


def tell_need(*, organizer: Organizer, need: Need, is_sought: bool, at: datetime) -> ExpertSession:
    """This function will tell the network what a group needs, or that an expert is being looked for."""
    state = SessionState.SOUGHT if is_sought else SessionState.NEED
    return ExpertSession.objects.create(
        organizer=organizer.user,
        hat=organizer.hat,
        organisation=organizer.organisation,
        state=state,
        created_at=at,
        changed_at=at,
        **vars(need),
    )


def seek_expert(*, session: ExpertSession, at: datetime) -> ExpertSession:
    """This function will begin the search for an expert; safe to repeat. Raises UnableToArrange once it is agreed."""
    with transaction.atomic():
        locked = lock_session(session)
        if locked.state == SessionState.NEED:
            locked.state, locked.changed_at = SessionState.SOUGHT, at
            locked.save(update_fields=["state", "changed_at"])
        elif locked.state != SessionState.SOUGHT:
            raise UnableToArrange(_("Asiantuntijaosuus on jo sovittu tai peruttu."))
    return locked


def agree_session(
    *, organizer: Organizer, offer: Offer, at: datetime, session: ExpertSession | None = None
) -> ExpertSession:
    """This function will open a session for reservations, from a need or straight away.

    Those who had told the same need are told. Raises UnableToArrange for a session that is not a need any more and
    for times that have passed.
    """
    with transaction.atomic():
        if session is None:
            locked = ExpertSession(
                organizer=organizer.user, hat=organizer.hat, organisation=organizer.organisation, created_at=at
            )
        else:
            locked = lock_session(session)
            if locked.state not in (SessionState.NEED, SessionState.SOUGHT):
                raise UnableToArrange(_("Asiantuntijaosuus on jo sovittu tai peruttu."))
        _refuse_past(offer, at)
        _fill(locked, offer, at)
        locked.state = SessionState.AGREED
        locked.save()
        groups = locked.interests.values_list("group_id", flat=True)
        people = [person for person in facilitators_of_groups(groups=groups) if person.pk != organizer.user.pk]
        tell_offered(session=locked, people=people, at=at)
    return locked


def _refuse_past(offer: Offer, at: datetime) -> None:
    if offer.starts_at <= at:
        raise UnableToArrange(_("Aika on jo mennyt. Valitse tuleva aika."), about="day")
    if offer.reserve_by > offer.starts_at:
        raise UnableToArrange(_("Varausten on päätyttävä ennen kuin asiantuntijaosuus alkaa."), about="last_day")
    if offer.reserve_by <= at:
        raise UnableToArrange(_("Varausaika on jo mennyt. Anna ryhmille aikaa varata."), about="last_day")


def _fill(session: ExpertSession, offer: Offer, at: datetime) -> None:
    for name, value in vars(offer).items():
        setattr(session, name, value)
    session.changed_at = at


def change_session(*, session: ExpertSession, offer: Offer, at: datetime) -> ExpertSession:
    """This function will change an agreed session; the same again changes nothing and tells nobody.

    A new price, tax rate or basis asks every group to confirm. Raises UnableToArrange for fewer seats than are
    reserved, and for another price once reservations are closed.
    """
    with transaction.atomic():
        locked = lock_session(session)
        if locked.state != SessionState.AGREED:
            raise UnableToArrange(_("Asiantuntijaosuutta ei voi enää muuttaa."))
        if offer.seats < locked.seats_taken:
            text = _("Paikkoja on jo varattu %(taken)s. Paikkamäärä ei voi olla pienempi.")
            raise UnableToArrange(text % {"taken": locked.seats_taken}, about="seats")
        changed = {name for name, value in vars(offer).items() if getattr(locked, name) != value}
        if not changed:
            return locked
        if locked.closed_at and changed & {*PRICED, "reserve_by"}:
            raise UnableToArrange(_("Varaukset on suljettu, joten hintaa ja varausaikaa ei voi enää muuttaa."))
        if changed & {"starts_at", "reserve_by"} and not locked.closed_at:
            _refuse_past(offer, at)
        _fill(locked, offer, at)
        locked.sequence += bool(changed & {*PLACED, "topic"})
        locked.terms += bool(changed & {*PRICED})
        locked.save()
        _tell_change(locked, changed, at)
    return locked


def _tell_change(session: ExpertSession, changed: set[str], at: datetime) -> None:
    people = facilitators_of(session=session)
    if changed & {*PRICED}:
        tell_new_terms(session=session, people=people, at=at)
    if changed & {*PLACED}:
        tell_changed(session=session, people=people, at=at)


def close_reservations(*, session: ExpertSession, at: datetime) -> ExpertSession:
    """This function will close the reservations and write down each group's share; safe to repeat.

    Reservations whose new terms nobody confirmed lapse first, and their facilitators are told.
    """
    with transaction.atomic():
        locked = lock_session(session)
        if locked.state != SessionState.AGREED:
            raise UnableToArrange(_("Varauksia voi sulkea vain sovitusta asiantuntijaosuudesta."))
        if locked.closed_at:
            return locked
        rows = list(Reservation.objects.select_for_update(of=("self",)).filter(session=locked))
        lapsed = [row for row in rows if row.terms < locked.terms]
        tell_dropped(session=locked, people=facilitators_of_groups(groups=[row.group_id for row in lapsed]), at=at)
        Reservation.objects.filter(pk__in=[row.pk for row in lapsed]).delete()
        kept = [row for row in rows if row.terms >= locked.terms]
        for share in shares_of(session=locked, reservations=kept):
            Reservation.objects.filter(pk=share.reservation.pk).update(share=share.net)
        locked.seats_taken = sum(row.heads for row in kept)
        locked.closed_at = locked.changed_at = at
        locked.save(update_fields=["seats_taken", "closed_at", "changed_at"])
        tell_closed(session=locked, people=facilitators_of(session=locked), at=at)
    return locked


def cancel_session(*, session: ExpertSession, at: datetime) -> ExpertSession:
    """This function will cancel a session that has not been held: shares are void and everybody concerned is told.

    Safe to repeat: nobody is told twice. Raises UnableToArrange for one that was held.
    """
    with transaction.atomic():
        locked = lock_session(session)
        if locked.state == SessionState.CANCELLED:
            return locked
        if locked.state not in UPCOMING:
            raise UnableToArrange(_("Pidettyä asiantuntijaosuutta ei voi perua."))
        people = facilitators_of(session=locked)
        locked.state, locked.cancelled_at, locked.changed_at = SessionState.CANCELLED, at, at
        locked.sequence += 1
        locked.save(update_fields=["state", "cancelled_at", "changed_at", "sequence"])
        Reservation.objects.filter(session=locked).update(share=None)
        tell_cancelled(session=locked, people=people, at=at)
    return locked


def mark_held(*, session: ExpertSession, at: datetime) -> ExpertSession:
    """This function will record that the session was held; feedback opens. Safe to repeat.

    Raises UnableToArrange before it has begun, and for one that was not agreed.
    """
    with transaction.atomic():
        locked = lock_session(session)
        if locked.state in (SessionState.HELD, SessionState.COLLECTED):
            return locked
        if locked.state != SessionState.AGREED:
            raise UnableToArrange(_("Vain sovittu asiantuntijaosuus voidaan merkitä pidetyksi."))
        if locked.starts_at is None or locked.starts_at > at:
            raise UnableToArrange(_("Asiantuntijaosuus ei ole vielä alkanut."))
        locked = close_reservations(session=locked, at=at)
        locked.state, locked.changed_at = SessionState.HELD, at
        locked.save(update_fields=["state", "changed_at"])
    return locked


def collect_feedback(*, session: ExpertSession, at: datetime) -> ExpertSession:
    """This function will end the collecting of feedback; safe to repeat. Raises UnableToArrange before it was held."""
    with transaction.atomic():
        locked = lock_session(session)
        if locked.state == SessionState.HELD:
            locked.state, locked.changed_at = SessionState.COLLECTED, at
            locked.save(update_fields=["state", "changed_at"])
        elif locked.state != SessionState.COLLECTED:
            raise UnableToArrange(_("Palautetta kerätään, kun asiantuntijaosuus on pidetty."))
    return locked
