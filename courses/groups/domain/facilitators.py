"""Facilitating together: inviting by e-mail, answering, leaving."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User as Account
from accounts.models import normalize_email
from courses.domain.completion import evaluate
from courses.groups.domain.credit import reevaluate
from courses.groups.domain.refusals import GroupRefusal, lock_group, lock_open_group
from courses.groups.enums import MemberState
from courses.groups.models import FacilitatorInvitation, GroupFacilitator, LogDraft, PeerGroup
from courses.models import Enrolment
from notifications.domain import notify

if TYPE_CHECKING:
    from accounts.models import User

MOST = 2  # facilitators of one group (BR-18)
VALID_FOR = timedelta(days=14)


class UnableToShare(GroupRefusal):
    """The group cannot be shared so; the message says why."""


def invite_facilitator(*, group: PeerGroup, email: str, by: User, at: datetime) -> FacilitatorInvitation:
    """This function will invite a person to facilitate the group too, and tell them if they have an account.

    Who has one is not told to the sender. Inviting the same address again renews the invitation. Raises
    UnableToShare when the group has all its facilitators, or the address is one of theirs.
    """
    address = normalize_email(email)
    with transaction.atomic():
        locked = lock_open_group(group)
        active = GroupFacilitator.objects.filter(group=locked, ended_at=None).select_related("user")
        if any(link.user.email == address for link in active):
            raise UnableToShare(_("Tämä henkilö ohjaa jo ryhmää."))
        if len(active) >= MOST:
            raise UnableToShare(_("Ryhmällä voi olla enintään %(most)s ohjaajaa.") % {"most": MOST})
        invitation = _invite(locked, address, by, at, takes_over=False)
        _tell(
            address,
            gettext_lazy("Kutsu ohjaamaan ryhmää yhdessä"),
            gettext_lazy("Sinut on kutsuttu toiseksi ohjaajaksi vertaisryhmään. Vastaa kutsuun Peilissä."),
            at,
        )
    return invitation


def offer_handover(
    *, group: PeerGroup, email: str, agreed: int, agreed_on: date, by: User, at: datetime
) -> FacilitatorInvitation:
    """This function will offer the person's own place as facilitator to somebody, who is told if they have an account.

    `agreed` is how many members have agreed, which the facilitator states: all of them must have. Nothing moves
    before the other accepts. Raises UnableToShare when not all agreed, or the address is a facilitator's already.
    """
    address = normalize_email(email)
    with transaction.atomic():
        locked = lock_open_group(group)
        members = joined_count(locked)
        if agreed != members:
            raise UnableToShare(
                _("Ryhmässä on %(members)s ryhmäläistä. Luovutus vaatii jokaisen suostumuksen.") % {"members": members}
            )
        if agreed_on > timezone.localdate(at):
            raise UnableToShare(_("Suostumusten päivä ei voi olla tulevaisuudessa."))
        if GroupFacilitator.objects.filter(group=locked, ended_at=None, user__email=address).exists():
            raise UnableToShare(_("Tämä henkilö ohjaa jo ryhmää."))
        invitation = _invite(locked, address, by, at, takes_over=True, agreed=agreed, agreed_on=agreed_on)
        _tell(
            address,
            gettext_lazy("Ryhmää tarjotaan sinulle ohjattavaksi"),
            gettext_lazy("Vertaisryhmän ohjaaja haluaa luovuttaa ryhmänsä sinulle. Vastaa Peilissä."),
            at,
        )
    return invitation


def joined_count(group: PeerGroup) -> int:
    """Return how many members are in the group now."""
    return group.members.filter(state=MemberState.JOINED).count()


def _invite(group: PeerGroup, address: str, by: User, at: datetime, **values: Any) -> FacilitatorInvitation:
    nothing = {"agreed": None, "agreed_on": None}
    invitation, _made = FacilitatorInvitation.objects.update_or_create(
        group=group,
        email=address,
        answered_at=None,
        defaults={"invited_by": by, "invited_at": at, "expires_at": at + VALID_FOR, **nothing, **values},
    )
    return invitation


def _tell(address: str, subject: Any, text: Any, at: datetime) -> None:
    person = Account.objects.filter(email=address, is_active=True).first()
    if person:
        notify(user=person, kind="group-invitation", subject=subject, text=text, url=reverse("groups:mine"), at=at)


def answer_invitation(
    *, invitation: FacilitatorInvitation, user: User, accept: bool, enrolment: Enrolment | None, at: datetime
) -> FacilitatorInvitation:
    """This function will take or turn down an invitation; safe to repeat.

    Meetings from the day of accepting count for the new facilitator. Raises UnableToShare when it has expired.
    """
    with transaction.atomic():
        group = lock_group(invitation.group)
        locked = FacilitatorInvitation.objects.select_for_update().get(pk=invitation.pk)
        if locked.answered_at is not None:
            return locked
        if not locked.is_open(at) or group.is_closed:
            raise UnableToShare(_("Kutsu ei ole enää voimassa. Pyydä tarvittaessa uusi."))
        if accept and locked.takes_over:
            _make_room(group, locked, at)
        if accept:
            _join(group, user, enrolment, at)
        locked.answered_at, locked.accepted = at, accept
        locked.save(update_fields=["answered_at", "accepted"])
        if accept:
            reevaluate(group=group, about={"group", "meetings", "price_plan"}, at=at)
    return locked


def _make_room(group: PeerGroup, invitation: FacilitatorInvitation, at: datetime) -> None:
    """End the inviter's facilitating: the cards move with the place, what they have logged stays to their credit."""
    former = GroupFacilitator.objects.filter(group=group, user=invitation.invited_by, ended_at=None)
    if not former.exists() or invitation.agreed != joined_count(group):
        raise UnableToShare(_("Ryhmä on muuttunut tarjouksen jälkeen. Pyydä luovuttajaa tekemään se uudelleen."))
    former.update(ended_at=at)
    LogDraft.objects.filter(group=group, author=invitation.invited_by).delete()
    FacilitatorInvitation.objects.filter(group=group, invited_by=invitation.invited_by, answered_at=None).exclude(
        pk=invitation.pk
    ).update(answered_at=at, accepted=False)
    notify(
        user=invitation.invited_by,
        kind="group-handed-over",
        subject=gettext_lazy("Ryhmä on luovutettu"),
        text=gettext_lazy(
            "Uusi ohjaaja on ottanut ryhmän. Et enää näe sen kortteja; kirjaamasi tapaamiset jäävät sinulle."
        ),
        url=reverse("groups:mine"),
        at=at,
    )


def _join(group: PeerGroup, user: User, enrolment: Enrolment | None, at: datetime) -> None:
    active = GroupFacilitator.objects.filter(group=group, ended_at=None)
    if active.filter(user=user).exists():
        return
    if active.count() >= MOST:
        raise UnableToShare(_("Ryhmällä voi olla enintään %(most)s ohjaajaa.") % {"most": MOST})
    GroupFacilitator.objects.create(
        group=group, user=user, enrolment=enrolment, since=at, credited_from=timezone.localdate(at)
    )


def withdraw_invitation(*, group: PeerGroup, public_id: UUID, at: datetime) -> None:
    """This function will take back an invitation nobody has answered."""
    with transaction.atomic():
        locked = lock_group(group)
        FacilitatorInvitation.objects.filter(group=locked, public_id=public_id, answered_at=None).update(
            answered_at=at, accepted=False
        )


def leave_group(*, group: PeerGroup, user: User, at: datetime) -> None:
    """This function will end the person's facilitating; what they have logged stays.

    Raises UnableToShare for the only facilitator, who must end the group or share it first.
    """
    with transaction.atomic():
        locked = lock_open_group(group)
        active = GroupFacilitator.objects.select_for_update().filter(group=locked, ended_at=None)
        if len(active) < 2:
            raise UnableToShare(_("Olet ryhmän ainoa ohjaaja. Kutsu ensin toinen ohjaaja tai päätä ryhmä."))
        active.filter(user=user).update(ended_at=at)
        reevaluate(group=locked, about={"group", "meetings", "price_plan"}, at=at)


def link_to_run(*, group: PeerGroup, user: User, enrolment: Enrolment | None, at: datetime) -> None:
    """This function will say which run the group counts for, for this facilitator."""
    with transaction.atomic():
        locked = lock_open_group(group)
        link = GroupFacilitator.objects.select_for_update().get(group=locked, user=user, ended_at=None)
        before = link.enrolment
        if before == enrolment:
            return
        link.enrolment = enrolment
        link.save(update_fields=["enrolment"])
        reevaluate(group=locked, about={"group", "meetings", "price_plan"}, at=at)
        if before:
            evaluate(enrolment=before, at=at, about={"group", "meetings", "price_plan"})
