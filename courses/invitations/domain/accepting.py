"""Answering an invitation: who is invited makes an account if there is none, and has a place in the run."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from accounts import terms
from accounts.domain import accept_terms, create_person
from accounts.ledger import record_erasure
from accounts.models import TermsAcceptance
from accounts.models import User as Account
from courses.domain.enrolment import take_place
from courses.domain.places import lock_run
from courses.enums import Way
from courses.invitations.domain.inviting import INVITING, resend
from courses.invitations.domain.links import email_key, fits, key_of
from courses.invitations.domain.refusals import UnableToAnswer, UnableToInvite
from courses.invitations.enums import InvitationState
from courses.invitations.models import Invitation, RefusedAddress
from courses.models import Enrolment

if TYPE_CHECKING:
    from accounts.models import User

REFUSED, REFUSED_FOR_GOOD = "invitations.refused", "invitations.refused-for-good"  # in the ledger of erasures
ANSWERABLE = (InvitationState.OPEN, InvitationState.REFUSED)  # who has refused may think better of it


@dataclass(frozen=True)
class Names:
    """The person's names as they have confirmed them."""

    given_name: str
    family_name: str
    certificate_name: str = ""


def find_invitation(token: str) -> Invitation | None:
    """Return the invitation that a link belongs to, however it stands; None for a link that does not hold."""
    key = key_of(token)
    rows = Invitation.objects.select_related("run__course", "invited_by", "accepted_by")
    invitation = rows.filter(public_id=key).first() if key else None
    return invitation if invitation and fits(token, generation=invitation.generation) else None


def account_of(invitation: Invitation) -> User | None:
    """Return the account that has the invited address, if there is one."""
    return Account.objects.filter(email=invitation.email).first() if invitation.email else None


def has_expired(invitation: Invitation, *, at: datetime) -> bool:
    """Say whether the invitation's time is over."""
    return invitation.expires_at <= at or not invitation.email


def is_for_open_run(invitation: Invitation) -> bool:
    """Say whether the run still takes people in."""
    return invitation.run.state in INVITING


def has_accepted_terms(user: User) -> bool:
    """Say whether the person has accepted the terms that are in force."""
    return TermsAcceptance.objects.filter(user=user, version=terms.CURRENT).exists()


def join(*, invitation: Invitation, names: Names, language: str, at: datetime) -> User:
    """This function will make the account of an invited person and accept the invitation with it; return the person.

    Who can open the link reads the address's mail, so the address counts as confirmed. Raises UnableToAnswer.
    """
    try:
        with transaction.atomic():
            locked = _lock(invitation, at=at)
            user = create_person(
                email=locked.email, given_name=names.given_name, family_name=names.family_name, language=language
            )
            _take_in(locked, user, names, at=at)
    except IntegrityError as error:
        raise UnableToAnswer(_("Sinulla on jo tili tällä sähköpostiosoitteella. Kirjaudu sisään.")) from error
    return user


def accept(*, invitation: Invitation, user: User, names: Names, at: datetime) -> Enrolment:
    """This function will accept an invitation for somebody who has an account; done twice it changes nothing.

    Raises UnableToAnswer for another address than the invited one, and for an invitation that does not hold.
    """
    if user.email != invitation.email:
        raise UnableToAnswer(_("Kutsu on lähetetty toiseen sähköpostiosoitteeseen. Kirjaudu sisään sillä."))
    with transaction.atomic():
        known = Invitation.objects.select_for_update(of=("self",)).get(pk=invitation.pk)
        if known.state == InvitationState.ACCEPTED and known.accepted_by_id == user.pk and known.enrolment:
            return known.enrolment
        return _take_in(_lock(invitation, at=at), user, names, at=at)


def _lock(invitation: Invitation, *, at: datetime) -> Invitation:
    """Return the invitation, locked after its run as everywhere, if it can be accepted. Raises UnableToAnswer."""
    lock_run(invitation.run_id)
    rows = Invitation.objects.select_for_update(of=("self",)).select_related("run", "invited_by")
    locked = rows.get(pk=invitation.pk)
    if locked.state == InvitationState.ACCEPTED:
        raise UnableToAnswer(_("Kutsu on jo otettu vastaan. Kirjaudu sisään."))
    if locked.state not in ANSWERABLE or locked.generation != invitation.generation or has_expired(locked, at=at):
        raise UnableToAnswer(_("Kutsu ei ole enää voimassa."))
    if not is_for_open_run(locked):
        raise UnableToAnswer(_("Toteutukseen ei voi enää liittyä."))
    return locked


def _take_in(invitation: Invitation, user: User, names: Names, *, at: datetime) -> Enrolment:
    """Store names, terms, enrollment and answer; the caller holds the locks."""
    for field in ("given_name", "family_name", "certificate_name"):
        setattr(user, field, getattr(names, field))
    user.save(update_fields=["given_name", "family_name", "certificate_name"])
    accept_terms(user=user, version=terms.CURRENT, at=at)
    RefusedAddress.objects.filter(email_key=invitation.email_key).delete()
    # Who invites has decided already, so no coordinator decides again; a full run means the waiting list.
    enrolment = take_place(run=invitation.run, user=user, at=at, way=Way.INVITATION, by=invitation.invited_by)
    invitation.state, invitation.answered_at = InvitationState.ACCEPTED, at
    invitation.accepted_by, invitation.enrolment = user, enrolment
    invitation.source, invitation.source_person = "", None  # it has been told; nothing needs it any more
    invitation.save(update_fields=["state", "answered_at", "accepted_by", "enrolment", "source", "source_person"])
    return enrolment


def refuse(*, invitation: Invitation, for_good: bool, at: datetime) -> bool:
    """This function will note that the person does not come; return whether the invitation was open.

    Nobody is mailed again for this run, after a restored backup neither; `for_good` means no invitation to any run.
    """
    with transaction.atomic():
        locked = Invitation.objects.select_for_update(of=("self",)).get(pk=invitation.pk)
        if locked.state not in ANSWERABLE:
            return False
        if for_good:
            RefusedAddress.objects.get_or_create(
                email_key=locked.email_key or email_key(locked.email), defaults={"refused_at": at}
            )
        if locked.state == InvitationState.OPEN:
            locked.state, locked.answered_at = InvitationState.REFUSED, at
            locked.save(update_fields=["state", "answered_at"])
        record_erasure(kind=REFUSED_FOR_GOOD if for_good else REFUSED, identity=locked.public_id, at=at)
    return True


def renew(*, invitation: Invitation, at: datetime) -> None:
    """This function will mail an invitation whose time is over once more, to the same address only.

    Raises UnableToAnswer for one that is not open, whose address is gone or whose run takes nobody in any more.
    """
    if invitation.state != InvitationState.OPEN or not has_expired(invitation, at=at):
        raise UnableToAnswer(_("Kutsua ei voi lähettää uudelleen."))
    try:
        resend(invitation=invitation, at=at)
    except UnableToInvite as error:
        raise UnableToAnswer(str(error)) from error
