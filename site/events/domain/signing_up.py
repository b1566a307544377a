"""Signing up, canceling it, and moving up from the waiting list. The event's row is the lock of its places."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.ledger import record_erasure
from events.domain.refusals import UnableToSignUp
from events.domain.telling import tell_canceled_signup, tell_moved_up, tell_signed_up
from events.enums import STANDING, SignupState
from events.models import Event, EventSignup

ERASED = "events.signup"  # in the ledger of erasures


@dataclass(frozen=True)
class Visitor:
    """Who signs up, as the form brought it."""

    name: str
    email: str
    needs: str
    language: str


def sign_up(*, event: Event, visitor: Visitor, sending_key: UUID, at: datetime) -> EventSignup:
    """This function will take somebody's sign-up, with a place if there is one, and mail what came of it.

    The same page sent twice is one sign-up. An address that is signed up already gets the same mail again and nothing
    else changes, so that the page tells nobody who comes. Raises UnableToSignUp when signing up is over.
    """
    with transaction.atomic():
        locked = Event.objects.select_for_update(of=("self",)).get(pk=event.pk)
        if sent := EventSignup.objects.filter(sending_key=sending_key).first():
            return sent
        if not locked.is_open(at=at):
            raise UnableToSignUp(_("Ilmoittautuminen tähän tapahtumaan on päättynyt."))
        known = locked.signups.filter(email=visitor.email, state__in=STANDING).first()
        signup = known or EventSignup.objects.create(
            event=locked,
            sending_key=sending_key,
            name=visitor.name,
            email=visitor.email,
            needs=visitor.needs,
            language=visitor.language,
            state=SignupState.CONFIRMED if places_left(locked) != 0 else SignupState.WAITING,
            told_revision=locked.revision,
            signed_up_at=at,
        )
        tell_signed_up(signup=signup, event=locked, at=at, is_again=known is not None)
    return signup


def places_left(event: Event) -> int | None:
    """Return how many places are left, None when they are not limited. Who waits comes before who is new."""
    if event.capacity is None:
        return None
    taken = event.signups.filter(state__in=STANDING).count()
    return max(0, event.capacity - taken)


def waiting_number(signup: EventSignup) -> int:
    """Return the place in the waiting list, 1 for the first."""
    ahead = EventSignup.objects.filter(event=signup.event_id, state=SignupState.WAITING)
    earlier = ahead.filter(signed_up_at__lt=signup.signed_up_at).count()
    return 1 + earlier + ahead.filter(signed_up_at=signup.signed_up_at, pk__lt=signup.pk).count()


def cancel_signup(*, signup: EventSignup, at: datetime) -> None:
    """This function will cancel a sign-up, forget who it was, and give the place to the first who waits.

    Canceling twice is once. Raises UnableToSignUp when the event has begun.
    """
    with transaction.atomic():
        event = Event.objects.select_for_update(of=("self",)).get(pk=signup.event_id)
        row = EventSignup.objects.get(pk=signup.pk)
        if row.state == SignupState.CANCELED:
            return
        if at >= event.starts_at:
            raise UnableToSignUp(_("Tapahtuma on jo alkanut, joten ilmoittautumista ei voi enää perua."))
        tell_canceled_signup(signup=row, event=event, at=at)
        empty_signup(signup=row, at=at)
        record_erasure(kind=ERASED, identity=row.public_id, at=at)
        fill_places(event=event, at=at)


def empty_signup(*, signup: EventSignup, at: datetime) -> None:
    """This function will take a sign-up back and leave nothing of the person in it; nobody is told."""
    signup.state, signup.canceled_at = SignupState.CANCELED, at
    signup.name = signup.email = signup.needs = ""
    signup.save()


def fill_places(*, event: Event, at: datetime) -> int:
    """This function will give free places to those who wait, in their order, and tell them; return how many.

    To be called with the event's row locked.
    """
    if not event.signups.filter(state=SignupState.WAITING).exists() or at >= event.starts_at or event.canceled_at:
        return 0
    waiting = event.signups.filter(state=SignupState.WAITING).order_by("signed_up_at", "pk")
    if event.capacity is not None:
        taken = event.signups.filter(state=SignupState.CONFIRMED).count()
        waiting = waiting[: max(0, event.capacity - taken)]
    moved = list(waiting)
    for signup in moved:
        signup.state = SignupState.CONFIRMED
        signup.save(update_fields=["state"])
        tell_moved_up(signup=signup, event=event, at=at)
    return len(moved)


def forget_visitor(*, email: str, at: datetime) -> None:
    """This function will empty the sign-ups of an address without a mail to it; places go to those who wait."""
    for signup in EventSignup.objects.filter(email=email, state__in=STANDING):
        with transaction.atomic():
            event = Event.objects.select_for_update(of=("self",)).get(pk=signup.event_id)
            empty_signup(signup=signup, at=at)
            record_erasure(kind=ERASED, identity=signup.public_id, at=at)
            fill_places(event=event, at=at)
