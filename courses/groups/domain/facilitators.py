"""Facilitating together: inviting by e-mail, answering, leaving."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING
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
from courses.groups.models import FacilitatorInvitation, GroupFacilitator, PeerGroup
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
        invitation, _made = FacilitatorInvitation.objects.update_or_create(
            group=locked,
            email=address,
            answered_at=None,
            defaults={"invited_by": by, "invited_at": at, "expires_at": at + VALID_FOR},
        )
        person = Account.objects.filter(email=address, is_active=True).first()
        if person:
            notify(
                user=person,
                kind="group-invitation",
                subject=gettext_lazy("Kutsu ohjaamaan ryhmää yhdessä"),
                text=gettext_lazy("Sinut on kutsuttu toiseksi ohjaajaksi vertaisryhmään. Vastaa kutsuun Peilissä."),
                url=reverse("groups:mine"),
                at=at,
            )
    return invitation


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
        if accept:
            _join(group, user, enrolment, at)
        locked.answered_at, locked.accepted = at, accept
        locked.save(update_fields=["answered_at", "accepted"])
        if accept:
            reevaluate(group=group, about={"group", "meetings", "price_plan"}, at=at)
    return locked


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
