"""A group's places: reserving, changing, confirming a new price, cancelling. Heads only; nobody's name is asked."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from courses.experts.domain.refusals import ExpertRefusal
from courses.experts.enums import SessionState
from courses.experts.models import ExpertSession, Reservation
from courses.groups.enums import CLOSED_STATES
from courses.groups.models import PeerGroup

if TYPE_CHECKING:
    from accounts.models import User

MOST_HEADS = 60


class UnableToReserve(ExpertRefusal):
    """The places cannot be taken or given back; the message says why."""


def lock_session(session: ExpertSession) -> ExpertSession:
    """Return the session locked for this transaction: every verb decides on the locked row."""
    return ExpertSession.objects.select_for_update(of=("self",)).get(pk=session.pk)


def reserve_places(*, session: ExpertSession, group: PeerGroup, heads: int, by: User, at: datetime) -> Reservation:
    """This function will give the group exactly so many places, new or instead of what it had.

    Saving the same number confirms the terms and changes nothing else. Raises UnableToReserve after the deadline,
    for a group that has ended, and when there are not enough places left; then it says how many there are.
    """
    if not 1 <= heads <= MOST_HEADS:
        raise UnableToReserve(_("Varaa 1–%(most)s paikkaa.") % {"most": MOST_HEADS})
    with transaction.atomic():
        locked = _open_session(session, at)
        if group.is_closed:
            raise UnableToReserve(_("Ryhmä on päättynyt, joten sille ei voi enää varata paikkoja."))
        row = Reservation.objects.filter(session=locked, group=group).first()
        _take_seats(locked, heads - (row.heads if row else 0), had=row.heads if row else 0)
        if row is None:
            row = Reservation(session=locked, group=group, reserved_at=at)
        row.heads, row.terms, row.reserved_by, row.changed_at = heads, locked.terms, by, at
        row.save()
    return row


def confirm_reservation(*, session: ExpertSession, group: PeerGroup, by: User, at: datetime) -> Reservation:
    """This function will accept the terms as they are now; safe to repeat.

    Raises UnableToReserve when there is no reservation.
    """
    with transaction.atomic():
        locked = _open_session(session, at)
        row = Reservation.objects.filter(session=locked, group=group).first()
        if row is None:
            raise UnableToReserve(_("Ryhmälläsi ei ole varausta."))
        if row.terms != locked.terms:
            row.terms, row.reserved_by, row.changed_at = locked.terms, by, at
            row.save(update_fields=["terms", "reserved_by", "changed_at"])
    return row


def cancel_reservation(*, session: ExpertSession, group: PeerGroup, at: datetime) -> None:
    """This function will give the group's places back; safe to repeat. Raises UnableToReserve after the deadline."""
    with transaction.atomic():
        locked = _open_session(session, at)
        row = Reservation.objects.filter(session=locked, group=group).first()
        if row is not None:
            row.delete()
            ExpertSession.objects.filter(pk=locked.pk).update(seats_taken=F("seats_taken") - row.heads)


def _open_session(session: ExpertSession, at: datetime) -> ExpertSession:
    """Return the session locked and open for reservations, or say why it is not."""
    locked = lock_session(session)
    if locked.state == SessionState.CANCELLED:
        raise UnableToReserve(_("Asiantuntijaosuus on peruttu."))
    if locked.state in (SessionState.NEED, SessionState.SOUGHT):
        raise UnableToReserve(_("Paikkoja voi varata, kun asiantuntijaosuus on sovittu."))
    if not locked.takes_reservations(at):
        raise UnableToReserve(_("Varausaika on päättynyt. Ota yhteyttä järjestäjään, jos suunnitelma muuttuu."))
    return locked


def _take_seats(session: ExpertSession, more: int, *, had: int) -> None:
    """Count the places in one conditional update, so that two who want the last ones cannot both have them."""
    if more == 0:
        return
    fits = ExpertSession.objects.filter(pk=session.pk, seats__gte=F("seats_taken") + more)
    if fits.update(seats_taken=F("seats_taken") + more) == 1:
        return
    left = ExpertSession.objects.filter(pk=session.pk).values_list(F("seats") - F("seats_taken"), flat=True)[0] + had
    if left <= 0:
        raise UnableToReserve(_("Viimeiset paikat ehdittiin varata. Vapaita paikkoja ei ole."))
    said = ngettext("Ryhmällesi on enää %(left)s paikka.", "Ryhmällesi on enää %(left)s paikkaa.", left)
    raise UnableToReserve(said % {"left": left})


def release_ended_groups(*, at: datetime) -> int:
    """This function will give back the places of groups that have ended, while they can be given back."""
    rows = Reservation.objects.filter(
        group__state__in=CLOSED_STATES, session__state=SessionState.AGREED, session__closed_at=None
    )
    due = list(rows.filter(session__reserve_by__gte=at).select_related("session", "group"))
    for row in due:
        cancel_reservation(session=row.session, group=row.group, at=at)
    return len(due)
