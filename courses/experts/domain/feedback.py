"""What a group says of a session: whether it was of use, and that others have the same need."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from courses.experts.domain.refusals import ExpertRefusal
from courses.experts.domain.reservations import MOST_HEADS, lock_session
from courses.experts.enums import SessionState
from courses.experts.models import ExpertSession, Reservation, SessionFeedback, SessionInterest
from courses.groups.models import PeerGroup

if TYPE_CHECKING:
    from accounts.models import User


class UnableToTell(ExpertRefusal):
    """It cannot be told now; the message says why."""


def give_feedback(
    *, session: ExpertSession, group: PeerGroup, useful: int, text: str, by: User, at: datetime
) -> SessionFeedback:
    """This function will keep the group's feedback; a later one replaces it. Once all have spoken, it is collected.

    Raises UnableToTell when the session was not held or the group was not there.
    """
    with transaction.atomic():
        locked = lock_session(session)
        if locked.state != SessionState.HELD:
            raise UnableToTell(_("Palautetta voi antaa, kun asiantuntijaosuus on pidetty ja palautteen keruu on auki."))
        if not Reservation.objects.filter(session=locked, group=group).exists():
            raise UnableToTell(_("Ryhmälläsi ei ollut varausta."))
        values = {"useful": useful, "text": text.strip(), "given_by": by, "given_at": at}
        row, _made = SessionFeedback.objects.update_or_create(session=locked, group=group, defaults=values)
        spoken = set(locked.feedback.values_list("group_id", flat=True))
        if spoken >= set(locked.reservations.values_list("group_id", flat=True)):
            locked.state, locked.changed_at = SessionState.COLLECTED, at
            locked.save(update_fields=["state", "changed_at"])
    return row


def tell_same_need(*, session: ExpertSession, group: PeerGroup, heads: int, by: User, at: datetime) -> SessionInterest:
    """This function will note that another group has the same need. Raises UnableToTell once places can be reserved."""
    if not 1 <= heads <= MOST_HEADS:
        raise UnableToTell(_("Kerro, montako teitä on: 1–%(most)s.") % {"most": MOST_HEADS})
    with transaction.atomic():
        locked = lock_session(session)
        if locked.state not in (SessionState.NEED, SessionState.SOUGHT):
            raise UnableToTell(_("Tarve ei ole enää avoin."))
        values = {"heads": heads, "told_by": by, "told_at": at}
        row, _made = SessionInterest.objects.update_or_create(session=locked, group=group, defaults=values)
    return row


def take_back_need(*, session: ExpertSession, group: PeerGroup) -> None:
    """This function will take the same need back; safe to repeat."""
    SessionInterest.objects.filter(session=session, group=group).delete()
